/** Which faults are applied to which request, seen in the responses of a mock without a socket. */
import { expect, test } from 'vitest';
import { createMock, type FaultRule, type Mock } from '../../../mock/index.js';

const mockWith = (faults: readonly (FaultRule | string)[], seed = 1): Mock =>
  createMock({ clients: 20, seed, apps: false, faults });

const get = (mock: Mock, path = '/clients', query = '', headers: Record<string, string> = {}) =>
  mock.handle({ method: 'GET', path: `/api/v4${path}`, query, headers });

const statuses = (mock: Mock, times: number, path?: string, query?: string): number[] =>
  Array.from({ length: times }, () => get(mock, path, query).status);

test('the fault is applied only to the nth matching request', () => {
  const mock = mockWith(['GET /clients nth=3 status=503']);
  get(mock, '/clients/emqx_c_1');
  expect(statuses(mock, 5)).toEqual([200, 200, 503, 200, 200]);
});

test('a fault stops after its number of times', () => {
  expect(statuses(mockWith(['status=500 times=2']), 4)).toEqual([500, 500, 200, 200]);
});

test('a rule that is off is kept, is applied to no request, and changes nothing for the others', () => {
  const rules = [
    { match: { times: 1 }, do: { status: 500 }, off: true as const },
    { match: { nth: 2 }, do: { status: 503 } },
  ];
  const mock = mockWith(rules);
  expect(statuses(mock, 3)).toEqual([200, 503, 200]);
  expect(mock.faults.rules.map(({ off }) => off)).toEqual([true, undefined]);
});

test('a path is matched whole or below the base path, decoded', () => {
  for (const path of ['/clients/a%20b', '/api/v4/clients/a b', '/**/a*b']) {
    const mock = mockWith([{ match: { path }, do: { status: 500 } }]);
    expect(get(mock, '/clients/a%20b').status, path).toBe(500);
    expect(get(mock, '/clients/c').status, path).toBe(200);
  }
});

test('a query is matched by its decoded values, with any other parameters', () => {
  const mock = mockWith([{ match: { query: { username: 'a b' } }, do: { status: 500 } }]);
  expect(statuses(mock, 1, '/clients', '_page=1&username=a+b')).toEqual([500]);
  expect(statuses(mock, 1, '/clients', 'username=a')).toEqual([200]);
});

test('a probability selects about its share, and the same requests for the same seed', () => {
  const draw = (seed: number) => statuses(mockWith(['probability=0.3 status=500'], seed), 1000);
  const drawn = draw(7);
  const share = drawn.filter((status) => status === 500).length / 1000;
  expect(share).toBeGreaterThan(0.25);
  expect(share).toBeLessThan(0.35);
  expect(draw(7)).toEqual(drawn);
  expect(draw(8)).not.toEqual(drawn);
});

test('a reset restarts the faults', () => {
  const mock = mockWith(['nth=2 status=500', 'probability=0.5 status=501']);
  const first = statuses(mock, 20);
  mock.reset();
  expect(statuses(mock, 20)).toEqual(first);
});

test('a rule more changes nothing of what the others do', () => {
  const rule = 'probability=0.5 status=500';
  expect(statuses(mockWith([rule, 'nth=999 reset']), 50)).toEqual(statuses(mockWith([rule]), 50));
});

test('of two rules that set the same, the earlier wins; what they set apart acts together', () => {
  const answer = get(mockWith(['delay=10', 'delay=20 status=503']));
  expect(answer).toMatchObject({ status: 503, delivery: { delayMs: 10 } });
});

test('an error in place of the API changes nothing', () => {
  for (const fault of ['DELETE status=500', 'DELETE reset', 'DELETE hang']) {
    const mock = mockWith([fault]);
    mock.handle({ method: 'DELETE', path: '/api/v4/clients/emqx_c_1' });
    expect(mock.clients.get('emqx_c_1'), fault).toBeDefined();
  }
});

test('a request with a lost or changed response is carried out', () => {
  for (const fault of ['DELETE truncate=0', 'DELETE malformed', 'DELETE delay=5']) {
    const mock = mockWith([fault]);
    mock.handle({ method: 'DELETE', path: '/api/v4/clients/emqx_c_1' });
    expect(mock.clients.get('emqx_c_1'), fault).toBeUndefined();
  }
});

test("an error without a body has the form of the API's errors", () => {
  expect(JSON.parse(get(mockWith(['status=503'])).body)).toEqual({
    code: 102,
    message: 'HTTP 503: an injected fault.',
  });
  expect(get(mockWith(['status=401'])).headers).toHaveProperty('www-authenticate');
});

