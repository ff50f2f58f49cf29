/**
 * `npm run bench`: measures the mock beside other servers, each in a process of its own, in rounds
 * that take turns, so that ratios hold on a busy machine too. Answers are compared first: a server
 * that answers with other clients is called wrong, not fast. Writes RESULTS.md and a chart.
 *
 * `--quick` takes less than a minute and writes nothing. `--million` measures only the mock, with a
 * million clients, and writes RESULTS-million.md; dialects may follow it. Exit code 1: the answers of
 * the servers that must agree differ, or one of their requests failed. Timings never change it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureGate } from './gate.js';
import { installPeers } from './install.js';
import { measureInstances } from './instances.js';
import { BEST_GENERATOR } from './load.js';
import { capture, type Effort, measureScene, Servers } from './measure.js';
import { measureMillion } from './million.js';
import { EXPRESS, MOCK, NAIVE, OTHERS, type Peer } from './peers.js';
import { type Figures, medianOf, type Start, writeResults } from './results.js';
import { CALLER, PAGE } from './server.js';

const { values, positionals } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    million: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
if (values.million) {
  await measureMillion(positionals.length > 0 ? positionals : undefined);
  process.exit();
}
const isQuick = values.quick;
const CLIENTS = isQuick ? 1000 : 10_000;
const EFFORT: Effort = isQuick
  ? { rounds: 1, seconds: 0.1, warmUp: 0, generator: 'undici' }
  : { rounds: 3, seconds: 1, warmUp: 1, generator: BEST_GENERATOR };
/** Releases of which each differs from the others in what it does for a request. */
const DIALECTS = ['documented', 'emqx-4.0', 'emqx-4.1', 'emqx-4.2', 'emqx-4.3', 'emqx-4.4'];
/** Those that are also measured with an Origin, which costs the same in all. */
const DIALECTS_FOR_PAGES = ['documented', 'emqx-4.3'];
/** Sizes of the population, for the cost by population. */
const SIZES = [1000, 10_000, 100_000, 1_000_000];
/** Starts of each server. */
const STARTS = 3;
const CLIENTS_AT_START = 1000;
/** They answer with the same clients, or the benchmark fails: the second filters in its own way. */
const EQUAL = [MOCK, NAIVE, EXPRESS].map(({ name }) => name);

const folder = mkdtempSync(join(tmpdir(), 'emqx-bench-'));
const servers = new Servers(folder);

/** Every scene, on the mock and all its peers. */
async function measurePeers(peers: readonly Peer[]): Promise<readonly Figures[]> {
  const { mock, scenes, expected, stage } = await capture(servers, 'documented', CLIENTS);
  const started = await Promise.all(peers.map((peer) => servers.start(peer, stage)));
  const figures: Figures[] = [];
  for (const scene of scenes) {
    const how = { expected, folder, headers: CALLER };
    figures.push(await measureScene(scene, [mock, ...started], how, EFFORT));
  }
  await servers.stop();
  return figures;
}

