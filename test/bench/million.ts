/**
 * `npm run bench -- --million`: what a million clients cost in every dialect, and how long one request
 * takes in the server and holds its event loop. Writes RESULTS-million.md. Times on a busy machine are
 * longer: the fastest of several runs is given beside the median.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LONG_REQUESTS } from './long-requests.js';
import { quantile } from './sample.js';

const CLIENTS = 1_000_000;
const ROOT = join(import.meta.dirname, '../..');
const SERVER = join(import.meta.dirname, 'servers/million.mjs');
const DIALECTS = [
  'documented',
  ...['emqx-4.0', 'emqx-4.1', 'emqx-4.2', 'emqx-4.3.0', 'emqx-4.3', 'emqx-4.4'],
];
/** Requests of a scene in the server, and over HTTP. */
const RUNS = 15;
const HTTP_RUNS = 3;
/** The limit of the hold of the event loop, in milliseconds. */
const MOST_HELD = 30;

interface Ready {
  readonly url: string;
  readonly controlUrl: string;
  readonly readyMs: number;
  readonly cpuMs: number;
  readonly residentMb: number;
  readonly peakMb: number;
  readonly heapMb: number;
}

interface Served extends Ready {
  call(command: string, given?: object): Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts the mock in a process of its own, and waits until it is ready. */
async function serve(options: object): Promise<Served> {
  const all = { port: 0, apps: false, report: undefined, ...options };
  const child: ChildProcess = fork(SERVER, [JSON.stringify(all)], { cwd: ROOT });
  child.setMaxListeners(0);
  const ended = once(child, 'exit').then(() => ({ error: 'The server ended.' }));
  const waiting = new Map<number, (answer: { result?: unknown; error?: string }) => void>();
  child.on('message', (answer: { id: number; result?: unknown; error?: string }) =>
    waiting.get(answer.id)?.(answer),
  );
  const receive = async (id: number): Promise<unknown> => {
    const { result, error } = await Promise.race<{ result?: unknown; error?: string }>([
      new Promise<{ result?: unknown; error?: string }>((resolve) => waiting.set(id, resolve)),
      ended,
    ]);
    waiting.delete(id);
    if (error !== undefined) throw new Error(error);
    return result;
  };
  const ready = (await receive(0)) as Ready;
  let last = 0;
  return {
    ...ready,
    call(command, given = {}) {
      const id = ++last;
      const answer = receive(id);
      child.send({ id, command, ...given });
      return answer;
    },
    async stop() {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}

interface Request {
  readonly method?: string;
  /** Under the API, or under the control API if it begins with `__mock`. */
  readonly path: string;
  readonly query?: string;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Scene {
  readonly name: string;
  /** `index` makes each request another. */
  readonly request: (index: number) => Request;
  /** Milliseconds in the server, at most. */
  readonly most?: number;
  /** It takes seconds, or can be done only once: it is sent once. */
  readonly isLong?: true;
  /** Sent before it, and not measured. */
  readonly before?: Request;
}

const list = (name: string, query: string, most?: number): Scene => ({
  name: name === '' ? `\`${query}\`` : name,
  request: (index) => ({ path: 'clients', query: query.replaceAll('#', String(index % 10)) }),
  ...(most !== undefined && { most }),
});

const FUTURE = 4_102_444_800;

/** @param last the last row of the list, and its place in time in the dialect's unit. */
function scenesFor(ids: readonly string[], last: Record<string, unknown>, unit: number): Scene[] {
  const idAt = (index: number): string => ids[(index * 37) % ids.length] ?? '';
  const at = Math.floor(Date.parse(`${String(last['created_at']).replace(' ', 'T')}Z`) / 1000);
  const [from, to] = [at * unit, (at + 1) * unit - 1];
  const pages = [20, 100, 500, 10_000].flatMap((limit) => {
    const lastPage = CLIENTS / limit;
    return [
      list(`first page of ${limit}`, `_limit=${limit}`, 1),
      list(
        `pages of ${limit} in the middle`,
        `_page=${Math.max(1, lastPage / 2 - 9)}#&_limit=${limit}`.replace('#', ''),
        1,
      ),
      list(`last page of ${limit}`, `_page=${lastPage}&_limit=${limit}`, 1),
    ];
  });
  return [
    ...pages,
    { ...list('all rows: `_limit=1000000`', '_limit=1000000'), isLong: true },
    { name: 'lookup', request: (index) => ({ path: `clients/${idAt(index)}` }), most: 1 },
    {
      name: '`clientid=`',
      request: (index) => ({ path: 'clients', query: `clientid=${idAt(index)}` }),
      most: 1,
    },
    list('number, nothing', 'proto_ver=9&_limit=20', 10),
    list('enum, nothing', 'conn_state=idle&clean_start=true&_limit=20', 10),
    list('text, nothing', 'username=nobody-#&_limit=20', 10),
    list('address, nothing', 'ip_address=8.8.8.#&_limit=20', 10),
    list('IPv6 address, nothing', 'ip_address=fd00%3A%3A#&_limit=20', 10),
    list('zone, nothing', 'zone=nowhere-#&_limit=20', 10),
    list('time, nothing', `_gte_created_at=${FUTURE * unit}&_limit=20`, 10),
    list('number, everything', 'proto_name=MQTT&_limit=20', 30),
    list('time, everything', '_gte_created_at=#&_limit=20', 30),
    list('time, the last row', `_gte_created_at=${from}&_lte_created_at=${to}&_limit=20`, 30),
    list('one letter of the id', '_like_clientid=e&_limit=20', 20),
    list('two letters of the id', '_like_clientid=er&_limit=20', 20),
    list('one letter of the user name', '_like_username=e&_limit=20', 20),
    list('substring of the id, nothing', '_like_clientid=no-such-#&_limit=20', 20),
    list('substring of the user name, nothing', '_like_username=no-such-#&_limit=20', 20),
    list('substring of the id, nearly everything', '_like_clientid=-&_limit=20', 30),
    list(
      'substring of the id, the last row',
      `_like_clientid=${String(last['clientid'])}&_limit=20`,
      30,
    ),
    list('2 filters, some', 'conn_state=connected&clean_start=true&_limit=20', 30),
    {
      ...list('2 filters, most as rows', 'conn_state=connected&clean_start=true&_limit=1000000'),
      isLong: true,
    },
    list(
      '3 filters, nothing',
      `conn_state=connected&proto_ver=4&_gte_created_at=${FUTURE * unit}&_limit=20`,
      30,
    ),
    list(
      '4 filters, some',
      'conn_state=connected&proto_ver=4&clean_start=true&_like_username=fleet&_limit=20',
      30,
    ),
    list(
      '5 filters, nothing',
      `conn_state=connected&proto_ver=4&clean_start=false&_gte_connected_at=#&_lte_created_at=${FUTURE * unit}&_like_clientid=no-such&_limit=20`,
      30,
    ),
    list(
      '11 filters, some',
      `conn_state=connected&proto_name=MQTT&proto_ver=4&clean_start=true&zone=external&_gte_connected_at=1&_lte_connected_at=${FUTURE * unit}&_gte_created_at=1&_lte_created_at=${FUTURE * unit}&_like_clientid=e&_like_username=e&_limit=20`,
      30,
    ),
    list('a regular expression (to 4.3.11), nothing', '_like_clientid=%5Eno.such.%24&_limit=20'),
    {
      name: 'kick',
      request: (index) => ({ method: 'DELETE', path: `clients/${idAt(index + 1)}` }),
      most: 1,
    },
    list('a filter after the kicks', 'username=nobody-#&_limit=20', 10),
  ];
}

const FAULTS = '__mock/faults';
const BROKEN_PAGE = 10_000;

/** A list that a fault changes. */
const faulty = (name: string, fault: string, limit = BROKEN_PAGE): Scene => ({
  name: `fault: ${name} of ${limit} rows`,
  before: { method: 'PUT', path: FAULTS, body: { faults: [fault] } },
  request: (index) => ({
    path: 'clients',
    query: `_page=${limit === CLIENTS ? 1 : index + 2}&_limit=${limit}`,
  }),
});

/** A scenario of a million clients, and the list that something happens before. */
const scenario = (name: string): Scene[] => [
  {
    name: `control: start the scenario ${name}`,
    isLong: true,
    request: () => ({ method: 'PUT', path: '__mock/scenario', body: { name, clients: CLIENTS } }),
  },
  {
    name: `scenario ${name}: page 2`,
    isLong: true,
    request: () => ({ path: 'clients', query: '_page=2&_limit=20' }),
  },
];

/** Scenes of the control API and of others that change much, which only HTTP reaches. */
const controlScenes = (ids: readonly string[]): Scene[] => [
  {
    name: 'control: add a client',
    request: (index) => ({
      method: 'POST',
      path: '__mock/clients',
      body: { clientid: `added-${index}-${Math.random()}` },
    }),
  },
  {
    name: 'control: disconnect a client',
    request: (index) => ({
      method: 'POST',
      path: `__mock/clients/${ids[index + 400] ?? ''}/disconnect`,
    }),
  },
  {
    name: 'control: list of 100',
    request: () => ({ path: '__mock/clients', query: 'offset=500000&limit=100' }),
  },
  {
    name: 'control: list of 10,000',
    request: (index) => ({
      path: '__mock/clients',
      query: `offset=${300_000 + 10_000 * index}&limit=10000`,
    }),
  },
  {
    name: 'control: 10,000 changes at once',
    isLong: true,
    request: () => ({
      method: 'POST',
      path: '__mock/clients/bulk',
      body: {
        add: Array.from({ length: 9000 }, (_, index) => ({ clientid: `bulk-${index}` })),
        disconnect: ids.slice(500, 1000).filter((_, index) => (index + 500) % 37 !== 0),
        remove: ids.slice(0, 400).filter((_, index) => index % 37 !== 0),
      },
    }),
  },
  { name: 'control: settings', request: () => ({ path: '__mock/settings' }) },
  {
    name: 'control: explain',
    request: (index) => ({ path: '__mock/explain', query: `conn_state=idle&_page=${index + 1}` }),
  },
  {
    name: 'control: explain an unknown id',
    request: () => ({ path: '__mock/explain', query: 'clientid=no-such' }),
  },
  {
    name: 'control: preview',
    request: () => ({ path: '__mock/preview', query: 'conn_state=idle&_limit=20' }),
  },
  {
    name: 'control: preview by a regular expression (to 4.3.11)',
    request: () => ({ path: '__mock/preview', query: '_like_clientid=%5Eno.such.%24&_limit=20' }),
  },
  {
    name: 'control: preview of 10,000 rows',
    request: (index) => ({ path: '__mock/preview', query: `_page=${index + 20}&_limit=10000` }),
  },
  {
    name: 'explained: a kick of an unknown id',
    request: () => ({
      method: 'DELETE',
      path: 'clients/no-such',
      headers: { 'x-mock-explain': '1' },
    }),
  },
  {
    name: 'HEAD of 10,000 rows',
    request: (index) => ({
      method: 'HEAD',
      path: 'clients',
      query: `_page=${index + 30}&_limit=10000`,
    }),
  },
  {
    name: '`Prefer: delay`, page of 10,000',
    request: (index) => ({
      path: 'clients',
      query: `_page=${index + 40}&_limit=10000`,
      headers: { prefer: 'delay=1' },
    }),
  },
  faulty('delay', 'delay=1'),
  faulty('half of the body', 'truncate=50%'),
  faulty('a slow body', 'drip=200'),
  faulty('malformed JSON', 'malformed'),
  { ...faulty('half of the body', 'truncate=50%', CLIENTS), isLong: true },
  {
    name: 'control: faults',
    request: () => ({ method: 'DELETE', path: FAULTS }),
  },
  {
    name: 'control: journal',
    request: () => ({ path: '__mock/journal', query: 'limit=10000' }),
  },
  { name: 'control: coverage', request: () => ({ path: '__mock/coverage' }) },
  {
    name: 'control: differences of releases',
    request: () => ({
      path: '__mock/releases/differences',
      query: 'from=4.0.0&to=4.4.19',
    }),
  },
  { name: 'control: document', request: () => ({ path: '__mock/openapi.json' }) },
  { name: 'control: metrics', request: () => ({ path: '__mock/metrics' }) },
  {
    name: 'a sandbox, its first page',
    request: (index) => ({ path: `sandbox/s${index}`, query: '_limit=20' }),
  },
  {
    name: 'control: send a page of 10,000 again',
    before: { path: 'clients', query: '_page=60&_limit=10000' },
    request: () => ({ method: 'POST', path: `__mock/journal/${LAST_ENTRY}/replay` }),
  },
  { name: 'control: sandboxes', request: () => ({ path: '__mock/sandboxes' }) },
  { name: 'companion: `/stats`', request: () => ({ path: 'stats' }) },
  { name: 'companion: `/nodes`', request: () => ({ path: 'nodes' }) },
  {
    name: 'companion: `/subscriptions`',
    request: () => ({ path: 'subscriptions', query: '_limit=20' }),
  },
  { name: 'companion: `/routes`', request: () => ({ path: 'routes', query: '_limit=20' }) },
  {
    name: 'control: clock 90 days on, most offline sessions end',
    isLong: true,
    request: () => ({ method: 'POST', path: '__mock/clock', body: { advance: '90d' } }),
  },
  { name: 'control: reset', request: () => ({ method: 'POST', path: '__mock/reset' }) },
  {
    name: 'control: kick all clients',
    isLong: true,
    request: () => ({ method: 'DELETE', path: '__mock/clients' }),
  },
  ...['node-down', 'reordered-between-pages', 'no-usernames'].flatMap(scenario),
  {
    name: 'control: end the scenario',
    isLong: true,
    request: () => ({ method: 'DELETE', path: '__mock/scenario' }),
  },
];

/** Stands for the newest entry of the journal. */
const LAST_ENTRY = 'LAST';

function urlOf(server: Served, { path, query = '' }: Request): string {
  const tail = query === '' ? '' : `?${query}`;
  if (path.startsWith('__mock')) return server.controlUrl + path.slice('__mock'.length) + tail;
  const [, sandbox] = /^sandbox\/(.*)$/.exec(path) ?? [];
  const origin = server.url.replace('/api/v4', '');
  if (sandbox !== undefined) return `${origin}/sandbox/${sandbox}/api/v4/clients${tail}`;
  return `${server.url}/${path}${tail}`;
}

interface Line {
  readonly name: string;
  readonly most: number | undefined;
  readonly status: number;
  readonly first?: number;
  readonly median?: number;
  readonly fastest?: number;
  readonly http: number;
  /** Milliseconds that the server ran for it. */
  readonly ran: number;
  readonly held: number;
}

async function send(server: Served, request: Request): Promise<Response> {
  return await fetch(urlOf(server, await withEntry(server, request)), {
    method: request.method ?? 'GET',
    headers: {
      ...(request.body && { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body && { body: JSON.stringify(request.body) }),
  });
}

async function withEntry(server: Served, request: Request): Promise<Request> {
  if (!request.path.includes(LAST_ENTRY)) return request;
  const newest = await fetch(`${server.controlUrl}/journal?limit=1`);
  const { entries } = (await newest.json()) as { entries: readonly { readonly id: number }[] };
  return { ...request, path: request.path.replace(LAST_ENTRY, String(entries[0]?.id)) };
}

async function readAll({ body }: Response): Promise<void> {
  try {
    for await (const _ of body ?? []);
  } catch {
    // A fault ends the body early.
  }
}

async function measure(server: Served, scene: Scene, isControl: boolean): Promise<Line> {
  let [http, ran, held, status] = [Infinity, Infinity, 0, 0];
  if (scene.before) await readAll(await send(server, scene.before));
  for (let run = 0; run < (scene.isLong ? 1 : HTTP_RUNS); run++) {
    const request = scene.request(run);
    await sleep(20);
    await server.call('reset');
    const started = performance.now();
    const response = await send(server, request);
    await readAll(response);
    http = Math.min(http, performance.now() - started);
    status = response.status;
    await sleep(20);
    const figures = (await server.call('held')) as { longest: number; ran: number };
    // The first time counts: what is made then must not hold up the others either.
    held = Math.max(held, figures.longest);
    ran = Math.min(ran, figures.ran);
  }
  console.log(
    `${scene.name}: ${http.toFixed(1)} ms, ran ${ran.toFixed(1)} ms, held ${held.toFixed(1)} ms`,
  );
  const line = { name: scene.name, most: scene.most, status, http, ran, held };
  if (isControl) return line;
  const { pathname } = new URL(server.url);
  const requests = Array.from({ length: RUNS }, (_, index) => {
    const { method = 'GET', path, query = '' } = scene.request(index + HTTP_RUNS);
    return { method, path: `${pathname}/${path}`, query };
  });
  const took = (await server.call('handle', { requests, expected: status })) as number[];
  return {
    ...line,
    first: took[0] ?? NaN,
    median: quantile(took, 0.5),
    fastest: Math.min(...took),
  };
}

/** An add without HTTP: as a program does it. */
async function measureAdd(server: Served): Promise<Line> {
  const clientids = Array.from({ length: RUNS }, (_, index) => `added-in-process-${index}`);
  await server.call('reset');
  const took = (await server.call('add', { clientids })) as number[];
  const { longest: held } = (await server.call('held')) as { longest: number };
  const [first = NaN] = took;
  const [median, fastest] = [quantile(took, 0.5), Math.min(...took)];
  return { name: 'add', most: 1, status: 201, first, median, fastest, http: NaN, ran: NaN, held };
}

const figure = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value)
    ? ''
    : value < 10
      ? value.toFixed(2)
      : value.toFixed(0);

function tableOf(lines: readonly Line[]): string {
  const rows = lines.map(({ name, most, status, first, median, fastest, http, ran, held }) => {
    const isSlow = most !== undefined && (fastest ?? 0) > most;
    const verdict = [
      isSlow ? `over ${most} ms` : '',
      held > MOST_HELD ? `held over ${MOST_HELD} ms` : '',
    ];
    return `| ${[name, status, figure(first), figure(median), figure(fastest), figure(most), figure(http), figure(ran), figure(held), verdict.filter((text) => text !== '').join(', ')].join(' | ')} |`;
  });
  return [
    '| request | status | in the server, first | median | fastest | limit | over HTTP | CPU | event loop held | |',
    '| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |',
    ...rows,
  ].join('\n');
}

async function idsOf(server: Served, page: number): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${server.url}/clients?_page=${page}&_limit=1000`);
  return ((await response.json()) as { data: Record<string, unknown>[] }).data;
}

/** Ready, memory, and every scene, in one dialect. */
async function measureDialect(dialect: string): Promise<{ ready: Ready; lines: readonly Line[] }> {
  const server = await serve({ clients: CLIENTS, dialect, companions: dialect !== 'documented' });
  try {
    const unit = /4\.[12]|4\.3\.0/.test(dialect) ? 1000 : 1;
    const ids = (await idsOf(server, 500)).map(({ clientid }) => String(clientid));
    const last = (await idsOf(server, CLIENTS / 1000)).at(-1) ?? {};
    const lines: Line[] = [];
    for (const scene of scenesFor(ids, last, unit)) lines.push(await measure(server, scene, false));
    lines.push(await measureAdd(server));
    for (const scene of [...LONG_REQUESTS, ...controlScenes(ids)]) {
      lines.push(await measure(server, scene, true));
    }
    return { ready: server, lines };
  } finally {
    await server.stop();
  }
}

/** A state file of a million clients: writing it, changing it, and starting from it. */
async function measureFile(): Promise<{
  ready: Ready;
  lines: readonly Line[];
  heldByChange: number;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'emqx-bench-'));
  const persist = join(folder, 'state.ndjson');
  try {
    const first = await serve({ clients: CLIENTS, persist });
    await first.call('reset');
    await fetch(`${first.url}/clients/emqx_c_1`, { method: 'DELETE' });
    await sleep(8000);
    const { longest: heldByChange } = (await first.call('held')) as { longest: number };
    await first.stop();
    const second = await serve({ from: persist });
    const lines: Line[] = [];
    for (const scene of [
      list('first page of 20', '_limit=20', 1),
      list('text, nothing', 'username=nobody-#&_limit=20', 10),
      list('one letter of the id', '_like_clientid=e&_limit=20', 20),
      list('two letters of the id', '_like_clientid=er&_limit=20', 20),
      list('one letter of the user name', '_like_username=e&_limit=20', 20),
      list('substring of the id, nothing', '_like_clientid=no-such-#&_limit=20', 20),
    ])
      lines.push(await measure(second, scene, false));
    await second.stop();
    return { ready: second, lines, heldByChange };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const readyRow = (name: string, { readyMs, cpuMs, residentMb, peakMb, heapMb }: Ready): string =>
  `| ${[name, readyMs.toFixed(0), cpuMs.toFixed(0), residentMb.toFixed(0), peakMb.toFixed(0), heapMb.toFixed(0)].join(' | ')} |`;

/** @param only the dialects to measure. Default: all. */
export async function measureMillion(only: readonly string[] = DIALECTS): Promise<void> {
  if (!existsSync(join(ROOT, 'dist/mock/index.js'))) throw new Error('Run `npm run build` first.');
  const [load = 0] = loadavg();
  const ready: string[] = [];
  const sections: string[] = [];
  for (const dialect of only) {
    const measured = await measureDialect(dialect);
    ready.push(readyRow(dialect, measured.ready));
    sections.push(`## ${dialect}\n\n${tableOf(measured.lines)}`);
    console.log(`${ready.at(-1)}\n${sections.at(-1)}`);
  }
  const file = await measureFile();
  ready.push(readyRow('from a file', file.ready));
  sections.push(
    `## From a file of a million clients\n\nWhile a change is written to the file, the event loop is held for at most ${figure(file.heldByChange)} ms.\n\n${tableOf(file.lines)}`,
  );
  const text = [
    '# A million clients',
    `\`npm run bench -- --million\`, Node ${process.version}, ${cpus().length} cores, load ${load.toFixed(1)} before. Times in milliseconds, memory in megabytes. "In the server" is the CPU time until the response is made, without a socket; "CPU" is that of the server's main thread for a request over HTTP. The longest hold of the event loop is the CPU time between two beats of a millisecond while the request is sent ${HTTP_RUNS} times over HTTP, the first time included; without Linux's statistics of threads, all are times of the clock.`,
    '## Ready',
    [
      '| dialect | ready | CPU | resident | peak | heap |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      ...ready,
    ].join('\n'),
    ...sections,
  ].join('\n\n');
  writeFileSync(join(import.meta.dirname, 'RESULTS-million.md'), `${text}\n`);
}
