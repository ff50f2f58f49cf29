import { createMock, type Mock } from '../../mock/index.js';
import { measureStart, type Start } from './process.js';
import { quantile, sample, type Sample } from './sample.js';

const MILLION = 1_000_000;
const NOW = '2026-01-31T08:00:00Z';

interface Line {
  readonly what: string;
  readonly got: number;
  readonly unit: 'ms' | 'MB';
  /** CPU time in milliseconds. */
  readonly cpu?: number | undefined;
  /** Upper limit; without one, the value is only for comparison. */
  readonly limit?: number;
}

interface Ratio {
  readonly what: string;
  readonly slow: Sample;
  readonly fast: Sample;
}

const lines: Line[] = [];
const ratios: Ratio[] = [];

type Quantity = Pick<Line, 'unit' | 'cpu' | 'limit'>;

function report(what: string, got: number, quantity: Partial<Quantity> = {}): void {
  lines.push({ what, got, unit: 'ms', ...quantity });
}

const firstOf = (what: string, { first, firstCpu: cpu }: Sample, limit: number): void =>
  report(`${what}, first`, first, { limit, cpu });
const medianOf = (what: string, { median, medianCpu: cpu }: Sample, limit: number): void =>
  report(`${what}, median`, median, { limit, cpu });

function ask(mock: Mock, query: string, path = '/api/v4/clients'): string {
  const { status, body } = mock.handle({ method: 'GET', path, query });
  if (status !== 200) throw new Error(`Failed to measure ${query}: ${body}`);
  return body;
}

/** All ids, page by page, so that the clients are not kept in memory. */
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

/** Pages of 100 rows at regular distances, from the first to the last. */
function pagesAcross(mock: Mock, rows: number, runs: number, offset = 0): Sample {
  const pages = rows / 100;
  return sample(runs, (index) => {
    const page = 1 + ((Math.floor((index * pages) / runs) + offset) % pages);
    return ask(mock, `_page=${page}&_limit=100`);
  });
}

async function measureStarts(): Promise<void> {
  const small: Start[] = [];
  for (let run = 0; run < 5; run++) small.push(await measureStart(1000));
  const median = (of: (start: Start) => number): number => quantile(small.map(of), 0.5);
  report(
    'ready with 1,000 clients, median of 5',
    median(({ readyMs }) => readyMs),
    { limit: 700, cpu: median(({ readyCpuMs }) => readyCpuMs) },
  );
  const large = await measureStart(MILLION);
  const { readyMs, readyCpuMs: cpu } = large;
  report('ready with 1,000,000 clients', readyMs, { limit: 10_000, cpu });
  const memory = { unit: 'MB', limit: 1000 } as const;
  report('resident when ready with 1,000,000', large.readyMb, memory);
  report('resident after pages and searches', large.usedMb, memory);
  report('peak of resident memory until ready', large.peakMb, { unit: 'MB' });
}

function measureRequests(large: Mock): { pages: Sample; nothing: Sample } {
  const ids = idsOf(large);
  const id = (index: number): string => encodeURIComponent(ids[(index * 7919) % ids.length] ?? '');

  pagesAcross(large, MILLION, 200, 3); // warms up
  const pages = pagesAcross(large, MILLION, 1000);
  medianOf('_limit=100 at pages across 1,000,000', pages, 2);
  report('_limit=100 at pages across 1,000,000, p99', pages.p99);
  const last = sample(50, (index) => ask(large, `_page=${10_000 - index}&_limit=100`));
  medianOf('_limit=100 at the last pages', last, 2);

  const exact = sample(1000, (index) => ask(large, `clientid=${id(index)}`));
  medianOf('clientid= over 1,000,000', exact, 2);
  report('clientid= over 1,000,000, p99', exact.p99);
  const lookup = sample(1000, (index) => ask(large, '', `/api/v4/clients/${id(index)}`));
  medianOf('GET /clients/{clientid} over 1,000,000', lookup, 2);

  const nothing = sample(21, (index) => ask(large, `_like_clientid=no-such-${index}-`));
  firstOf('_like_clientid= that matches nothing', nothing, 150);
  medianOf('_like_clientid= that matches nothing', nothing, 150);
  const noUser = sample(21, (index) => ask(large, `_like_username=no-such-${index}-`));
  firstOf('_like_username= that matches nothing', noUser, 150);
  medianOf('_like_username= that matches nothing', noUser, 150);

  const scan = sample(11, () => ask(large, 'proto_ver=4&zone=none'));
  report('a filter that needs a scan, no match, median', scan.median);
  ratios.push({ what: 'an id by scan : by index', slow: scan, fast: exact });

  const small = seeded(1000);
  pagesAcross(small, 1000, 200);
  const fresh = seeded(100_000);
  const uncached = pagesAcross(fresh, 100_000, 300);
  const cached = pagesAcross(fresh, 100_000, 300);
  ratios.push({ what: 'a page of new rows : of cached rows', slow: uncached, fast: cached });
  const kept = sample(300, () => ask(large, '_page=9999&_limit=100'));
  const keptSmall = sample(300, () => ask(small, '_page=9&_limit=100'));
  ratios.push({ what: 'a cached page of 1,000,000 : of 1,000', slow: kept, fast: keptSmall });
  return { pages, nothing };
}

/** For comparison: an array of the API's rows, filtered, sliced and stringified. */
function measureNaive(large: Mock, ours: { pages: Sample; nothing: Sample }): void {
  const rows = large.clients.list();
  const naive = sample(11, (index) => {
    const found = rows.filter(({ clientid }) => clientid.includes(`no-such-${index}-`));
    return JSON.stringify({ data: found.slice(0, 100), meta: { count: found.length } });
  });
  report('the same search as a plain filter over an array, median', naive.median);
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
  report('DELETE in the middle of 1,000,000, median', kick.median);
  report('reset of 1,000,000, median', sample(11, () => large.reset()).median);
}

function toText(): string {
  const width = Math.max(...lines.map(({ what }) => what.length));
  const figure = (value: number): string =>
    (value < 10 ? value.toFixed(3) : value.toFixed(0)).padStart(9);
  const shown = [`${''.padEnd(width)}     time          CPU`];
  for (const { what, got, unit, cpu, limit } of lines) {
    const verdict =
      limit === undefined ? '' : `  < ${limit} ${unit}  ${got >= limit ? 'EXCEEDED' : 'ok'}`;
    const used = cpu === undefined ? '' : `${figure(cpu)} ms`;
    shown.push(`${what.padEnd(width)}${figure(got)} ${unit}${used.padStart(12)}${verdict}`);
  }
  shown.push('', 'compared, medians');
  for (const { what, slow, fast } of ratios) {
    const ratio = slow.median / fast.median;
    shown.push(
      `${what.padEnd(width)}${ratio.toPrecision(3).padStart(9)} : 1  ` +
        `(${slow.median.toFixed(3)} ms : ${fast.median.toFixed(3)} ms)`,
    );
  }
  return shown.join('\n');
}

/** Measures the mock without other servers: start, memory, and what a million clients cost. */
export async function measurePopulations(): Promise<string> {
  await measureStarts();
  const large = seeded(MILLION);
  const ours = measureRequests(large);
  measureChanges(large);
  measureNaive(large, ours);
  return toText();
}
