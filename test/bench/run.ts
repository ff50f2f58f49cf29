/**
 * `npm run bench`: measures the mock beside other servers, each in a process of its own, in rounds
 * that take turns, so that ratios hold on a busy machine too. Answers are compared first: a server
 * that answers with other clients is called wrong, not fast. Writes RESULTS.md and a chart.
 *
 * `--quick` takes less than a minute and writes nothing. `--million` measures only the mock, with a
 * million clients, and writes RESULTS-million.md; dialects may follow it. Exit code 1: the mock's answers differ
 * from the ready bytes, or a request failed. Timings never change the exit code.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareAnswers, type Correctness, idsIn, keyOf, textOf } from './answers.js';
import { measureGate } from './gate.js';
import { measureInstances } from './instances.js';
import { measureMillion } from './million.js';
import { GENERATOR, type Round, sendLoad } from './load.js';
import { EXPRESS, MOCK, OTHERS, type Peer, type Stage } from './peers.js';
import { measurePopulations } from './population.js';
import { type Figures, medianOf, writeResults } from './results.js';
import { createScenes, type BenchRequest, type Scene } from './scenes.js';
import { type RunningPeer, startPeer } from './server.js';

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
const ROUNDS = isQuick ? 1 : 5;
const SECONDS = isQuick ? 1 : 2;
/** Releases of which each differs from the others in what it does for a request. */
const DIALECTS = ['emqx-4.0', 'emqx-4.1', 'emqx-4.2', 'emqx-4.3', 'emqx-4.4'];
/** Sizes of the population, for the cost by population. */
const SIZES = [1000, 10_000, 100_000, 1_000_000];

const folder = mkdtempSync(join(tmpdir(), 'emqx-bench-'));
const running = new Set<RunningPeer>();

async function start(peer: Peer, stage: Omit<Stage, 'port' | 'folder'>): Promise<RunningPeer> {
  const server = await startPeer(peer, { ...stage, folder });
  running.add(server);
  return server;
}

async function stop(server: RunningPeer): Promise<void> {
  running.delete(server);
  await server.stop();
}

/** The mock's own answers: the rows for the peers, and the bytes for the servers without work. */
async function capture(
  dialect: string,
  clients: number,
): Promise<{
  mock: RunningPeer;
  scenes: readonly Scene[];
  expected: ReadonlyMap<string, readonly string[]>;
  stage: Omit<Stage, 'port' | 'folder'>;
}> {
  const stage = {
    rowsFile: join(folder, 'rows.json'),
    bytesFile: join(folder, `bytes-${dialect}.json`),
    clients,
    dialect,
  };
  const mock = await start(MOCK, stage);
  const rows: Record<string, unknown>[] = [];
  for (let page = 1; rows.length < clients; page++) {
    const path = MOCK.path({ kind: 'list', page, limit: 10_000 }) ?? '';
    const { data } = JSON.parse(await textOf(mock, path)) as { data: Record<string, unknown>[] };
    if (data.length === 0) throw new Error(`The mock has ${rows.length} of ${clients} clients.`);
    rows.push(...data);
  }
  writeFileSync(stage.rowsFile, JSON.stringify(rows));
  const scenes = createScenes(rows.map((row) => String(row['clientid'])));
  const expected = new Map<string, readonly string[]>();
  const bytes: Record<string, string> = {};
  for (const request of scenes.flatMap(({ requests }) => requests)) {
    const path = MOCK.path(request);
    if (path === undefined || request.kind === 'kick') continue;
    const text = await textOf(mock, path);
    expected.set(keyOf(request), idsIn(text));
    bytes[path] = text;
  }
  writeFileSync(stage.bytesFile, JSON.stringify(bytes));
  return { mock, scenes, expected, stage };
}

interface Measured {
  readonly correctness: Correctness;
  readonly rounds: readonly Round[];
}

/** One scene on several servers; each round visits them all. */
async function measureScene(
  scene: Scene,
  servers: readonly RunningPeer[],
  expected: ReadonlyMap<string, readonly string[]>,
): Promise<ReadonlyMap<string, Measured>> {
  const measured = new Map<string, { correctness: Correctness; rounds: Round[] }>();
  for (const server of servers) {
    const correctness = await compareAnswers(server, scene, expected);
    measured.set(server.peer.name, { correctness, rounds: [] });
  }
  const runs = (server: RunningPeer): Measured | undefined => measured.get(server.peer.name);
  const taking = servers.filter((server) => runs(server)?.correctness !== 'not offered');
  const requests: readonly BenchRequest[] = scene.requests;
  if (!isQuick)
    for (const server of taking) await sendLoad(server, requests, { seconds: 1, folder });
  for (let round = 0; round < ROUNDS; round++) {
    for (const server of taking) {
      const took = await sendLoad(server, requests, { seconds: SECONDS, folder });
      measured.get(server.peer.name)?.rounds.push(took);
    }
  }
  return measured;
}

