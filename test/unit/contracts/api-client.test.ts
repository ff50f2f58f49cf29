import { expect, test } from 'vitest';
import { ApiClient, type ApiClientOptions } from '../../../contracts/http/api-client.js';
import { BrokenAnswer, Interrupted, NoAnswer, RunEnded } from '../../../contracts/shared/errors.js';
import type { SentRequest, Transport } from '../../../contracts/http/target.js';
import { VirtualClock } from '../../support/in-process/virtual-clock.js';

const TARGET = {
  baseUrl: 'http://broker:8081/api/v4/',
  credentials: { id: 'app', secret: 's3cret:x' },
};

function apiOver(
  send: Transport['send'],
  options: Partial<ApiClientOptions> = {},
): { api: ApiClient; clock: VirtualClock } {
  const clock = new VirtualClock();
  return { clock, api: new ApiClient({ target: TARGET, transport: { send }, clock, ...options }) };
}

const answer = async () => ({ status: 200, headers: {}, text: '{"code":0}' });

/** Answers with each of `given`, then always with 200. */
function inTurn(given: readonly (number | Error | object)[]): {
  send: Transport['send'];
  sent: SentRequest[];
} {
  const sent: SentRequest[] = [];
  return {
    sent,
    async send(request) {
      const next = given[sent.length] ?? 200;
      sent.push(request);
      if (next instanceof Error) throw next;
      if (typeof next === 'number') return { status: next, headers: {}, text: '{"code":0}' };
      return { status: 503, text: '', headers: {}, ...next };
    },
  };
}

const RESET = new NoAnswer('ECONNRESET', 'read ECONNRESET');
const LATE = new NoAnswer('TIMEOUT', 'No answer within 10000 ms.');

test.each([
  ['a lost connection', RESET, 'connection reset'],
  [
    'a connection that the broker had closed',
    new NoAnswer('UND_ERR_SOCKET', 'x'),
    'connection closed',
  ],
  ['a time limit', LATE, 'no answer in time'],
  ['an answer that breaks off', new BrokenAnswer('cut'), 'an answer that breaks off'],
  ['HTTP 429', 429, 'HTTP 429'],
  ['HTTP 502', 502, 'HTTP 502'],
  ['HTTP 503', 503, 'HTTP 503'],
  ['HTTP 504', 504, 'HTTP 504'],
] as const)(
  'a GET is sent again after %s, and the report can say so',
  async (_what, trouble, reason) => {
    const { send, sent } = inTurn([trouble]);
    const { api } = apiOver(send);
    api.rule = 'list/x';
    await expect(api.send({ path: '/clients?a=1' })).resolves.toMatchObject({ json: { code: 0 } });
    expect(sent).toHaveLength(2);
    expect(api.retried).toEqual([
      { request: 'GET /clients?a=1', reason, tries: 2, ok: true, rule: 'list/x' },
    ]);
  },
);

test.each([200, 400, 401, 404, 500, 501])('a GET with HTTP %i is sent once', async (status) => {
  const { send, sent } = inTurn([status]);
  const { api } = apiOver(send);
  await api.send({ path: '/clients' });
  expect(sent).toHaveLength(1);
  expect(api.retried).toEqual([]);
});

test('a GET is sent three times at most, with growing pauses', async () => {
  const { send, sent } = inTurn([503, 502, 503]);
  const { api, clock } = apiOver(send);
  const start = clock.now();
  const { response } = await api.send({ path: '/clients' });
  expect(response.status).toBe(503);
  expect(sent).toHaveLength(3);
  expect(clock.now() - start).toBe(500 + 1500);
  expect(api.retried).toEqual([
    { request: 'GET /clients', reason: 'HTTP 503', tries: 3, ok: false },
  ]);
});

test.each([
  ['seconds', '7', 7000],
  ['a date', 'Wed, 18 Mar 2026 02:16:01 GMT', 3750],
  ['a date gone by', 'Wed, 18 Mar 2026 02:00:00 GMT', 500],
  ['more than half a minute', '86400', 30_000],
  ['nonsense', 'soon', 500],
])('Retry-After with %s is honoured up to a bound', async (_what, value, pause) => {
  const { send } = inTurn([{ headers: { 'retry-after': value } }]);
  const { api, clock } = apiOver(send);
  const start = clock.now();
  await api.send({ path: '/clients' });
  expect(clock.now() - start).toBe(pause);
});

test.each([
  ['a name that does not exist', 'ENOTFOUND'],
  ['a certificate that is not trusted', 'SELF_SIGNED_CERT_IN_CHAIN'],
  ['a port where nothing has ever answered', 'ECONNREFUSED'],
])('a GET is sent once to %s', async (_what, code) => {
  const { send, sent } = inTurn([new NoAnswer(code, 'x')]);
  const { api } = apiOver(send);
  await expect(api.send({ path: '/clients' })).rejects.toThrow(NoAnswer);
  expect(sent).toHaveLength(1);
});

test('a GET is sent again to a broker that restarts', async () => {
  const { send, sent } = inTurn([200, new NoAnswer('ECONNREFUSED', 'x')]);
  const { api } = apiOver(send);
  await api.send({ path: '/clients' });
  await api.send({ path: '/clients' });
  expect(sent).toHaveLength(3);
});

test('without retries, a GET is sent once', async () => {
  const { send, sent } = inTurn([503]);
  const { api } = apiOver(send, { retries: 0 });
  expect((await api.send({ path: '/clients' })).response.status).toBe(503);
  expect(sent).toHaveLength(1);
});

