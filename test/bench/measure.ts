import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareAnswers, type Correctness, idsIn, keyOf, textOf } from './answers.js';
import { type GeneratorName, type Round, sendLoad } from './load.js';
import { MOCK, type Peer, type Stage } from './peers.js';
import { type Figures, medianOf } from './results.js';
import { createScenes, type Scene } from './scenes.js';
import { CALLER, type RunningPeer, startPeer } from './server.js';

/** How much is measured. */
export interface Effort {
  readonly rounds: number;
  /** Of each round. */
  readonly seconds: number;
  /** Seconds of load before the first round; 0 for none. */
  readonly warmUp: number;
  readonly generator: GeneratorName;
}

/** The servers of a benchmark, which are all stopped at its end. */
export class Servers {
  readonly #running = new Set<RunningPeer>();

  /** @param folder for files of the servers. */
  constructor(readonly folder: string) {}

  async start(peer: Peer, stage: Omit<Stage, 'port' | 'folder'>): Promise<RunningPeer> {
    const server = await startPeer(peer, { ...stage, folder: this.folder });
    this.#running.add(server);
    return server;
  }

  async stop(servers: Iterable<RunningPeer> = this.#running): Promise<void> {
    for (const server of [...servers]) {
      this.#running.delete(server);
      await server.stop();
    }
  }
}

/** A mock, and what the other servers need to answer like it. */
export interface Captured {
  readonly mock: RunningPeer;
  readonly scenes: readonly Scene[];
  /** Request to client ids. */
  readonly expected: ReadonlyMap<string, readonly string[]>;
  readonly stage: Omit<Stage, 'port' | 'folder'>;
}

/** Starts a mock, and writes its own answers: rows for peers, bytes for servers without work. */
export async function capture(
  servers: Servers,
  dialect: string,
  clients: number,
): Promise<Captured> {
  const { folder } = servers;
  const stage = {
    rowsFile: join(folder, 'rows.jsonl'),
    bytesFile: join(folder, `bytes-${dialect}.json`),
    clients,
    dialect,
  };
  const mock = await servers.start(MOCK, stage);
  const ids: string[] = [];
  writeFileSync(stage.rowsFile, '');
  // Some releases list only the clients of one node.
  for (let page = 1; ids.length < clients; page++) {
    const path = MOCK.path({ kind: 'list', page, limit: 10_000 }) ?? '';
    const { data } = JSON.parse(await textOf(mock, path, CALLER)) as {
      data: { clientid: string }[];
    };
    if (data.length === 0) break;
    appendFileSync(stage.rowsFile, data.map((row) => `${JSON.stringify(row)}\n`).join(''));
    for (const { clientid } of data) ids.push(clientid);
  }
  if (ids.length === 0) throw new Error(`The mock lists none of its ${clients} clients.`);
  const scenes = createScenes(ids);
  const expected = new Map<string, readonly string[]>();
  const bytes: Record<string, string> = {};
  for (const request of scenes.flatMap(({ requests }) => requests)) {
    const path = MOCK.path(request);
    if (path === undefined || request.kind === 'kick') continue;
    const text = await textOf(mock, path, CALLER);
    expected.set(keyOf(request), idsIn(text));
    bytes[path] = text;
  }
  writeFileSync(stage.bytesFile, JSON.stringify(bytes));
  return { mock, scenes, expected, stage };
}

/** One scene on several servers: answers first, then load, with each round on all of them. */
export async function measureScene(
  scene: Scene,
  servers: readonly RunningPeer[],
  {
    expected,
    headers,
    folder,
  }: Pick<Captured, 'expected'> & {
    readonly headers: Readonly<Record<string, string>>;
    readonly folder: string;
  },
  { rounds, seconds, warmUp, generator }: Effort,
): Promise<Figures> {
  const measured: { server: RunningPeer; correctness: Correctness; rounds: Round[] }[] = [];
  for (const server of servers) {
    const correctness = await compareAnswers(server, scene, expected, headers);
    measured.push({ server, correctness, rounds: [] });
  }
  const load = { generator, headers, folder };
  // The speed of a wrong answer says nothing.
  const taking = measured.filter(({ correctness }) => correctness === 'right');
  if (warmUp > 0) {
    for (const { server } of taking) {
      await sendLoad(server, scene.requests, { ...load, seconds: warmUp });
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const each of taking) {
      each.rounds.push(await sendLoad(each.server, scene.requests, { ...load, seconds }));
    }
  }
  const figures = {
    scene,
    servers: measured.map(({ server, correctness, rounds }) => ({
      name: server.peer.name,
      correctness,
      perSecond: rounds.map(({ perSecond }) => perSecond),
      cpuUs: rounds.map(({ cpuUsPerRequest }) => cpuUsPerRequest),
      failed: rounds.reduce((sum, { failed }) => sum + failed, 0),
    })),
  };
  print(figures);
  return figures;
}

function print({ scene, servers }: Figures): void {
  console.log(`\n${scene.name}`);
  for (const { name, correctness, perSecond, cpuUs, failed } of servers) {
    const speed = perSecond.length === 0 ? '' : `${medianOf(perSecond).toFixed(0)}/s`;
    const cpu = cpuUs.length === 0 ? '' : `${medianOf(cpuUs).toFixed(0)} us of CPU`;
    const note = failed > 0 ? `, ${failed} failed` : '';
    console.log(
      `  ${name.padEnd(28)}${speed.padStart(10)} ${cpu.padStart(18)}  ${correctness}${note}`,
    );
  }
}
