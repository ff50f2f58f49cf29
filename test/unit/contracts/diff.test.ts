import { expect, test } from 'vitest';
import { type DiffReport, diffBrokers, recordBroker } from '../../../contracts/diff/diff.js';
import { diffJson, diffMarkdown, diffText } from '../../../contracts/diff/diff-text.js';
import { differences } from '../../../contracts/diff/differences.js';
import type { Json } from '../../../contracts/shared/json.js';
import type { DialectName } from '../../../mock/index.js';
import { transportTo } from '../../support/in-process/check.js';
import { createDriver } from '../../support/in-process/driver.js';
import { CREDENTIALS, createEngine, type Engine } from '../../support/in-process/engine.js';
import { nanomqLike } from './nanomq-like.js';

const TARGET = { baseUrl: 'http://localhost:8081/api/v4', credentials: CREDENTIALS };

type Side = Parameters<typeof transportTo>[0];

/** Compares two brokers of this process, each with clients of its own, in time of its own. */
async function compare(
  a: Engine,
  b: Engine,
  mqtt = true,
  handleB: Side = b.handle,
): Promise<DiffReport> {
  const side = (engine: Engine, handle: Side) => ({
    transport: transportTo(handle),
    clock: engine.clock,
    ...(mqtt && { driver: createDriver(engine.state) }),
  });
  let draw = 0;
  const random = (): number => (draw += 0.1);
  return diffBrokers(TARGET, TARGET, { random, a: side(a, a.handle), b: side(b, handleB) });
}

const broker = (dialect: DialectName, seed = 1, clients = 41): Engine =>
  createEngine({ dialect, seed, clients });

test.each([true, false])(
  'finds no difference between two of a kind (clients of its own: %s)',
  async (mqtt) => {
    const report = await compare(broker('emqx-4.3', 1, 41), broker('emqx-4.3', 2, 300), mqtt);
    expect(report.entries).toEqual([]);
    expect(report.compared).toBeGreaterThan(mqtt ? 250 : 60);
  },
);

test('without test clients, the report says what could not be compared, and what would allow it', async () => {
  const engine = broker('emqx-4.3');
  const unseen =
    'Only the form of the answers was compared, not which clients they have: that needs test clients.';
  const report = await compare(engine, broker('emqx-4.3', 2), false);
  expect(report.hint).toBe(`${unseen} Give --mqtt-a and --mqtt-b.`);
  for (const text of [diffText(report, false), diffText(report, true), diffMarkdown(report)]) {
    expect(text).toContain(report.hint);
  }
  expect(JSON.parse(diffJson(report))).toMatchObject({ hint: report.hint });

  const side = { transport: transportTo(engine.handle), clock: engine.clock };
  const { recording } = await recordBroker(TARGET, side);
  const random = (): number => 0.5;
  const mixed = await diffBrokers(TARGET, recording, { random, a: side });
  expect(mixed.hint).toBe(`${unseen} Give --mqtt-a, and record b with --mqtt.`);
  const recorded = await diffBrokers(recording, recording);
  expect(recorded.hint).toBe(`${unseen} Record both with --mqtt.`);
});

test('with test clients, there is no hint', async () => {
  const report = await compare(broker('emqx-4.3'), broker('emqx-4.3', 2));
  expect(report.hint).toBeUndefined();
  expect(diffText(report, false)).not.toContain('--mqtt');
});

test('names the request and the JSON path of each difference, and how to see it', async () => {
  const report = await compare(broker('documented'), broker('emqx-4.3'));
  const entry = report.entries.find(
    ({ request }) => request === 'GET /clients?_like_clientid=<prefix>',
  );
  expect(entry?.differences).toEqual([{ path: '$.body.meta.count', a: 44, b: -1 }]);
  expect(entry?.curlA).toContain('/clients?_like_clientid=ck-199999-');
  expect(entry?.curlB).toContain('/clients?_like_clientid=ck-333333-');
  const bad = report.entries.find(({ request }) => request.includes('proto_ver=abc'));
  expect(bad?.differences.map(({ path }) => path)).toContain('$.status');
});

test('sees eleven more members of a client', async () => {
  const report = await compare(broker('emqx-4.3'), broker('emqx-4.4'));
  const lookup = report.entries.find(({ request }) => request === 'GET /clients/<prefix>alice-1');
  expect(lookup?.differences).toHaveLength(11);
  expect(lookup?.differences[0]).toMatchObject({
    path: '$.body.data["<prefix>alice-1"]["recv_msg.dropped"]',
    a: undefined,
  });
});

test('compares the form of answers where it has no clients of its own', async () => {
  const b = broker('documented', 2, 20);
  const report = await compare(broker('documented'), b, false, nanomqLike(b));
  const list = report.entries.find(({ request }) => request === 'GET /clients');
  expect(list?.differences.map(({ path }) => path)).toContain('$.body.meta');
});

test.each([
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1 }, { a: 2 }, ['$.a']],
  [{ a: { 'b.c': 1 } }, { a: {} }, ['$.a["b.c"]']],
  [
    [1, 2],
    [1, 3, 4],
    ['$[1]', '$[2]'],
  ],
  [{ a: null }, { a: {} }, ['$.a']],
  [{ __proto__: 1 }, {}, []],
  [JSON.parse('{"__proto__": 1}') as object, {}, ['$.__proto__']],
])('%j and %j differ at %j', (a, b, paths) => {
  expect(differences(a as Json, b as Json).map(({ path }) => path)).toEqual(paths);
});
