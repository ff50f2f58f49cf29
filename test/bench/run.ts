/**
 * `npm run bench`: what the mock must hold, and how its parts compare with each other in this one
 * run, which says more than milliseconds do on a machine that others use too. Needs `dist`.
 * It ends with exit code 1 where a limit is not held.
 */
import { loadavg } from 'node:os';
import { createMock, type Mock } from '../../mock/index.js';
import { measureStart } from './process.js';
import { quantile, sample, type Sample } from './sample.js';

const MILLION = 1_000_000;
const NOW = '2026-01-31T08:00:00Z';

interface Line {
  readonly what: string;
  readonly got: number;
  readonly unit: 'ms' | 'MB';
  /** Milliseconds of the processors, where it is a time. */
  readonly cpu?: number | undefined;
  /** What it has to stay under; absent where it is told for comparison only. */
  readonly limit?: number;
}

interface Ratio {
  readonly what: string;
  readonly slow: Sample;
  readonly fast: Sample;
}

const lines: Line[] = [];
const ratios: Ratio[] = [];

type Quantity = Pick<Line, 'unit' | 'cpu'>;
const MEMORY: Quantity = { unit: 'MB' };

function hold(what: string, got: number, limit: number, quantity: Quantity = { unit: 'ms' }): void {
  lines.push({ what, got, limit, ...quantity });
}

function tell(what: string, got: number, quantity: Quantity = { unit: 'ms' }): void {
  lines.push({ what, got, ...quantity });
}

function holdFirst(what: string, { first, firstCpu }: Sample, limit: number): void {
  hold(`${what}, first`, first, limit, { unit: 'ms', cpu: firstCpu });
}

function holdMedian(what: string, { median, medianCpu }: Sample, limit: number): void {
  hold(`${what}, median`, median, limit, { unit: 'ms', cpu: medianCpu });
}

function ask(mock: Mock, query: string, path = '/api/v4/clients'): string {
  const { status, body } = mock.handle({ method: 'GET', path, query });
  if (status !== 200) throw new Error(`Failed to measure ${query}: ${body}`);
  return body;
}

/** Every id, page by page: the clients themselves are not kept. */
function idsOf(mock: Mock): string[] {
  const ids: string[] = [];
  while (ids.length < mock.clients.count) {
    const body = ask(mock, `_limit=10000&_page=${ids.length / 10_000 + 1}`);
    const { data } = JSON.parse(body) as { data: { clientid: string }[] };
    ids.push(...data.map(({ clientid }) => clientid));
  }
  return ids;
}

const seeded = (clients: number): Mock => createMock({ clients, apps: false, now: NOW });

/** Every n-th page, so that each is met for the first time and all depths are. */
function pagesAcross(mock: Mock, rows: number, runs: number, offset = 0): Sample {
  const pages = rows / 100;
  return sample(runs, (index) => {
    const page = 1 + ((Math.floor((index * pages) / runs) + offset) % pages);
    return ask(mock, `_page=${page}&_limit=100`);
  });
}

async function measureStarts(): Promise<void> {
  const small = [];
  for (let run = 0; run < 5; run++) small.push(await measureStart(1000));
  hold(
    'ready with 1,000 clients, median of 5',
    quantile(
      small.map(({ readyMs }) => readyMs),
      0.5,
    ),
    700,
    {
      unit: 'ms',
      cpu: quantile(
        small.map(({ readyCpuMs }) => readyCpuMs),
        0.5,
      ),
    },
  );
  const large = await measureStart(MILLION);
  hold('ready with 1,000,000 clients', large.readyMs, 10_000, {
    unit: 'ms',
    cpu: large.readyCpuMs,
  });
  hold('resident when ready with 1,000,000', large.readyMb, 1000, MEMORY);
  hold('resident after pages and searches', large.usedMb, 1000, MEMORY);
  tell('resident at the most until ready', large.peakMb, MEMORY);
}

