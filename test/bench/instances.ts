import { createMock, startMock, type DialectName } from '../../mock/index.js';
import { MOCK } from './peers.js';
import { quantile } from './sample.js';
import { startPeer } from './server.js';

const DIALECTS: readonly DialectName[] = ['documented', 'emqx-4.0', 'emqx-4.2', 'emqx-4.4'];
const STARTS = 7;
const LIST = { method: 'GET', path: '/api/v4/clients', query: '_limit=20' } as const;

/** The start of the command, and how many mocks and sandboxes a process creates in a second. */
export async function measureInstances(folder: string): Promise<string> {
  return [
    'Start of emqx-mock with 1,000 clients until its first answer (limit 350 ms)',
    ...(await measureStarts(folder)),
    '',
    'Created in a second, by the time that passed and by the CPU time',
    ...rate('createMock({ clients: 50 }) (at least 300)', 1000, () => createMock({ clients: 50 })),
    ...rate('the same, and a list request', 1000, () => {
      createMock({ clients: 50, apps: false }).handle(LIST);
    }),
    ...rate('createMock with a seed of its own each', 200, (index) => {
      createMock({ clients: 50, seed: 1000 + index });
    }),
    ...sandboxes(1000),
    ...sandboxes(100_000),
    ...(await sandboxesOverHttp()),
  ].join('\n');
}

async function measureStarts(folder: string): Promise<string[]> {
  const took = new Map<DialectName, number[]>();
  for (let round = 0; round < STARTS; round++) {
    for (const dialect of DIALECTS) {
      const stage = { rowsFile: '', bytesFile: '', folder, clients: 1000, dialect };
      const server = await startPeer(MOCK, stage);
      took.set(dialect, [...(took.get(dialect) ?? []), server.startMs]);
      await server.stop();
    }
  }
  return [...took].map(([dialect, ms]) => {
    const [least, median, most] = [0, 0.5, 1].map((part) => quantile(ms, part).toFixed(0));
    return `  ${dialect.padEnd(12)} median ${median} ms (${least} to ${most})`;
  });
}

function sandboxes(clients: number): string[] {
  const mock = createMock({ clients, apps: false });
  const what = `a sandbox of ${clients.toLocaleString('en')} clients`;
  return [
    ...rate(`${what} (at least 5,000)`, 5000, (index) => mock.sandbox(`created ${index}`)),
    ...rate(`${what}, a list and a kick`, 5000, (index) => {
      const sandbox = mock.sandbox(`used ${index}`);
      sandbox.handle(LIST);
      sandbox.handle({ method: 'DELETE', path: '/api/v4/clients/emqx_c_1' });
    }),
  ];
}

/** A sandbox for each request, one after the other: what HTTP adds. */
async function sandboxesOverHttp(): Promise<string[]> {
  await using mock = await startMock({ port: 0, clients: 1000, apps: false });
  const count = 2000;
  const started = performance.now();
  for (let index = 0; index < count; index++) {
    const headers = { 'x-mock-sandbox': `over HTTP ${index}` };
    await (await fetch(`${mock.url}/clients?_limit=20`, { headers })).arrayBuffer();
  }
  const perSecond = (count / (performance.now() - started)) * 1000;
  return [`  a sandbox over HTTP, with fetch, and a list: ${shown(perSecond)}`];
}

/** @param act called with an index that it has not had before. */
function rate(what: string, count: number, act: (index: number) => void): string[] {
  for (let index = 0; index < count / 10; index++) act(count + index);
  const cpu = process.cpuUsage();
  const started = performance.now();
  for (let index = 0; index < count; index++) act(index);
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  const byCpu = (count / (user + system)) * 1e6;
  return [`  ${what}: ${shown(count / seconds)} (CPU ${shown(byCpu)})`];
}

const shown = (perSecond: number): string => Math.round(perSecond).toLocaleString('en');
