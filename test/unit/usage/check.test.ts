/** `emqx-mock usage check`: what releases answer differently from what an application was tested with. */
import { readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { main } from '../../../mock/cli/main.js';
import { runMain } from '../../support/run-main.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

type Result = Awaited<ReturnType<typeof runMain>>;

/** Checks a usage file with these uses, each in YAML. */
function check(uses: readonly string[], args: readonly string[] = [], rest = ''): Promise<Result> {
  const file = join(temporaryFolder(), 'usage.yaml');
  const items = uses.map((use) => `  - { ${use} }\n`).join('');
  writeFileSync(file, `version: 1\ntested: [documented]\nuses:\n${items}${rest}`);
  return runMain(main, ['usage', 'check', file, ...args]);
}

const PAGES =
  'request: GET /clients, with: { _limit: up to 10000, _page: later, username: equal }, reads: [code, data.clientid, meta.count], tests: { a: 5, b: 4, c: 3 }';

test('a difference is a sentence, with both answers and the tests', async () => {
  const { code, stdout } = await check([PAGES], ['--dialect', '4.3.22']);
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "Your tests page under a filter with \`meta.count\` (12 requests in 3 tests): 4.1 to 4.4 send -1.
      countUnderFilter (meta.count with a filter): meta.count is -1 if there is a known filter.
      GET /clients?_limit=3&_page=2&username=alice
      documented  HTTP 200 {"meta":{"page":2,"limit":3,"hasnext":false,"count":6},"data":["c4 (36 members)","c5 (36 members)","c6 (36 members)"],"code":0}
      4.3.22      HTTP 200 {"meta":{"page":2,"limit":3,"hasnext":false,"count":-1},"data":["c4 (36 members)","c5 (36 members)","c6 (36 members)"],"code":0}
      test: a
      test: b
      test: c

    1 use of the API checked.
    EMQX 4.3.22: 1 difference, 1 not accepted. To accept one, add it to \`accepted\` with a reason.
    "
  `);
});

test.each([[[]], [['--json']]])(
  'the name of a test can do nothing in a terminal: %j',
  async (args) => {
    const name = ['\\e[2J', '\\u202e', '\\u009b'].join('evil');
    const use = `request: GET /clients, with: { username: equal }, reads: all, tests: { "${name}": 1 }`;
    const { stdout } = await check([use], args);
    expect(stdout).toContain('evil');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
  },
);

test('of several uses, the sentence says what they have in common', async () => {
  const uses = [
    'request: GET /clients, with: { _gte_connected_at: seconds }, reads: all, tests: { a: 1 }',
    'request: GET /clients, with: { username: equal }, reads: all, tests: { b: 2 }',
  ];
  const look = 'request: "GET /clients/{clientid}", with: { client: known }, reads: all';
  const { stdout } = await check([...uses, look], ['--dialect', '4.0.0']);
  expect(stdout.split('\n').filter((line) => line.startsWith('Your tests'))).toMatchInlineSnapshot(`
    [
      "Your tests filter by \`_gte_connected_at\` with \`meta.count\` (3 requests in 2 tests): 4.0 lists 12 rows in place of 10.",
      "Your tests list the clients with \`meta.hasnext\` (3 requests in 2 tests): 4.0 does not send it.",
      "Your tests list the clients and look up a client with \`data.mountpoint\` (3 requests in 2 tests): 4.0 to 4.1 do not send it.",
    ]
  `);
});

const BESIDE = [
  // Only one client has it.
  'clientid: equal',
  'username: equal',
  'zone: equal',
  'ip_address: equal',
  'conn_state: equal',
  'clean_start: equal',
  'proto_name: equal',
  'proto_ver: equal',
  '_like_clientid: text',
  '_like_username: text',
];
const CONDITIONS = [
  ['_gte_created_at: seconds', '4.2.14', 'timeUnit'],
  ['_lte_created_at: seconds', '4.2.14', 'timeUnit'],
  ['_gte_connected_at: seconds', '4.3.11', 'timeUnit'],
  ['_lte_connected_at: seconds', '4.3.11', 'timeUnit'],
  ['_gte_mqueue_len: number', '4.4.19', 'queueFilters'],
  ['_lte_mqueue_len: number', '4.4.19', 'queueFilters'],
  ['_gte_mqueue_dropped: number', '4.4.19', 'queueFilters'],
  ['_lte_mqueue_dropped: number', '4.4.19', 'queueFilters'],
  ['_like_clientid: special characters', '4.2.14', 'like'],
  ['_like_clientid: backslash', '4.2.14', 'like'],
  ['_like_clientid: backslash and special characters', '4.3.11', 'like'],
  ['_like_username: special characters', '4.2.14', 'like'],
  ['_like_username: backslash', '4.2.14', 'like'],
  ['_like_username: backslash and special characters', '4.3.11', 'like'],
] as const;

