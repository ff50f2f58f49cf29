import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Correctness } from './answers.js';
import { EXPRESS, MOCK } from './peers.js';
import { quantile } from './sample.js';
import type { Scene } from './scenes.js';

/** What one scene gave, on each server. */
export interface Figures {
  readonly scene: Scene;
  readonly servers: readonly ServerFigures[];
}

interface ServerFigures {
  readonly name: string;
  readonly correctness: Correctness;
  /** Requests a second, a figure for each round. */
  readonly perSecond: readonly number[];
  /** CPU time of the server for a request, in microseconds, for each round. */
  readonly cpuUs: readonly number[];
  readonly failed: number;
}

export interface Results {
  readonly machine: string;
  readonly clients: number;
  readonly figures: readonly Figures[];
  readonly starts: ReadonlyMap<string, { readonly startMs: number; readonly memoryMb: number }>;
  readonly dialects: ReadonlyMap<string, readonly Figures[]>;
  readonly sizes: ReadonlyMap<number, readonly Figures[]>;
  readonly inProcess: string;
}

export const medianOf = (values: readonly number[]): number => quantile(values, 0.5);

/** Writes RESULTS.md and chart.svg beside this file. */
export function writeResults(results: Results): void {
  const path = (name: string): string => join(import.meta.dirname, name);
  writeFileSync(path('RESULTS.md'), markdownOf(results));
  const chart = results.figures.map(({ scene, servers }) => ({
    scene: scene.name.replaceAll('`', ''),
    servers: servers
      .filter(({ correctness }) => correctness === 'right')
      .map(({ name, perSecond }) => ({ name, perSecond: medianOf(perSecond) })),
  }));
  const input = JSON.stringify(chart);
  const svg = execFileSync(process.execPath, [path('chart.mjs')], { input, encoding: 'utf8' });
  writeFileSync(path('chart.svg'), svg);
  console.log('\nWrote test/bench/RESULTS.md and test/bench/chart.svg');
}

function markdownOf({
  machine,
  clients,
  figures,
  starts,
  dialects,
  sizes,
  inProcess,
}: Results): string {
  const shown = (count: number): string => count.toLocaleString('en');
  const ratios = new Map([['documented', figures], ...dialects]);
  const limited = figures.filter(({ scene }) => scene.ofExpress !== undefined);
  return `# Benchmark

Written by \`npm run bench\`. ${machine}. ${shown(clients)} clients.

Requests a second, medians. "wrong": the server answers with other clients than the mock, so its
speed says nothing. "–": it has nothing like it.

${peerTable(figures)}

![Requests a second by scene and server](chart.svg)

## Beside bare Express with the same ready bytes

The mock's requests a second divided by those of an Express route that sends the same bytes without
any work: the median of the ratios of each round, and their range.

${table([
  ['dialect', ...limited.map(({ scene }) => scene.name)],
  ...[...ratios].map(([dialect, of]) => [
    dialect,
    ...limited.map(({ scene }) => ratioCell(of.find((each) => each.scene.name === scene.name))),
  ]),
])}

## Start and memory

From the start of the process to the first answer, and resident memory after the scenes.

${table([
  ['server', 'start', 'memory'],
  ...[...starts].map(([name, { startMs, memoryMb }]) => [
    name,
    `${startMs.toFixed(0)} ms`,
    `${memoryMb.toFixed(0)} MB`,
  ]),
])}

## By the size of the population

${[...sizes].map(([size, of]) => `### ${shown(size)} clients\n\n${peerTable(of)}`).join('\n\n')}

## In process

\`\`\`text
${inProcess}
\`\`\`
`;
}

/** Scenes down, servers across. */
function peerTable(figures: readonly Figures[]): string {
  const names = figures[0]?.servers.map(({ name }) => name) ?? [];
  return table([
    ['scene', ...names],
    ...figures.map(({ scene, servers }) => [
      scene.name,
      ...servers.map(({ correctness, perSecond }) => {
        if (correctness !== 'right') return correctness === 'wrong' ? 'wrong' : '–';
        return Math.round(medianOf(perSecond)).toLocaleString('en');
      }),
    ]),
  ]);
}

function ratioCell(figures: Figures | undefined): string {
  const perSecondOf = (name: string): readonly number[] =>
    figures?.servers.find((server) => server.name === name)?.perSecond ?? [];
  const express = perSecondOf(EXPRESS.name);
  const ratios = perSecondOf(MOCK.name).map((value, round) => value / (express[round] ?? NaN));
  if (ratios.length === 0) return '–';
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `**${medianOf(ratios).toFixed(2)}** (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
