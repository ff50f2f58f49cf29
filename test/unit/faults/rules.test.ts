/** What a fault rule may say, in JSON and in the short form, and what is said of a bad one. */
import { expect, test } from 'vitest';
import { FAULT_LIMITS } from '../../../mock/faults/fault-rule.js';
import { parseFaultRules } from '../../../mock/faults/read-rules.js';

/** The first problem, as a sentence. */
function problemOf(rule: unknown): string {
  const read = parseFaultRules([rule]);
  if (read.ok) return 'none';
  const [{ field, value, expected }] = read.problems;
  return `${field}: expected ${expected}, but got ${JSON.stringify(value)}`;
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
])('the short form %j is read as the rule it stands for', (text, rule) => {
  expect(parseFaultRules([text])).toEqual({ ok: true, rules: [rule] });
});

test('a rule in JSON may leave out what it matches', () => {
  const rules = [{ do: { delay: { percentiles: { '50': 40, '99': 900 } } } }];
  expect(parseFaultRules(rules)).toEqual({ ok: true, rules });
});

test('a query value may be a number or a switch, as JSON writes them', () => {
  const read = parseFaultRules([
    { match: { query: { _page: 2, clean_start: true } }, do: { reset: true } },
  ]);
  expect(read).toMatchObject({
    rules: [{ match: { query: { _page: '2', clean_start: 'true' } } }],
  });
});

test.each([
  [{ do: { status: 42 } }, 'faults[0].do.status: expected an integer from 200 to 599, but got 42'],
  [
    { do: { status: '503' } },
    'faults[0].do.status: expected an integer from 200 to 599, but got "503"',
  ],
  [{ do: {} }, 'faults[0].do: expected at least one of status, body'],
  [{}, 'faults[0].do: expected an object with status'],
  [{ do: { stauts: 503 } }, 'faults[0].do.stauts: expected no such member, but one of status'],
  [
    { do: { reset: true }, when: {} },
    'faults[0].when: expected no such member, but one of match, do',
  ],
  [{ do: { delay: -1 } }, 'faults[0].do.delay: expected a number from 0 to 60000, but got -1'],
  [{ do: { delay: 60_001 } }, 'faults[0].do.delay: expected a number from 0 to 60000'],
  [
    { do: { delay: { min: 9, max: 1 } } },
    'faults[0].do.delay.min: expected at most max, but got 9',
  ],
  [{ do: { delay: { mean: 'x', stddev: 1 } } }, 'faults[0].do.delay.mean: expected a number'],
  [
    { do: { delay: { percentiles: { '50': 9, '90': 1 } } } },
    'faults[0].do.delay.percentiles: expected 1 to 20 percentiles',
  ],
  [{ do: { delay: 'soon' } }, 'faults[0].do.delay: expected milliseconds'],
  [{ do: { hang: true, reset: true } }, 'faults[0].do.reset: expected either hang or reset'],
  [{ do: { hang: false } }, 'faults[0].do.hang: expected true, but got false'],
  [
    { do: { truncate: '100%' } },
    'faults[0].do.truncate: expected a number of bytes, or a share below 100 %',
  ],
  [{ do: { truncate: -1 } }, 'faults[0].do.truncate: expected a number of bytes'],
  [
    { do: { headers: { 'content-length': '7' } } },
    'faults[0].do.headers.content-length: expected the name of a header',
  ],
  [
    { do: { headers: { Trailer: 'y' } } },
    'faults[0].do.headers.Trailer: expected the name of a header',
  ],
  [
    { do: { headers: { 'x-a': 'two\r\nlines' } } },
    'faults[0].do.headers.x-a: expected 1 to 1024 printable',
  ],
  [
    { do: { body: 'x'.repeat(FAULT_LIMITS.body + 1) } },
    'faults[0].do.body: expected a text or JSON of at most',
  ],
  [
    { match: { nth: 0 }, do: { reset: true } },
    'faults[0].match.nth: expected an integer from 1 to',
  ],
  [
    { match: { probability: 0 }, do: { reset: true } },
    'faults[0].match.probability: expected a number above 0',
  ],
  [
    { match: { path: 'clients' }, do: { reset: true } },
    'faults[0].match.path: expected a path that begins with /',
  ],
  [
    { match: { path: '/%zz' }, do: { reset: true } },
    'faults[0].match.path: expected two hexadecimal digits',
  ],
  [
    { match: { method: '' }, do: { reset: true } },
    'faults[0].match.method: expected an HTTP method',
  ],
  [
    { match: { query: { a: [] } }, do: { reset: true } },
    'faults[0].match.query.a: expected a text',
  ],
  ['GET /clients nht=3 status=503', 'faults[0]: expected a rule in JSON, or [METHOD]'],
  ['{"do":', 'faults[0]: expected JSON that can be read'],
  [
    'GET /clients status=abc',
    'faults[0].do.status: expected an integer from 200 to 599, but got "abc"',
  ],
  [7, 'faults[0]: expected an object with match, do, but got 7'],
])('%j is refused by the name of what is wrong', (rule, message) => {
  expect(problemOf(rule)).toContain(message);
});

test('everything that is wrong is told at once', () => {
  const read = parseFaultRules([
    { do: { status: 1 } },
    { do: { status: 503 } },
    { match: { nth: 0 }, do: {} },
  ]);
  expect(read).toMatchObject({
    problems: [
      { field: 'faults[0].do.status' },
      { field: 'faults[2].do' },
      { field: 'faults[2].match.nth' },
    ],
  });
});

test('rules are a list, and no more than a hundred', () => {
  expect(parseFaultRules({ do: {} })).toMatchObject({ problems: [{ field: 'faults' }] });
  const rules = Array.from({ length: FAULT_LIMITS.rules + 1 }, () => ({ do: { reset: true } }));
  expect(parseFaultRules(rules)).toMatchObject({ problems: [{ expected: 'at most 100 rules' }] });
});

test('a member of the name __proto__ is refused like any other that is not known', () => {
  const rule: unknown = JSON.parse('{"do":{"reset":true},"__proto__":{"polluted":1}}');
  expect(problemOf(rule)).toContain('faults[0].__proto__');
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
