import { expect, test } from 'vitest';
import { deviationsOf, isBad, type Outcome, type Report } from '../../../contracts/index.js';
import { resultSummary } from '../../../contracts/report/deviation-text.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';
import { nanomqLike } from './nanomq-like.js';

/** The bad results, with what they found; empty where the run succeeded. */
const complaints = (report: Report): string[] =>
  report.results
    .filter(isBad)
    .map((result) => `${result.rule.id}: ${result.outcome}: ${resultSummary(result)}`);

const messages = (report: Report): string =>
  report.results
    .filter(({ outcome }) => outcome === 'fail')
    .flatMap(deviationsOf)
    .map(({ message, expected, got }) => `${message} ${JSON.stringify([expected, got])}`)
    .join('\n');

const idsOf = (report: Report, wanted: Outcome): string[] =>
  report.results.filter(({ outcome }) => outcome === wanted).map(({ rule }) => rule.id);

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Rules that EMQX 4.3.22 and 4.4.19 break, in the order in which rules run. */
const BROKEN_BY_NEWEST = words(`
  paging/filtered-count filters/unknown-parameter filters/_like_-empty filters/twins times/_lte_created_at
  times/_lte_connected_at times/partition errors/paging-values errors/paging-bounds
  errors/enum-values errors/status errors/repeated-parameter errors/head errors/options
  errors/json-bodies kick/unknown
`);
const BROKEN_BY_EMQX_4_3_0 = words(`
  auth/list auth/lookup auth/kick
  paging/filtered-count filters/_like_clientid-literal filters/_like_username-literal
  filters/twins times/_gte_created_at-any-population times/_lte_created_at-any-population
  times/_gte_connected_at-any-population times/_lte_connected_at-any-population
  times/_gte_created_at times/_lte_created_at times/_gte_connected_at times/_lte_connected_at
  errors/paging-values errors/paging-bounds errors/filter-values errors/enum-values
  errors/repeated-parameter errors/head errors/options errors/json-bodies
  kick/reason
`);

test('a broker that keeps to the documents passes every rule, none skipped', async () => {
  const report = await checkInProcess(createEngine());
  expect(complaints(report)).toEqual([]);
  expect(report.counts.pass).toBe(report.results.length);
  expect(report.requests).toBeLessThan(1500);
});

const RELEASES = [
  ['emqx-4.3', 'emqx-4.3', BROKEN_BY_NEWEST],
  ['emqx-4.4', 'emqx-4.4', BROKEN_BY_NEWEST],
  ['emqx-4.3.0', 'emqx-4.3.0', BROKEN_BY_EMQX_4_3_0],
] as const;

test.each(RELEASES)(
  '%s deviates only in the ways of profile %s',
  async (dialect, profile, broken) => {
    const report = await checkInProcess(createEngine({ dialect }), undefined, { profile });
    expect(complaints(report)).toEqual([]);
    expect(idsOf(report, 'known')).toEqual(broken);
    expect(report.counts.skip).toBe(0);
    expect(report.exitCode).toBe(0);
  },
);

test.each(RELEASES)('%s passes with profile %s without MQTT too', async (dialect, profile) => {
  for (const clients of [0, 1, 41]) {
    const engine = createEngine({ dialect, clients });
    const report = await checkInProcess(engine, undefined, { profile, mqtt: false });
    expect(complaints(report)).toEqual([]);
  }
});

test('EMQX 4.3.0 under the profile of later releases fails, and the failures say why', async () => {
  const engine = createEngine({ dialect: 'emqx-4.3.0' });
  const report = await checkInProcess(engine, undefined, { profile: 'emqx-4.3' });
  expect(report.exitCode).toBe(1);
  expect(messages(report)).toMatch(/_gte_created_at .*takes milliseconds, not Unix seconds/);
  expect(messages(report)).toMatch(/_lte_connected_at .*takes milliseconds, not Unix seconds/);
  expect(messages(report)).toMatch(/_like_clientid .*regular expression/);
  expect(messages(report)).toMatch(/_like_username .*regular expression/);
});

test('a fixed broker fails with the old profile: the entries must be removed', async () => {
  const report = await checkInProcess(createEngine(), undefined, { profile: 'emqx-4.3' });
  expect(report.counts).toMatchObject({ fail: 0, error: 0 });
  expect(idsOf(report, 'fixed')).toEqual(BROKEN_BY_NEWEST);
  expect(report.exitCode).toBe(1);
});

test('NanoMQ fails, and the failures name what is missing', async () => {
  const engine = createEngine();
  const report = await checkInProcess(engine, nanomqLike(engine));
  expect(report.counts.error).toBe(0);
  expect(report.exitCode).toBe(1);
  expect(messages(report)).toMatch(/meta is missing/);
  expect(messages(report)).toMatch(/does not support paging/);
  expect(messages(report)).toMatch(/client_id/);
  expect(messages(report)).toMatch(/lacks 30 members: node, clientid/);
  expect(messages(report)).toMatch(/does not support DELETE/);
});

test('NanoMQ deviates only in the ways of its profile', async () => {
  const engine = createEngine();
  const report = await checkInProcess(engine, nanomqLike(engine), { profile: 'nanomq' });
  expect(complaints(report)).toEqual([]);
});

test('a run without kick sends only GET', async () => {
  const engine = createEngine();
  const methods = new Set<string>();
  const report = await checkInProcess(
    engine,
    (request) => {
      methods.add(request.method);
      return engine.handle(request);
    },
    { kick: false },
  );
  expect([...methods]).toEqual(['GET']);
  expect(report.counts).toMatchObject({ fail: 0, error: 0 });
});

test('a run with kick touches only its own clients', async () => {
  const engine = createEngine();
  const touched: string[] = [];
  await checkInProcess(engine, (request) => {
    if (request.method !== 'GET') touched.push(`${request.method} ${request.path}`);
    return engine.handle(request);
  });
  expect(touched).not.toEqual([]);
  for (const line of touched) expect(line).toMatch(/^[A-Z]+ \/api\/v4\/clients\/ck-600000-[^/]+$/);
});

test('values of zone, conn_state and clean_start come from a small set: EMQX never forgets one', async () => {
  const engine = createEngine();
  const values = new Set<string>();
  for (let run = 0; run < 2; run += 1) {
    await checkInProcess(
      engine,
      (request) => {
        for (const key of ['zone', 'conn_state', 'clean_start']) {
          for (const value of new URLSearchParams(request.query).getAll(key)) values.add(value);
        }
        return engine.handle(request);
      },
      { random: () => 0.1 + run / 2 },
    );
  }
  expect(values.size).toBeLessThan(20);
});

test('level must leaves SHOULD rules out, and only chooses a group', async () => {
  const report = await checkInProcess(createEngine(), undefined, {
    level: 'must',
    only: ['times'],
  });
  expect(report.results.length).toBeGreaterThan(0);
  for (const { rule } of report.results)
    expect(rule).toMatchObject({ level: 'MUST', group: 'times' });
});

test('bail ends the run at the first rule that fails', async () => {
  const engine = createEngine({ dialect: 'emqx-4.3' });
  const report = await checkInProcess(engine, undefined, { bail: true });
  expect(report.counts.fail).toBe(1);
  expect(report.results.at(-1)?.outcome).toBe('fail');
});

test('the error for an unknown rule suggests the nearest one', async () => {
  const run = checkInProcess(createEngine(), undefined, { only: ['times/rangs'] });
  await expect(run).rejects.toThrow('but got "times/rangs". Did you mean "times/ranges"?');
});
