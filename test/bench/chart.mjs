/**
 * Draws requests a second by scene and server, on a logarithmic axis. Reads JSON from standard
 * input, an array of { scene, servers: [{ name, perSecond }] }, and prints SVG.
 */
import { text } from 'node:stream/consumers';
import * as echarts from 'echarts';

/** Readable on the white of a light page and on the background of its own on a dark one. */
const INK = '#24292f';
const COLORS = ['#0969da', '#57606a', '#afb8c1', '#bf8700', '#cf222e', '#8250df'];

const scenes = JSON.parse(await text(process.stdin));
const names = [...new Set(scenes.flatMap(({ servers }) => servers.map(({ name }) => name)))];
const width = 1000;
const height = 140 + scenes.length * 92;
const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
const label = { color: INK, fontSize: 13 };
chart.setOption({
  animation: false,
  color: COLORS,
  backgroundColor: '#ffffff',
  textStyle: { fontFamily: 'sans-serif', color: INK },
  title: {
    text: 'Requests a second, on a logarithmic axis: longer is better',
    left: 'center',
    top: 10,
    textStyle: { color: INK, fontSize: 16 },
  },
  // Texts are wider than is assumed without a browser: with less between them, they overlap.
  legend: {
    bottom: 14,
    itemGap: 26,
    itemWidth: 14,
    data: names,
    textStyle: { ...label, fontSize: 12 },
  },
  grid: { left: 190, right: 70, top: 50, bottom: 80 },
  xAxis: {
    type: 'log',
    min: 1,
    axisLabel: { ...label, formatter: (value) => value.toLocaleString('en') },
    splitLine: { lineStyle: { color: '#d0d7de' } },
  },
  yAxis: {
    type: 'category',
    inverse: true,
    data: scenes.map(({ scene }) => scene),
    axisLabel: { ...label, width: 170, overflow: 'break' },
    axisTick: { show: false },
  },
  series: names.map((name) => ({
    name,
    type: 'bar',
    barCategoryGap: '18%',
    barGap: '10%',
    label: {
      show: true,
      position: 'right',
      color: INK,
      fontSize: 10,
      formatter: ({ value }) => value.toLocaleString('en'),
    },
    data: scenes.map(({ servers }) => {
      const found = servers.find((server) => server.name === name);
      return found ? Math.round(found.perSecond) : null;
    }),
  })),
});
process.stdout.write(`${chart.renderToSVGString()}\n`);
// Its timers would keep the process alive.
chart.dispose();
