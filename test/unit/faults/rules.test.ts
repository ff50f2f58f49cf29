import { expect, test } from 'vitest';
import { FAULT_LIMITS } from '../../../mock/faults/fault-rule.js';
import { parseFaultRules } from '../../../mock/faults/read-rules.js';

/** The first problem of a rule, as a sentence. */
function problemOf(rule: unknown): string {
  const read = parseFaultRules([rule], 'list');
  if (read.ok) return 'none';
  const [{ field, value, expected }] = read.problems;
  return `${field.replace('list[0].', '')}: ${expected}, but got ${JSON.stringify(value)}`;
}

test.each([
  [
    'GET /clients nth=3 status=503',
    { match: { method: 'GET', path: '/clients', nth: 3 }, do: { status: 503 } },
  ],
  ['reset', { match: {}, do: { reset: true } }],
  ['/clients/* hang times=2', { match: { path: '/clients/*', times: 2 }, do: { hang: true } }],
  [
    'DELETE status=500 probability=0.25',
    { match: { method: 'DELETE', probability: 0.25 }, do: { status: 500 } },
  ],
  [
    '/clients?_page=2&_limit=10 delay=800',
    { match: { path: '/clients', query: { _page: '2', _limit: '10' } }, do: { delay: 800 } },
  ],
  ['delay=100..500 drip=2000', { match: {}, do: { delay: { min: 100, max: 500 }, drip: 2000 } }],
  ['truncate=50% malformed', { match: {}, do: { truncate: '50%', malformed: true } }],
  ['truncate=0', { match: {}, do: { truncate: 0 } }],
  [
    'status=200 contentType=text/html body=<h1>try again later</h1>',
    { match: {}, do: { status: 200, contentType: 'text/html', body: '<h1>try again later</h1>' } },
  ],
  ['{"do":{"status":503}}', { do: { status: 503 } }],
])('the short form %j is read', (text, rule) => {
  expect(parseFaultRules([text])).toEqual({ ok: true, value: [rule] });
});

test('a very long text that is no rule is refused', () => {
  expect(parseFaultRules([`GET /${' '.repeat(900_000)}x`]).ok).toBe(false);
});

test('a rule in JSON may lack a match', () => {
  const rules = [{ do: { delay: { percentiles: { '50': 40, '99': 900 } } } }];
  expect(parseFaultRules(rules)).toEqual({ ok: true, value: rules });
});

test('a query value may be a JSON number or boolean', () => {
  const read = parseFaultRules([
    { match: { query: { _page: 2, clean_start: true } }, do: { reset: true } },
  ]);
  expect(read).toMatchObject({
    value: [{ match: { query: { _page: '2', clean_start: 'true' } } }],
  });
});

const RESET = { reset: true };

