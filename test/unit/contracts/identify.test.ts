import { expect, test } from 'vitest';
import { identifyBroker } from '../../../contracts/index.js';
import { RELEASES } from '../../../contracts/profiles/release-numbers.js';
import { DIALECT_NAMES, type DialectName } from '../../../mock/core/releases/releases.js';
import { transportTo } from '../../support/in-process/check.js';
import { createEngine, CREDENTIALS } from '../../support/in-process/engine.js';
import { stating } from '../../support/in-process/stated-version.js';

const baseUrl = 'http://localhost:8081/api/v4';

async function identify(
  dialect: DialectName,
  { version, clients = 41, product }: { version?: string; clients?: number; product?: string } = {},
) {
  const engine = createEngine({ dialect, clients });
  const stated = { versions: [version ?? ''], ...(product !== undefined && { product }) };
  const handle = version === undefined ? engine.handle : stating(engine.handle, stated);
  const sent: string[] = [];
  const identity = await identifyBroker(
    { baseUrl, credentials: CREDENTIALS },
    {
      clock: engine.clock,
      transport: transportTo((request) => {
        sent.push(`${request.method} ${request.path}?${request.query ?? ''}`);
        return handle(request);
      }),
    },
  );
  return { ...identity, sent };
}

test.each([
  ['emqx-4.3', '4.3.22', '4.3.15 to 4.3.22'],
  ['emqx-4.4', '4.4.19', '4.4.4 to 4.4.19'],
] as const)('%s behaves as the version %s that it states: %s', async (dialect, version, fits) => {
  const identity = await identify(dialect, { version });
  expect(identity).toMatchObject({ fits, contradictions: [], exitCode: 0 });
  expect(identity.stated?.versions).toEqual([version]);
});

test('a newer release than the kit knows is compared with the newest of its line', async () => {
  const found = await identify('emqx-4.4', { version: '4.4.20' });
  expect(found).toMatchObject({ contradictions: [], exitCode: 0 });
});

test('a broker without GET /brokers is identified by its behaviour', async () => {
  const identity = await identify('emqx-4.3');
  expect(identity).toMatchObject({ fits: '4.3.15 to 4.3.22', contradictions: [], exitCode: 0 });
  expect(identity.stated).toBeUndefined();
  expect(identity.problem).toContain('GET /brokers is answered with HTTP 404');
});

test('a contradiction names the behaviour, both answers and the releases that fit', async () => {
  const { contradictions, exitCode } = await identify('emqx-4.3', { version: '4.3.8' });
  expect(exitCode).toBe(1);
  expect(contradictions).toContain(
    'the unit of time filters: seconds, as 4.3.12 to 4.3.22, 4.4.0 to 4.4.19 answer; EMQX 4.3.8: milliseconds',
  );
  expect(contradictions).toContainEqual(expect.stringMatching(/^_like_ with "\[": filters/));
});

test('a patched broker fits no release', async () => {
  const { contradictions, exitCode, fits } = await identify('documented', { version: '4.4.0' });
  expect(fits).toBe('');
  expect(exitCode).toBe(1);
  expect(contradictions).toContainEqual(
    'a value of the wrong type: HTTP 400, as no release answers; EMQX 4.4.0: code 108',
  );
});

test.each([
  ['the documents', {}],
  ['another product', { version: '0.25.3', product: 'NanoMQ Broker' }],
])('%s is not EMQX 4', async (_what, options) => {
  expect(await identify('documented', options)).toMatchObject({ contradictions: [], exitCode: 3 });
});

test('an empty broker fits more releases, as no row shows its members', async () => {
  const { fits } = await identify('emqx-4.4', { clients: 0 });
  expect(fits).toBe('4.3.15 to 4.3.22, 4.4.4 to 4.4.19');
});

test('it sends fewer than 20 GETs, and the same values each time', async () => {
  const [first, second] = [await identify('emqx-4.3'), await identify('emqx-4.4')];
  expect(first.sent.length).toBeLessThan(20);
  expect(first.sent).toEqual(second.sent);
  for (const line of first.sent) {
    expect(line).toMatch(/^GET /);
    expect(line).not.toMatch(/zone|conn_state|clean_start|proto_name/);
  }
});

const releases = DIALECT_NAMES.filter((name) => RELEASES.includes(name.slice('emqx-'.length)));
test.each(releases)('%s fits itself, with clients and without', async (dialect) => {
  const version = dialect.slice('emqx-'.length);
  for (const clients of [0, 41]) {
    expect(await identify(dialect, { version, clients })).toMatchObject({
      contradictions: [],
      exitCode: 0,
    });
  }
});
