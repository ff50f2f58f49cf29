/**
 * Draws requests a second by scene and server, on a logarithmic axis. Reads JSON from standard
 * input, an array of { scene, servers: [{ name, perSecond }] }, and prints SVG.
 */
import { text } from 'node:stream/consumers';
import * as echarts from 'echarts';

const scenes = JSON.parse(await text(process.stdin));
const names = [...new Set(scenes.flatMap(({ servers }) => servers.map(({ name }) => name)))];
const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 1000, height: 620 });
chart.setOption({
  animation: false,
  backgroundColor: '#ffffff',
  textStyle: { fontFamily: 'sans-serif' },
  title: { text: 'Requests a second (logarithmic)', left: 'center' },
  legend: { bottom: 0, data: names },
  grid: { left: 210, right: 40, top: 50, bottom: 90 },
  xAxis: { type: 'log', min: 1, axisLabel: { formatter: (value) => value.toLocaleString('en') } },
  yAxis: {
    type: 'category',
    inverse: true,
    data: scenes.map(({ scene }) => scene),
    axisLabel: { width: 190, overflow: 'break' },
  },
  series: names.map((name) => ({
    name,
    type: 'bar',
    data: scenes.map(({ servers }) => {
      const found = servers.find((server) => server.name === name);
      return found ? Math.round(found.perSecond) : null;
    }),
  })),
});
process.stdout.write(`${chart.renderToSVGString()}\n`);
