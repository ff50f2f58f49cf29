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

/** Medians of several starts. */
export interface Start {
  readonly name: string;
  /** From the start of the process to the first answer. */
  readonly ms: number;
  /** Resident memory after it, in megabytes. */
  readonly mb: number;
}

export interface Results {
  readonly machine: string;
  readonly clients: number;
  readonly figures: readonly Figures[];
  readonly starts: readonly Start[];
  readonly dialects: ReadonlyMap<string, readonly Figures[]>;
  readonly sizes: ReadonlyMap<number, readonly Figures[]>;
  /** Mocks, sandboxes and the gate, in process: lines of text. */
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

function markdownOf(results: Results): string {
  const { machine, clients, figures, starts, dialects, sizes, inProcess } = results;
  const shown = (count: number): string => count.toLocaleString('en');
  const limited = figures.filter(({ scene }) => scene.ofExpress !== undefined);
  const ratioTable = (of: (server: ServerFigures) => readonly number[]): string =>
    table([
      ['dialect', ...limited.map(({ scene }) => scene.name)],
      ['at least', ...limited.map(({ scene }) => String(scene.ofExpress))],
      ...[...dialects].map(([dialect, measured]) => [
        dialect,
        ...limited.map(({ scene }) =>
          ratioCell(
            measured.find((each) => each.scene.name === scene.name),
            of,
          ),
        ),
      ]),
    ]);
  return `# Benchmark

Written by \`npm run bench\`. ${machine}. ${shown(clients)} clients.

Requests a second, medians of ${figures[0]?.servers[0]?.perSecond.length ?? 0} rounds. "wrong": the server answers with other clients than the
mock, so its speed says nothing. "–": it has nothing like it.

${peerTable(figures)}

![Requests a second by scene and server](chart.svg)

## Beside bare Express with the same ready bytes

The mock's requests a second divided by those of an Express route that sends the same bytes without
any work: the median of the ratios of each round, and their range. The mock runs as a user has it,
with its journal and CORS, and a silent log. "With an Origin" is what a page of another origin sends.

${ratioTable(({ perSecond }) => perSecond)}

The same by the time that the server's processor takes for a request, which other work on the machine
changes less.

${ratioTable(({ cpuUs }) => cpuUs.map((us) => 1 / us))}

## Start and memory

With 1,000 clients: from the start of the process to its first answer, and resident memory after it.

${table([
  ['server', 'start', 'memory'],
  ...starts.map(({ name, ms, mb }) => [name, `${ms.toFixed(0)} ms`, `${mb.toFixed(0)} MB`]),
])}

## Mocks, sandboxes and the gate

A second; by the processor's time in brackets.

\`\`\`text
${inProcess}
\`\`\`

## By the number of clients

${[...sizes].map(([size, of]) => `### ${shown(size)} clients\n\n${peerTable(of)}`).join('\n\n')}
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

/** Of the mock and of bare Express. @param of what is compared: more is better. */
function ratioCell(
  figures: Figures | undefined,
  of: (server: ServerFigures) => readonly number[],
): string {
  const valuesOf = (name: string): readonly number[] => {
    const found = figures?.servers.find((server) => server.name === name);
    return found ? of(found) : [];
  };
  const express = valuesOf(EXPRESS.name);
  const ratios = valuesOf(MOCK.name).map((value, round) => value / (express[round] ?? NaN));
  if (ratios.length === 0) return '–';
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `**${medianOf(ratios).toFixed(2)}** (${least.toFixed(2)}–${most.toFixed(2)})`;
}

function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