test.each([
  [{ do: { status: 42 } }, 'do.status: an integer from 200 to 599, but got 42'],
  [{ do: { status: '503' } }, 'do.status: an integer from 200 to 599, but got "503"'],
  [{ do: {} }, 'do: at least one of status, body'],
  [{}, 'do: an object with status'],
  [{ do: { stauts: 503 } }, 'do.stauts: one of the members status'],
  [{ do: { reset: true }, when: {} }, 'when: one of the members match, do'],
  [{ do: { delay: -1 } }, 'do.delay: a number from 0 to 60000, but got -1'],
  [{ do: { delay: 60_001 } }, 'do.delay: a number from 0 to 60000'],
  [{ do: { delay: { min: 9, max: 1 } } }, 'do.delay.min: at most max, but got 9'],
  [{ do: { delay: { mean: 'x', stddev: 1 } } }, 'do.delay.mean: a number'],
  [
    { do: { delay: { percentiles: { '50': 9, '90': 1 } } } },
    'do.delay.percentiles: 1 to 20 percentiles',
  ],
  [{ do: { delay: 'soon' } }, 'do.delay: milliseconds'],
  [{ do: { hang: true, reset: true } }, 'do.reset: either hang or reset'],
  [{ do: { hang: false } }, 'do.hang: true, but got false'],
  [{ do: { truncate: '100%' } }, 'do.truncate: a number of bytes, or a share below 100 %'],
  [{ do: { truncate: -1 } }, 'do.truncate: a number of bytes'],
  [
    { do: { headers: { 'content-length': '7' } } },
    'do.headers.content-length: the name of a header',
  ],
  [{ do: { headers: { Trailer: 'y' } } }, 'do.headers.Trailer: the name of a header'],
  [{ do: { headers: { 'x-a': 'two\r\nlines' } } }, 'do.headers.x-a: 1 to 1024 printable'],
  [{ match: { nth: 0 }, do: RESET }, 'match.nth: an integer from 1 to'],
  [{ match: { probability: 0 }, do: RESET }, 'match.probability: a number above 0'],
  [{ match: { path: 'clients' }, do: RESET }, 'match.path: a path that begins with /'],
  [{ match: { path: '/%zz' }, do: RESET }, 'match.path: two hexadecimal digits'],
  [{ match: { method: '' }, do: RESET }, 'match.method: an HTTP method'],
  [{ match: { query: { a: [] } }, do: RESET }, 'match.query.a: a text'],
  ['GET /clients nht=3 status=503', 'list[0]: a rule in JSON, or [METHOD]'],
  ['{"do":', 'list[0]: valid JSON'],
  ['GET /clients status=abc', 'status: an integer from 200 to 599, but got "abc"'],
  ['nth=0 reset', 'nth: an integer from 1 to'],
  ['GET /clients', 'list[0]: at least one of status'],
  ['GET status=500 status=503', 'each name is given once, but got "status=503"'],
  ['GET reset POST', 'each name is given once, but got "POST"'],
  ['/a hang /b', 'each name is given once, but got "/b"'],
  ['hang hang', 'each name is given once, but got "hang"'],
  ['/clients?_page=1&_page=2 reset', 'each name is given once, but got "/clients?_page=1'],
  ['status=503 hang', 'hang: nothing else, since a request that hangs'],
  ['hang delay=5', 'hang: nothing else'],
  [{ do: { reset: true, body: 'x' } }, 'do.reset: only a delay beside it'],
  ['status=204 body=x', 'status: a status that has a body'],
  ['status=304 malformed', 'status: a status that has a body'],
  [
    { do: { contentType: 'a/b', headers: { 'Content-Type': 'c/d' } } },
    'do.contentType: either contentType',
  ],
  ['HEAD truncate=5', 'list[0]: no body, contentType'],
  ['GTE /clients reset', 'method: an HTTP method: one of GET, HEAD'],
  [{ match: { method: 'CONNECT' }, do: RESET }, 'match.method: an HTTP method: one of GET'],
  [{ match: { path: '/__mock/reset' }, do: RESET }, 'match.path: a path of the API: /__mock is'],
  [{ match: { path: '/sandbox/one/clients' }, do: RESET }, 'match.path: a path of the API'],
  [7, 'list[0]: an object with match, do, off, but got 7'],
])('%j is refused with the name of the invalid member', (rule, message) => {
  expect(problemOf(rule)).toContain(message);
});

test('all problems are reported at once', () => {
  const read = parseFaultRules([
    { do: { status: 1 } },
    { do: { status: 503 } },
    { match: { nth: 0 }, do: {} },
  ]);
  expect(read).toMatchObject({
    problems: [
      { field: 'faults[0].do.status' },
      { field: 'faults[2].match.nth' },
      { field: 'faults[2].do' },
    ],
  });
});

test('a body has a limit, and rules are a list of at most 100', () => {
  const body = 'x'.repeat(FAULT_LIMITS.body + 1);
  expect(problemOf({ do: { body } })).toContain('do.body: a text or JSON of at most');
  expect(parseFaultRules({ do: {} })).toMatchObject({ problems: [{ field: 'faults' }] });
  const rules = Array.from({ length: FAULT_LIMITS.rules + 1 }, () => ({ do: { reset: true } }));
  expect(parseFaultRules(rules)).toMatchObject({ problems: [{ expected: 'at most 100 items' }] });
});

test('an unknown member named __proto__ is refused', () => {
  const rule: unknown = JSON.parse('{"do":{"reset":true},"__proto__":{"polluted":1}}');
  expect(problemOf(rule)).toContain('__proto__: one of');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