function toFigures(scene: Scene, measured: ReadonlyMap<string, Measured>): Figures {
  return {
    scene,
    servers: [...measured].map(([name, { correctness, rounds }]) => ({
      name,
      correctness,
      perSecond: rounds.map(({ perSecond }) => perSecond),
      cpuUs: rounds.map(({ cpuUsPerRequest }) => cpuUsPerRequest),
      failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
    })),
  };
}

function print({ scene, servers }: Figures): void {
  console.log(`\n${scene.name}`);
  for (const { name, correctness, perSecond, cpuUs, failed } of servers) {
    const speed = perSecond.length === 0 ? '-' : medianOf(perSecond).toFixed(0);
    const cpu = cpuUs.length === 0 ? '-' : `${medianOf(cpuUs).toFixed(0)} us of CPU`;
    const note = failed > 0 ? `, ${failed} failed` : '';
    console.log(
      `  ${name.padEnd(30)}${speed.padStart(9)}/s  ${cpu.padStart(14)}  ${correctness}${note}`,
    );
  }
}

/** Every scene, on the mock and all its peers. */
async function measurePeers(): Promise<{
  figures: readonly Figures[];
  starts: ReadonlyMap<string, { startMs: number; memoryMb: number }>;
  isEqual: boolean;
}> {
  const { mock, scenes, expected, stage } = await capture('documented', CLIENTS);
  const servers = [mock];
  for (const peer of [EXPRESS, ...OTHERS]) servers.push(await start(peer, stage));
  const figures: Figures[] = [];
  let isEqual = true;
  for (const scene of scenes) {
    const measured = toFigures(scene, await measureScene(scene, servers, expected));
    print(measured);
    figures.push(measured);
    isEqual &&= measured.servers
      .filter(({ name }) => [MOCK.name, EXPRESS.name].includes(name))
      .every(({ correctness, failed }) => correctness !== 'wrong' && failed === 0);
  }
  const starts = new Map(
    servers.map((server) => [
      server.peer.name,
      { startMs: server.startMs, memoryMb: server.memoryMb() },
    ]),
  );
  for (const server of servers) await stop(server);
  return { figures, starts, isEqual };
}

/** The scenes that have a limit, in each dialect, beside Express with that dialect's bytes. */
async function measureDialects(): Promise<ReadonlyMap<string, readonly Figures[]>> {
  const byDialect = new Map<string, readonly Figures[]>();
  for (const dialect of DIALECTS) {
    console.log(`\n--- ${dialect}`);
    const { mock, scenes, expected, stage } = await capture(dialect, CLIENTS);
    const express = await start(EXPRESS, stage);
    const figures: Figures[] = [];
    for (const scene of scenes.filter(({ ofExpress }) => ofExpress !== undefined)) {
      const measured = toFigures(scene, await measureScene(scene, [mock, express], expected));
      print(measured);
      figures.push(measured);
    }
    await stop(mock);
    await stop(express);
    byDialect.set(dialect, figures);
  }
  return byDialect;
}

/** A page of 20 and a search, by the size of the population. */
async function measureSizes(): Promise<ReadonlyMap<number, readonly Figures[]>> {
  const bySize = new Map<number, readonly Figures[]>();
  for (const size of SIZES) {
    console.log(`\n--- ${size} clients`);
    const { mock, scenes, expected, stage } = await capture('documented', size);
    const servers = [mock];
    for (const peer of OTHERS) {
      if (!peer.isStatic && size <= (peer.most ?? Infinity) && peer.name !== 'Prism 5') {
        servers.push(await start(peer, stage));
      }
    }
    const figures: Figures[] = [];
    for (const scene of scenes.filter(({ name }) => /page of 20|clientid=/.test(name))) {
      const measured = toFigures(scene, await measureScene(scene, servers, expected));
      print(measured);
      figures.push(measured);
    }
    for (const server of servers) await stop(server);
    bySize.set(size, figures);
  }
  return bySize;
}

if (!existsSync(join(import.meta.dirname, 'node_modules'))) {
  console.log('Installing the peers in test/bench ...');
  const args = ['ci', '--prefix', import.meta.dirname, '--no-audit', '--no-fund', '--silent'];
  execFileSync('npm', args, { stdio: 'inherit' });
}
const [load = 0] = loadavg();
const machine = `Node ${process.version}, ${cpus().length} cores, 10 connections, ${GENERATOR}`;
console.log(`${machine}, load ${load.toFixed(2)}${load > 1 ? ' (not quiet)' : ''}`);
try {
  const { figures, starts, isEqual } = await measurePeers();
  if (!isQuick) {
    const dialects = await measureDialects();
    const sizes = await measureSizes();
    const parts: string[] = [];
    for (const measure of [measurePopulations, () => measureInstances(folder), measureGate]) {
      const part = await measure();
      console.log(`\n${part}`);
      parts.push(part);
    }
    const inProcess = parts.join('\n\n');
    writeResults({ machine, clients: CLIENTS, figures, starts, dialects, sizes, inProcess });
  }
  console.log(`\nAnswers of the mock and of the ready bytes: ${isEqual ? 'equal' : 'DIFFERENT'}`);
  if (!isEqual) process.exitCode = 1;
} finally {
  for (const server of running) await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