function measureRequests(large: Mock): { pages: Sample; nothing: Sample } {
  const ids = idsOf(large);
  const id = (index: number): string => encodeURIComponent(ids[(index * 7919) % ids.length] ?? '');

  pagesAcross(large, MILLION, 200, 3); // what is not compiled yet
  const pages = pagesAcross(large, MILLION, 1000);
  holdMedian('_limit=100 at pages across 1,000,000', pages, 2);
  tell('_limit=100 at pages across 1,000,000, p99', pages.p99);
  const last = sample(50, (index) => ask(large, `_page=${10_000 - index}&_limit=100`));
  holdMedian('_limit=100 at the last pages', last, 2);

  const exact = sample(1000, (index) => ask(large, `clientid=${id(index)}`));
  holdMedian('clientid= over 1,000,000', exact, 2);
  tell('clientid= over 1,000,000, p99', exact.p99);
  const lookup = sample(1000, (index) => ask(large, '', `/api/v4/clients/${id(index)}`));
  holdMedian('GET /clients/{clientid} over 1,000,000', lookup, 2);

  const nothing = sample(21, (index) => ask(large, `_like_clientid=no-such-${index}-`));
  holdFirst('_like_clientid= that matches nothing', nothing, 150);
  holdMedian('_like_clientid= that matches nothing', nothing, 150);
  const noUser = sample(21, (index) => ask(large, `_like_username=no-such-${index}-`));
  holdFirst('_like_username= that matches nothing', noUser, 150);
  holdMedian('_like_username= that matches nothing', noUser, 150);

  const scan = sample(11, () => ask(large, 'proto_ver=4&zone=none'));
  tell('a filter that is scanned for, nothing found, median', scan.median);
  ratios.push({ what: 'an id that is scanned for : looked up', slow: scan, fast: exact });

  const small = seeded(1000);
  pagesAcross(small, 1000, 200);
  const fresh = seeded(100_000);
  const uncached = pagesAcross(fresh, 100_000, 300);
  const cached = pagesAcross(fresh, 100_000, 300);
  ratios.push({ what: 'a page of rows first seen : seen before', slow: uncached, fast: cached });
  const kept = sample(300, () => ask(large, '_page=9999&_limit=100'));
  const keptSmall = sample(300, () => ask(small, '_page=9&_limit=100'));
  ratios.push({ what: 'a page seen before, of 1,000,000 : of 1,000', slow: kept, fast: keptSmall });
  return { pages, nothing };
}

/** The yardstick: the API's rows in an array, filtered, sliced and stringified. */
function measureNaive(large: Mock, ours: { pages: Sample; nothing: Sample }): void {
  const rows = large.clients.list();
  const naive = sample(11, (index) => {
    const found = rows.filter(({ clientid }) => clientid.includes(`no-such-${index}-`));
    return JSON.stringify({ data: found.slice(0, 100), meta: { count: found.length } });
  });
  tell('the same search as a plain filter over an array, median', naive.median);
  ratios.push({ what: 'a plain filter : _like_clientid=', slow: naive, fast: ours.nothing });
  const naivePage = sample(200, (index) => {
    return JSON.stringify({ data: rows.slice(index * 5000, index * 5000 + 100) });
  });
  ratios.push({ what: 'our page of 100 : slice and stringify', slow: ours.pages, fast: naivePage });
}

function measureChanges(large: Mock): void {
  const kicks = idsOf(large).slice(500_000, 500_500);
  const kick = sample(kicks.length, (index) => {
    const path = `/api/v4/clients/${encodeURIComponent(kicks[index] ?? '')}`;
    return large.handle({ method: 'DELETE', path });
  });
  tell('DELETE in the midst of 1,000,000, median', kick.median);
  tell('reset of 1,000,000, median', sample(11, () => large.reset()).median);
}

function print(): boolean {
  const width = Math.max(...lines.map(({ what }) => what.length));
  const figure = (value: number): string =>
    (value < 10 ? value.toFixed(3) : value.toFixed(0)).padStart(9);
  console.log(`${''.padEnd(width)}     taken   processors`);
  let held = true;
  for (const { what, got, unit, cpu, limit } of lines) {
    const isHeld = limit === undefined || !(got >= limit);
    held &&= isHeld;
    const verdict =
      limit === undefined ? '' : `  < ${limit} ${unit}  ${isHeld ? 'held' : 'NOT HELD'}`;
    const used = cpu === undefined ? '' : `${figure(cpu)} ms`;
    console.log(`${what.padEnd(width)}${figure(got)} ${unit}${used.padStart(12)}${verdict}`);
  }
  console.log('\nside by side, medians');
  for (const { what, slow, fast } of ratios) {
    const ratio = slow.median / fast.median;
    console.log(
      `${what.padEnd(width)}${ratio.toPrecision(3).padStart(9)} : 1  ` +
        `(${slow.median.toFixed(3)} ms : ${fast.median.toFixed(3)} ms)`,
    );
  }
  return held;
}

const load = loadavg()[0] ?? 0;
console.log(`node ${process.version}, load ${load.toFixed(2)}${load > 1 ? ' (not quiet)' : ''}\n`);
await measureStarts();
const large = seeded(MILLION);
const ours = measureRequests(large);
measureChanges(large);
measureNaive(large, ours);
process.exitCode = print() ? 0 : 1;