/** An exact filter disables its twin on every broker (decisions.md #13); one name is sent once. */
const isTwin = (one: string, other: string): boolean => {
  const [name = ''] = one.split(':');
  return [name, `_like_${name}`].includes(other);
};

test.each(CONDITIONS)(
  'beside any other filter, %s differs in %s',
  async (condition, release, named) => {
    const [name = ''] = condition.split(':');
    for (const beside of BESIDE.filter((each) => !isTwin(each, name))) {
      const use = `request: GET /clients, with: { ${condition}, ${beside} }, reads: [data.clientid], tests: { a: 1 }`;
      const { stdout } = await check([use], ['--dialect', release]);
      expect(stdout, beside).toContain(`\n  ${named} (`);
    }
  },
);

test.each(['_gte_created_at', '_lte_created_at'])(
  'a changed unit of %s shows in the one client that an id finds, whichever was tested',
  async (bound) => {
    const use = (unit: string, tested: string): string =>
      `request: GET /clients, with: { clientid: equal, ${bound}: ${unit} }, reads: [data.clientid], tested: [${tested}]`;
    const later = await check([use('milliseconds', 'emqx-4.2.14')], ['--dialect', '4.3.22']);
    expect(later.stdout).toContain(`${bound}\` in milliseconds: 4.3.12 to 4.4 list`);
    const same = await check([use('milliseconds', 'emqx-4.2.14')], ['--dialect', '4.3.11']);
    expect(same.stdout).toContain('EMQX 4.3.11 answers all of them as tested.');
  },
);

test('without a release, all of them are compared', async () => {
  const { code, stdout } = await check([PAGES]);
  expect(code).toBe(1);
  expect(stdout.slice(stdout.indexOf('1 use of'))).toMatchInlineSnapshot(`
    "1 use of the API checked.

    Releases, and what they answer differently (accepted differences in parentheses):
      4.0         filters
      4.1 to 4.4  countUnderFilter

    Works with no release of EMQX 4.
    "
  `);
});

test.each([
  ['request: "GET /clients/{clientid}", with: { client: known }, reads: all', '4.4.19'],
  [PAGES.replace(', meta.count', ''), '4.3.22'],
])('%s is answered by %s as tested', async (use, release) => {
  const { code, stdout } = await check([use], ['--dialect', release]);
  expect(stdout).toContain(`EMQX ${release} answers all of them as tested.`);
  expect(code).toBe(0);
});

test.each([
  [
    'request: "DELETE /clients/{clientid}", with: { client: unknown }, reads: [code], tests: { t: 1 }',
    '4.4',
    'Your tests kick a client that does not exist with `code` (1 request in 1 test): 4.3.9 to 4.4 send 0.',
  ],
  [
    'request: GET /clients, with: { _like_clientid: empty }, reads: all',
    '4.3',
    'Your tests send an empty `_like_clientid`: 4.3.12 to 4.4 answer HTTP 500.',
  ],
  [
    'request: GET /clients, with: { _gte_connected_at: seconds }, reads: [data.clientid]',
    '4.3.11',
    'Your tests send `_gte_connected_at` in seconds: 4.1 to 4.3.11 list 12 rows in place of 10.',
  ],
  [
    'request: GET /clients, with: { _gte_connected_at: seconds, clientid: equal }, reads: [data.clientid]',
    '4.3.11',
    'Your tests send `_gte_connected_at` in seconds: 4.1 to 4.3.11 list 1 row in place of 0.',
  ],
  [
    'request: GET /clients, with: { _limit: zero }, reads: all',
    '4.0',
    'Your tests send `_limit` 0: 4.0 answers HTTP 500.',
  ],
  [
    'request: GET /clients, with: { _page: zero or less }, reads: all',
    '4.4',
    'Your tests send a `_page` of zero or less: 4.0 to 4.4 answer HTTP 200.',
  ],
  [
    'request: GET /clients, reads: [meta.hasnext]',
    '4.0.5',
    'Your tests list the clients with `meta.hasnext`: 4.0 does not send it.',
  ],
  [
    'request: GET /clients, with: { nodes: several }, reads: [data]',
    '4.0.5',
    'Your tests list the clients of a cluster: 4.0 lists 2 rows in place of 12.',
  ],
  [
    'request: "GET /clients/{clientid}", with: { client: known, id: with a raw + }, reads: [data]',
    '4.2.1',
    'Your tests look up a client, its id with a raw +: 4.2 lists 0 rows in place of 1.',
  ],
  [
    'request: GET /clients, with: { credentials: not base64 }, reads: []',
    '4.4.1',
    'Your tests send credentials that are not base64: 4.0 to 4.3.12 and 4.4.0 to 4.4.1 answer HTTP 500.',
  ],
  [
    'request: POST /mqtt/unsubscribe, with: { client: known, body.topic: shared }, reads: [code], tests: { t: 1 }',
    '4.1.5',
    'Your tests request `POST /mqtt/unsubscribe` (1 request in 1 test): 4.0 to 4.1 leave the client with 2 subscriptions in place of 1.',
  ],
])('%s, of %s: %s', async (use, release, sentence) => {
  const { code, stdout } = await check([use], ['--dialect', release]);
  expect(stdout.split('\n')[0]).toBe(sentence);
  expect(code).toBe(1);
});