/** The scenes that have a limit, in a dialect, beside Express with that dialect's bytes. */
async function measureDialect(
  dialect: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly Figures[]> {
  console.log(`\n--- ${dialect}${headers === PAGE ? ', with an Origin' : ''}`);
  const { mock, scenes, expected, stage } = await capture(servers, dialect, CLIENTS);
  const express = await servers.start(EXPRESS, stage);
  const figures: Figures[] = [];
  for (const scene of scenes.filter(({ ofExpress }) => ofExpress !== undefined)) {
    const effort = { ...EFFORT, warmUp: 0 };
    figures.push(await measureScene(scene, [mock, express], { expected, folder, headers }, effort));
  }
  await servers.stop();
  return figures;
}

/** A page of 20 and a lookup by filter, by the size of the population. */
async function measureSizes(): Promise<ReadonlyMap<number, readonly Figures[]>> {
  const bySize = new Map<number, readonly Figures[]>();
  for (const size of SIZES) {
    console.log(`\n--- ${size} clients`);
    const { mock, scenes, expected, stage } = await capture(servers, 'documented', size);
    const started = [mock];
    for (const peer of OTHERS) {
      if (!peer.isStatic && size <= (peer.most ?? Infinity)) {
        started.push(await servers.start(peer, stage));
      }
    }
    const figures: Figures[] = [];
    for (const scene of scenes.filter(({ bySize }) => bySize)) {
      const how = { expected, folder, headers: CALLER };
      figures.push(await measureScene(scene, started, how, { ...EFFORT, rounds: 2, warmUp: 0 }));
    }
    await servers.stop();
    bySize.set(size, figures);
  }
  return bySize;
}

/** Starts each server several times, in turn. */
async function measureStarts(peers: readonly Peer[]): Promise<readonly Start[]> {
  const { stage } = await capture(servers, 'documented', CLIENTS_AT_START);
  await servers.stop();
  const all = peers.map((peer) => ({ peer, ms: [] as number[], mb: [] as number[] }));
  for (let start = 0; start < STARTS; start++) {
    for (const { peer, ms, mb } of all) {
      const server = await servers.start(peer, stage);
      ms.push(server.startMs);
      mb.push(server.memoryMb());
      await servers.stop([server]);
    }
  }
  return all.map(({ peer, ms, mb }) => ({ name: peer.name, ms: medianOf(ms), mb: medianOf(mb) }));
}

const isEqual = (figures: readonly Figures[]): boolean =>
  figures.every(({ servers: of }) =>
    of
      .filter(({ name }) => EQUAL.includes(name))
      .every(({ correctness, failed }) => correctness !== 'wrong' && failed === 0),
  );

const started = performance.now();
const hasPeers = installPeers();
if (!hasPeers && !isQuick) {
  throw new Error('Cannot install the peers in test/bench: the npm registry does not answer.');
}
const peers = [EXPRESS, ...OTHERS].filter(({ isInstalled }) => hasPeers || !isInstalled);
if (!hasPeers) {
  const missing = OTHERS.filter(({ isInstalled }) => isInstalled).map(({ name }) => name);
  console.log(`The npm registry does not answer: measured without ${missing.join(' and ')}.`);
}
const [busy = 0] = loadavg();
const load = `load ${busy.toFixed(1)} before the start${busy > 1 ? ', which is not quiet' : ''}`;
const machine = `Node ${process.version}, ${cpus().length} cores, 10 connections, ${EFFORT.generator}, ${load}`;
console.log(machine);
if (isQuick) console.log('Quick: it compares answers. The figures are too short to be compared.');
try {
  const figures = await measurePeers(peers);
  const dialects = new Map<string, readonly Figures[]>();
  for (const dialect of isQuick ? [] : DIALECTS) {
    dialects.set(dialect, await measureDialect(dialect, CALLER));
  }
  for (const dialect of isQuick ? ['emqx-4.3'] : DIALECTS_FOR_PAGES) {
    dialects.set(`${dialect}, with an Origin`, await measureDialect(dialect, PAGE));
  }
  if (!isQuick) {
    const starts = await measureStarts([MOCK, ...peers]);
    const sizes = await measureSizes();
    const inProcess = `${await measureInstances(folder)}\n\n${await measureGate()}`;
    console.log(`\n${inProcess}`);
    writeResults({ machine, clients: CLIENTS, figures, starts, dialects, sizes, inProcess });
  }
  const areEqual = [figures, ...dialects.values()].every(isEqual);
  if (!areEqual) process.exitCode = 1;
  const took = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `\nThe answers of ${EQUAL.join(', ')}: ${areEqual ? 'equal' : 'DIFFERENT'} (${took} s)`,
  );
} finally {
  await servers.stop();
  rmSync(folder, { recursive: true, force: true });
}