test.each(['DELETE', 'POST', 'PUT', 'PATCH'] as const)(
  'a %s is not sent again: the broker may have done it',
  async (method) => {
    const { send, sent } = inTurn([RESET]);
    const { api } = apiOver(send);
    await expect(api.send({ method, path: '/clients/a' })).rejects.toThrow('ECONNRESET');
    expect(sent).toHaveLength(1);
    expect(api.retried).toMatchObject([{ request: `${method} /clients/a`, tries: 1, ok: false }]);
  },
);

test.each(['HEAD', 'OPTIONS'] as const)('a %s is as safe as a GET', async (method) => {
  const { send, sent } = inTurn([503]);
  const { api } = apiOver(send);
  await api.send({ method, path: '/clients/a' });
  expect(sent).toHaveLength(2);
});

test('five requests in a row without an answer end the run, the last one a short list', async () => {
  const { send, sent } = inTurn(Array.from({ length: 9 }, () => RESET));
  const { api } = apiOver(send);
  const slow = { path: '/clients?_like_username=x' };
  await expect(api.send(slow)).rejects.toThrow(NoAnswer);
  await expect(api.send(slow)).rejects.toThrow(
    'The broker stopped answering at request 1 (connection reset, 5 times in a row). Check',
  );
  expect(sent.map(({ path }) => path).at(-1)).toBe('/api/v4/clients?_limit=1');
  expect(sent).toHaveLength(5);
  await expect(api.send(slow)).rejects.toThrow(RunEnded);
  expect(sent).toHaveLength(5);
});

test('a broker that answers short requests is not gone, though a filter is too slow', async () => {
  const { api } = apiOver(async ({ path }) => {
    if (path.includes('_like_')) throw LATE;
    return answer();
  });
  for (let index = 0; index < 9; index += 1) {
    await expect(api.send({ path: '/clients?_like_username=x' })).rejects.toThrow(NoAnswer);
  }
});

test('a broker that hangs costs less than a minute', async () => {
  const clock = new VirtualClock();
  const { api } = apiOver(
    async () => {
      await clock.sleep(10_000);
      throw LATE;
    },
    { clock },
  );
  const start = clock.now();
  await expect(api.send({ path: '/clients' })).rejects.toThrow(NoAnswer);
  await expect(api.send({ path: '/clients' })).rejects.toThrow(RunEnded);
  expect(clock.now() - start).toBeLessThanOrEqual(55_000);
});

test('after HTTP 429 the pace goes down by itself', async () => {
  const { send } = inTurn([200, 200, 429, 200, 200, 200]);
  const { api, clock } = apiOver(send, { requestsPerSecond: 4 });
  await api.send({ path: '/clients' });
  await api.send({ path: '/clients' });
  await api.send({ path: '/clients' });
  expect(api.pace.perSecond).toBe(2);
  const start = clock.now();
  await api.send({ path: '/clients' });
  await api.send({ path: '/clients' });
  expect(clock.now() - start).toBe(1000);
});

test('a broker that refuses every request as too many is left alone', async () => {
  const { api } = apiOver(async () => ({ status: 429, headers: {}, text: '' }));
  expect((await api.send({ path: '/clients' })).response.status).toBe(429);
  await expect(api.send({ path: '/clients' })).rejects.toThrow(
    /kept refusing requests at request 2 \(HTTP 429, 5 times in a row\)\. Give a lower --rate/,
  );
});

test('nothing is sent after the time limit of the run', async () => {
  const { send, sent } = inTurn([]);
  const { api, clock } = apiOver(send, { timeLimitMs: 60_000 });
  await api.send({ path: '/clients' });
  await clock.sleep(60_000);
  await expect(api.send({ path: '/clients' })).rejects.toThrow(
    'The time limit of 60 seconds was reached at request 2. Give more with --time-limit.',
  );
  expect(sent).toHaveLength(1);
});

test('requestsPerSecond limits the rate', async () => {
  const { api, clock } = apiOver(answer, { requestsPerSecond: 4 });
  const start = clock.now();
  for (let index = 0; index < 9; index += 1) await api.send({ path: '/clients' });
  expect(clock.now() - start).toBe(2000);
});

test('nothing is sent after the run was interrupted', async () => {
  const controller = new AbortController();
  let calls = 0;
  const count = async () => {
    calls += 1;
    return answer();
  };
  const { api } = apiOver(count, { signal: controller.signal });
  controller.abort();
  await expect(api.send({ path: '/clients' })).rejects.toThrow(Interrupted);
  expect(calls).toBe(0);
});

test.each([
  ['right', 'Basic YXBwOnMzY3JldDp4'],
  ['none', undefined],
  ['wrong-id', 'Basic dW5rbm93bi1pZDpzM2NyZXQ6eA=='],
  ['wrong-secret', 'Basic YXBwOndyb25nLXNlY3JldA=='],
  ['empty', 'Basic Og=='],
  ['empty-secret', 'Basic YXBwOg=='],
] as const)('authorization "%s" is sent, and its curl line has no secret', async (way, header) => {
  const sent: SentRequest[] = [];
  const { api } = apiOver(async (request) => {
    sent.push(request);
    return answer();
  });
  const exchange = await api.send({ path: '/clients?_page=1', authorization: way });
  expect(sent[0]?.headers['authorization']).toBe(header);
  expect(sent[0]?.path).toBe('/api/v4/clients?_page=1');
  expect(exchange.curl).toMatch(/\bcurl -i .*'http:\/\/broker:8081\/api\/v4\/clients\?_page=1'$/);
  expect(exchange.curl).not.toContain('s3cret');
});

test('a curl line is quoted for the shell', async () => {
  const { api } = apiOver(answer);
  const { curl } = await api.send({ method: 'DELETE', path: "/clients/a'[b]" });
  expect(curl).toBe(
    `printf 'user="%s"' "$EMQX_CONTRACT_USER" | curl -i -K - -X DELETE -g 'http://broker:8081/api/v4/clients/a'\\''[b]'`,
  );
});
