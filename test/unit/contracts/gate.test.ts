import { expect, test } from 'vitest';
import type { Report } from '../../../contracts/index.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';
import { nanomqLike } from './nanomq-like.js';

/** The rules that did not go well, with what they found; empty where all went well. */
const complaints = (report: Report): string[] =>
  report.results
    .filter(({ outcome }) => !['pass', 'known', 'skip'].includes(outcome))
    .flatMap(({ rule, outcome, deviations, fixed, reason }) => [
      `${rule.id}: ${outcome} ${reason ?? ''}`,
      ...deviations.filter(({ known }) => !known).map(({ message }) => message),
      ...fixed.map(({ deviation }) => `fixed: ${deviation ?? ''}`),
    ]);

const messages = (report: Report): string =>
  report.results
    .filter(({ outcome }) => outcome === 'fail')
    .flatMap(({ deviations }) => deviations)
    .map(({ message, expected, got }) => `${message} ${JSON.stringify([expected, got])}`)
    .join('\n');

test('a broker that keeps to the documents passes every rule, none skipped', async () => {
  const report = await checkInProcess(createEngine());
  expect(complaints(report)).toEqual([]);
  expect(report.counts.pass).toBe(report.results.length);
  expect(report.requests).toBeLessThan(1500);
});

test.each([
  ['emqx-4.3', 'emqx-4'],
  ['emqx-4.4', 'emqx-4'],
  ['emqx-4.3.0', 'emqx-4.3.0'],
] as const)('%s deviates in just the ways of profile %s', async (dialect, profile) => {
  const report = await checkInProcess(createEngine({ dialect }), undefined, { profile });
  expect(complaints(report)).toEqual([]);
  expect(report.counts.known).toBeGreaterThan(5);
  expect(report.counts.skip).toBe(0);
  expect(report.exitCode).toBe(0);
});

test.each([
  ['emqx-4.3', 'emqx-4'],
  ['emqx-4.4', 'emqx-4'],
  ['emqx-4.3.0', 'emqx-4.3.0'],
] as const)('%s passes with profile %s without MQTT too', async (dialect, profile) => {
  for (const clients of [0, 1, 41]) {
    const engine = createEngine({ dialect, clients });
    const report = await checkInProcess(engine, undefined, { profile, mqtt: false });
    expect(complaints(report)).toEqual([]);
  }
});

test('EMQX 4.3.0 under the profile of later releases fails, and the failures say why', async () => {
  const engine = createEngine({ dialect: 'emqx-4.3.0' });
  const report = await checkInProcess(engine, undefined, { profile: 'emqx-4' });
  expect(report.exitCode).toBe(1);
  expect(messages(report)).toMatch(
    /_gte_created_at .*do not take Unix seconds: they take milliseconds/,
  );
  expect(messages(report)).toMatch(
    /_lte_connected_at .*do not take Unix seconds: they take milliseconds/,
  );
  expect(messages(report)).toMatch(/_like_clientid .*regular expression/);
  expect(messages(report)).toMatch(/_like_username .*regular expression/);
});

test('a broker that was mended fails with the old profile: the entry is to be removed', async () => {
  const report = await checkInProcess(createEngine(), undefined, { profile: 'emqx-4' });
  expect(report.counts).toMatchObject({ fail: 0, error: 0 });
  expect(report.counts.fixed).toBeGreaterThan(10);
  expect(report.exitCode).toBe(1);
});

test('NanoMQ fails, and the failures name what it lacks', async () => {
  const engine = createEngine();
  const report = await checkInProcess(engine, nanomqLike(engine));
  expect(report.counts.error).toBe(0);
  expect(report.exitCode).toBe(1);
  expect(messages(report)).toMatch(/there is no meta/);
  expect(messages(report)).toMatch(/there is no paging/);
  expect(messages(report)).toMatch(/client_id/);
  expect(messages(report)).toMatch(/lacks 30 members: node, clientid/);
  expect(messages(report)).toMatch(/there is no DELETE/);
});

test('NanoMQ deviates in just the ways of its profile', async () => {
  const engine = createEngine();
  const report = await checkInProcess(engine, nanomqLike(engine), { profile: 'nanomq' });
  expect(complaints(report)).toEqual([]);
});

test('a run that may not kick sends GET and nothing else', async () => {
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

test('a run that may kick touches nothing but its own clients', async () => {
  const engine = createEngine();
  const touched: string[] = [];
  await checkInProcess(engine, (request) => {
    if (request.method !== 'GET') touched.push(`${request.method} ${request.path}`);
    return engine.handle(request);
  });
  expect(touched.length).toBeGreaterThan(10);
  for (const line of touched) expect(line).toMatch(/^[A-Z]+ \/api\/v4\/clients\/ck-600000-[^/]+$/);
});

test('values of zone, conn_state and clean_start come from a small set: EMQX forgets none', async () => {
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

test('level must leaves the SHOULD rules out, and a group can be chosen', async () => {
  const report = await checkInProcess(createEngine(), undefined, {
    level: 'must',
    only: ['times'],
  });
  expect(report.results.length).toBeGreaterThan(0);
  for (const { rule } of report.results)
    expect(rule).toMatchObject({ level: 'MUST', group: 'times' });
});

test('bail ends the run at the first rule that does not go well', async () => {
  const engine = createEngine({ dialect: 'emqx-4.3' });
  const report = await checkInProcess(engine, undefined, { bail: true });
  expect(report.counts.fail).toBe(1);
  expect(report.results.at(-1)?.outcome).toBe('fail');
});

test('a misspelt rule is told with the nearest one', async () => {
  const run = checkInProcess(createEngine(), undefined, { only: ['times/rangs'] });
  await expect(run).rejects.toThrow('but got "times/rangs". Did you mean "times/ranges"?');
});