test('a body, a content type and headers are sent as the rule has them', () => {
  const rule = { do: { status: 429, body: { slow: 'down' }, headers: { 'Retry-After': '2' } } };
  expect(get(mockWith([rule]))).toMatchObject({
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': '2' },
    body: '{"slow":"down"}',
  });
  const html = get(mockWith(['status=502 contentType=text/html body=<h1>Bad Gateway</h1>']));
  expect(html).toMatchObject({
    headers: { 'content-type': 'text/html' },
    body: '<h1>Bad Gateway</h1>',
  });
});

test('malformed JSON is never JSON, for any response', () => {
  const mock = mockWith(['malformed']);
  for (const path of ['/clients', '/clients/nobody', '/nowhere']) {
    const { body } = get(mock, path);
    expect(() => JSON.parse(body) as unknown, path).toThrow(SyntaxError);
  }
});

test('a share of the body is cut in bytes', () => {
  const mock = mockWith([{ do: { truncate: '50%', body: 'ü'.repeat(10) } }]);
  expect(get(mock).delivery).toEqual({ truncateAt: 10 });
});

test('a drip takes its time over the whole body', () => {
  const { drip } = get(mockWith([{ do: { drip: 1000, body: 'x'.repeat(1000) } }])).delivery!;
  expect(drip).toEqual({ bytes: 50, everyMs: 50 });
});

test.each([
  [{ min: 100, max: 200 }, 100, 200, 150],
  [{ mean: 500, stddev: 50 }, 200, 800, 500],
  [{ percentiles: { '50': 40, '100': 140 } }, 0, 140, 55],
])('delays of %j are spread as they say', (delay, least, most, mean) => {
  const mock = mockWith([{ do: { delay } }]);
  const drawn = Array.from({ length: 500 }, () => get(mock).delivery?.delayMs ?? 0);
  expect(Math.min(...drawn)).toBeGreaterThanOrEqual(least);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(most);
  const average = drawn.reduce((sum, ms) => sum + ms, 0) / drawn.length;
  expect(Math.abs(average - mean)).toBeLessThan(mean * 0.15);
});

test('no delay is negative or longer than a minute', () => {
  const mock = mockWith([{ do: { delay: { mean: 30_000, stddev: 60_000 } } }]);
  const drawn = Array.from({ length: 200 }, () => get(mock).delivery?.delayMs ?? 0);
  expect(Math.min(...drawn)).toBe(0);
  expect(Math.max(...drawn)).toBe(60_000);
});

test('HEAD of an error has no body', () => {
  const mock = mockWith(['status=503']);
  expect(mock.handle({ method: 'HEAD', path: '/api/v4/clients' })).toMatchObject({
    status: 503,
    body: '',
  });
});

test('Prefer applies to one response only, which confirms it', () => {
  const mock = mockWith([]);
  expect(get(mock, '/clients', '', { prefer: 'code=500, delay=800' })).toMatchObject({
    status: 500,
    headers: { 'preference-applied': 'code=500, delay=800' },
    delivery: { delayMs: 800 },
  });
  expect(get(mock).status).toBe(200);
});

test('Prefer wins over rules, which still count', () => {
  const mock = mockWith(['nth=2 status=503']);
  get(mock);
  expect(get(mock, '/clients', '', { prefer: 'code=418' }).status).toBe(418);
  expect(get(mock).status).toBe(200);
});

test('a very long preference is refused', () => {
  const prefer = `code=x${' '.repeat(300_000)}y`;
  expect(get(mockWith([]), '/clients', '', { prefer }).status).toBe(400);
});

test.each(['code=abc', 'code=99', 'code=600', 'code', 'delay=-1', 'delay=60001', 'delay=1s'])(
  'Prefer: %s is refused by its name',
  (prefer) => {
    const { status, body } = get(mockWith([]), '/clients', '', { prefer });
    expect(status).toBe(400);
    const [name] = prefer.split('=');
    expect(body).toContain(`Prefer ${name!}: expected`);
  },
);

test.each(['respond-async, wait=10', 'return=minimal', 'dynamic=true', 'codec=7'])(
  'Prefer: %s is none of ours and ignored (RFC 7240, section 2)',
  (prefer) => {
    const answer = get(mockWith([]), '/clients', '', { prefer });
    expect(answer.status).toBe(200);
    expect(answer.headers).not.toHaveProperty('preference-applied');
  },
);

test('Prefer: code=200 leaves an error what it is', () => {
  const headers = { prefer: 'code=200' };
  expect(get(mockWith([]), '/clients', '_page=0', headers).status).toBe(400);
  expect(get(mockWith([]), '/clients', '', headers).status).toBe(200);
});