test('a difference that is accepted with a reason is no failure', async () => {
  const accepted =
    'accepted:\n  - { difference: countUnderFilter, reason: the total is hidden, releases: ["4.3"] }\n';
  const of43 = await check([PAGES], ['--dialect', '4.3.22'], accepted);
  expect(of43.stdout).toContain('  accepted: the total is hidden\n');
  expect(of43.code).toBe(0);
  expect((await check([PAGES], ['--dialect', '4.4.0'], accepted)).code).toBe(1);
});

test('the badge line names the releases that the application works with', async () => {
  const badge = async (use: string, rest?: string): Promise<string> =>
    (await check([use], ['--badge'], rest)).stdout;
  expect(await badge(PAGES.replace(', meta.count', ''))).toBe('Works with EMQX 4.1 to 4.4\n');
  expect(await badge(PAGES)).toBe('Works with no release of EMQX 4\n');
  const backslash =
    'request: GET /clients, with: { _like_clientid: backslash }, reads: [data.clientid]';
  expect(await badge(backslash)).toBe('Works with EMQX 4.3 to 4.4, except 4.3.0 to 4.3.8\n');
  const accepted = 'accepted: [{ difference: like, reason: x, releases: ["4.3.0"] }]\n';
  expect(await badge(backslash, accepted)).toBe(
    'Works with EMQX 4.3 to 4.4, except 4.3.1 to 4.3.8\n',
  );
});

test('JSON has the same', async () => {
  const { stdout } = await check([PAGES], ['--dialect', '4.3.22', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    differences: [
      { difference: 'countUnderFilter', tests: ['a', 'b', 'c'], notAcceptedIn: ['4.3.22'] },
    ],
  });
});

test('reports for CI have each difference, and no markup of others', async () => {
  const folder = temporaryFolder();
  const names = ['junit', 'ctrf', 'markdown', 'html'].map((name) => join(folder, 'new', name));
  const report = names.map((name) => `${basename(name)}=${name}`).join(',');
  const use = PAGES.replace('tests: { a: 5,', 'tests: { "<b>```]]>\\u0007": 5,');
  const { code } = await check([use], ['--dialect', '4.3.22', '--report', report]);
  expect(code).toBe(1);
  const [junit = '', ctrf = '', markdown = '', html = ''] = names.map((name) =>
    readFileSync(name, 'utf8'),
  );
  expect(junit).toContain(
    '<testcase name="countUnderFilter" classname="emqx-mock.usage" time="0"><failure',
  );
  expect(junit).toContain('&lt;b&gt;');
  expect(JSON.parse(ctrf)).toMatchObject({ results: { summary: { tests: 1, failed: 1 } } });
  expect(markdown).toContain('## countUnderFilter\n\n````text\nYour tests page under a filter');
  expect(html).toContain('&lt;b&gt;');
  for (const text of [junit, markdown, html]) expect(text).not.toContain('\u0007');
  expect(html).not.toContain('<b>');
  const clean = await check(
    [PAGES.replace(', meta.count', '')],
    ['--dialect', '4.3.22', '--report', `junit=${names[0]}`],
  );
  expect(clean.code).toBe(0);
  expect(readFileSync(names[0] ?? '', 'utf8')).toContain('tests="1" failures="0"');
});

test.each([
  [
    [PAGES],
    ['--json', '--badge'],
    '',
    'Option --badge: expected without --json, whose output has the line as the member badge.',
  ],
  [[PAGES], ['--report', 'pdf=x'], '', 'Option --report: expected junit=FILE, ctrf=FILE'],
  [[PAGES], ['--report', 'junit=/dev/null/x'], '', 'Option --report: '],
  [[PAGES], ['--dialect', '5.0'], '', 'Option --dialect: expected a release'],
  [
    [PAGES.replace('tests', 'tested: [emqx-4.3.99], tests')],
    [],
    '',
    'never existed (nearest: emqx-4.3.22)',
  ],
])('bad input ends with 2: %j %j %j', async (uses, args, rest, message) => {
  const { code, stderr } = await check(uses, args, rest);
  expect(stderr).toContain(message);
  expect(code).toBe(2);
});
