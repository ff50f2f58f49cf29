/** `emqx-contract check --usage`: a broker is held to what applications rely on. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deviationsOf, isBad, type Report, rules, UsageError } from '../../../contracts/index.js';
import { FORMATS } from '../../../contracts/report/files.js';
import { resultLines } from '../../../contracts/report/deviation-text.js';
import { terminalText } from '../../../contracts/report/terminal.js';
import { rulesOfUse } from '../../../contracts/usage/rules-of-use.js';
import { kindsOf, PARAMETER_KINDS } from '../../../openapi/usage/vocabulary.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';
import { stating } from '../../support/in-process/stated-version.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import type { DialectName } from '../../../mock/index.js';

const PAGES =
  '{ request: GET /clients, with: { _limit: up to 10000, _page: later, username: equal }, reads: [code, data.clientid, meta.count], tests: { pages under a filter: 4, shows the total: 8 } }';
const HASNEXT = PAGES.replace('meta.count', 'meta.hasnext');
const LOOKUP =
  '{ request: "GET /clients/{clientid}", with: { client: known }, reads: [data.username], tests: { pages under a filter: 1 } }';
const KICK =
  '{ request: "DELETE /clients/{clientid}", with: { client: unknown }, reads: [code], tests: { kicks twice: 1 } }';

function fileOf(name: string, uses: readonly string[], rest = ''): string {
  const file = join(temporaryFolder(), `${name}.yaml`);
  const items = uses.map((use) => `  - ${use}\n`).join('');
  writeFileSync(file, `version: 1\ntested: [documented]\nuses:\n${items}${rest}`);
  return file;
}

async function check(usage: readonly string[], dialect: DialectName = 'emqx-4.3'): Promise<Report> {
  const engine = createEngine({ dialect });
  const version = dialect === 'emqx-4.3' ? '4.3.22' : '4.4.19';
  return checkInProcess(engine, stating(engine.handle, { versions: [version] }), { usage });
}

const bad = (report: Report): string[] => report.results.filter(isBad).map(({ rule }) => rule.id);

test('only what the application uses is checked, and each rule is a MUST', async () => {
  const report = await check([fileOf('app', [HASNEXT, LOOKUP])]);
  expect(bad(report)).toEqual([]);
  expect(report.exitCode).toBe(0);
  const ids = report.results.map(({ rule }) => rule.id);
  expect(ids).toContain('paging/filtered-exact');
  expect(ids).toContain('filters/username');
  expect(ids).toContain('lookup/agrees-with-list');
  expect(ids).not.toContain('errors/methods');
  expect(ids).not.toContain('paging/filtered-count');
  expect(ids.length).toBeLessThan(40);
  expect(new Set(report.results.map(({ rule }) => rule.level))).toEqual(new Set(['MUST']));
  expect(report.usage?.verdicts).toEqual(['app works with EMQX 4.3.22']);
});

test('no verdict says that an application works while rules of it were not judged', async () => {
  const engine = createEngine({ dialect: 'emqx-4.3' });
  const handle = stating(engine.handle, { versions: ['4.3.22'] });
  const usage = [fileOf('app', [HASNEXT, KICK])];
  const report = await checkInProcess(engine, handle, { usage, mqtt: false });
  expect(report.exitCode).toBe(0);
  expect(report.usage?.verdicts).toEqual([
    expect.stringMatching(
      /^app may work with EMQX 4\.3\.22: nothing fails \(\d+ of \d+ rules not judged\)$/,
    ),
  ]);
});

test('a failure names the tests that use it', async () => {
  const report = await check([fileOf('front end', [PAGES])]);
  expect(bad(report)).toEqual(['paging/filtered-count']);
  expect(report.exitCode).toBe(1);
  const [result] = report.results.filter(isBad);
  expect(resultLines(result!, report.command)[1]).toContain('clause');
  expect(resultLines(result!, report.command)).toContain(
    '  used by   front end: 12 requests in 2 tests: "pages under a filter", "shows the total"',
  );
  expect(report.command).toContain('--usage ');
  expect(report.usage?.verdicts).toEqual([
    'front end works with EMQX 4.3.22, except paging/filtered-count',
  ]);
});

test('of several applications, each finding says whom it concerns', async () => {
  const accepted = 'accepted:\n  - { difference: countUnderFilter, reason: no total is shown }\n';
  const report = await check([
    fileOf('counts', [PAGES]),
    fileOf('accepts', [PAGES], accepted),
    fileOf('kicks', [KICK]),
  ]);
  expect(report.usage?.findings.map(({ rule, concerns }) => [rule, ...concerns])).toEqual([
    ['paging/filtered-count', 'fails', 'accepted', '-'],
    ['kick/unknown', '-', '-', 'fails'],
  ]);
  expect(terminalText(report, false)).toContain('finding                counts   accepts  kicks');
  expect(FORMATS.markdown(report)).toContain('| `paging/filtered-count` | fails | accepted | - |');
  expect(FORMATS.html(report)).toContain('Findings by application');
  expect(FORMATS.junit(report)).toContain('counts: 12 requests in 2 tests');
  expect(JSON.parse(FORMATS.ctrf(report))).toMatchObject({
    results: { extra: { usage: { applications: ['counts', 'accepts', 'kicks'] } } },
  });
});

describe('a deviation that is accepted with a reason', () => {
  test.each([
    ['by the name of the difference', 'countUnderFilter', '', 0],
    ['by the rule', 'paging/filtered-count', '', 0],
    ['by the rule and the deviation', '"paging/filtered-count:count-is-minus-one"', '', 0],
    ['for this release', 'countUnderFilter', ', releases: ["4.3.22"]', 0],
    ['for this line', 'countUnderFilter', ', releases: ["4.3"]', 0],
    ['for another line', 'countUnderFilter', ', releases: ["4.4"]', 1],
    ['of another kind', 'hasnext', '', 1],
  ])('%s', async (_name, difference, more, exitCode) => {
    const accepted = `accepted:\n  - { difference: ${difference}, reason: no total${more} }\n`;
    const report = await check([fileOf('app', [PAGES], accepted)]);
    expect(report.exitCode).toBe(exitCode);
    expect(report.counts.known).toBe(1 - exitCode);
  });
});

test.each([
  ['with: { _page: zero or less }', ['page-below-1-is-accepted']],
  ['with: { _limit: zero }', ['limit-0-is-accepted']],
  ['with: { credentials: wrong }', ['401-is-not-json']],
])('of a rule that judges more than %s, only that counts', async (kinds, expected) => {
  const report = await check([
    fileOf('app', [`{ request: GET /clients, ${kinds}, reads: [code] }`]),
  ]);
  const found = report.results.flatMap(deviationsOf).map(({ deviation }) => deviation);
  expect(found).toEqual(expected);
});

test('what is used beyond the rules is replayed', async () => {
  const uses = [
    '{ request: GET /clients, with: { _gte_mqueue_len: number }, reads: [data.clientid] }',
    '{ request: GET /clients, with: { _limit: above 10000, unknown: sent }, reads: all }',
    '{ request: GET /clients, with: { clean_start: equal, proto_ver: equal, username: equal }, reads: [data.recv_msg.dropped] }',
  ];
  const of44 = await check([fileOf('app', uses)], 'emqx-4.4');
  expect(bad(of44)).toEqual([]);
  const replayed = of44.results.map(({ rule }) => rule.id).filter((id) => id.startsWith('usage/'));
  expect(replayed).toEqual([
    'usage/_gte_mqueue_len',
    'usage/get-clients-sends-data.clientid',
    'usage/unknown-parameter',
    'usage/limit-above-10000',
    'usage/clean_start-and-proto_ver-and-username',
    'usage/get-clients-sends-data.recv_msg.dropped',
  ]);
  expect(bad(await check([fileOf('app', uses)], 'documented'))).toEqual([
    'usage/_gte_mqueue_len',
    'usage/get-clients-sends-data.recv_msg.dropped',
  ]);
});

test('each rule that a use can touch exists', () => {
  const ids = new Set(rules.map(({ id }) => id));
  const requests = [
    'GET /clients',
    'GET /clients/{clientid}',
    'DELETE /clients/{clientid}',
    'HEAD /clients',
    'GET unknown path',
  ];
  const names = [
    ...Object.keys(PARAMETER_KINDS),
    'client',
    'id',
    'credentials',
    'query',
    'body',
    'unknown',
  ];
  for (const request of requests) {
    for (const name of names.filter(
      (each) => !['topic', 'share', 'qos', '_match_topic'].includes(each),
    )) {
      for (const kind of kindsOf(name) ?? []) {
        const touched = rulesOfUse({
          request,
          with: { [name]: kind },
          reads: 'all',
          tested: [],
          tests: new Map(),
        });
        expect(
          touched.filter((id) => !ids.has(id)),
          `${request} ${name}: ${kind}`,
        ).toEqual([]);
      }
    }
  }
});

test.each([
  ['name: app\n', 'version: expected 1'],
  ['version: 1\nuses: []\n', 'has no uses. Run the tests'],
  ['{', 'is no usage file'],
])('%j is refused', async (content, message) => {
  const file = join(temporaryFolder(), 'usage.yaml');
  writeFileSync(file, content);
  const checked = check([file]);
  await expect(checked).rejects.toThrow(UsageError);
  await expect(checked).rejects.toThrow(message);
});

test('a profile would excuse what an application relies on', async () => {
  const engine = createEngine();
  const options = { usage: [fileOf('app', [PAGES])], profile: 'emqx-4.3' };
  await expect(checkInProcess(engine, undefined, options)).rejects.toThrow('expected one of them');
});
