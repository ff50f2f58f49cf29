/**
 * What an application accepts by the name of a difference: `emqx-contract check --usage` knows the
 * deviations that show it, and excuses no others.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { deviationsOf, isBad, rules } from '../../../contracts/index.js';
import { DEVIATIONS, isDeviationOf, rulesNamed } from '../../../contracts/usage/deviations.js';
import { replayRules } from '../../../contracts/usage/replay-rules.js';
import { BEHAVIOURS, type Behaviours, stepOf } from '../../../mock/core/releases/behaviours.js';
import { type DialectName, RELEASES, type Release } from '../../../mock/core/releases/releases.js';
import { findDifferences } from '../../../mock/usage/check/findings.js';
import { DIFFERENCE_NAMES, type DifferenceName } from '../../../openapi/usage/differences.js';
import { printUsage } from '../../../openapi/usage/print-usage.js';
import type { Use } from '../../../openapi/usage/usage.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';
import { APPLICATIONS, type Tested, useOf } from '../../support/made-up-applications.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const use = (
  request: string,
  kinds: Readonly<Record<string, string>>,
  reads: Use['reads'],
): Use => ({ request, with: kinds, reads, tested: ['documented'], tests: new Map() });

const LIST = 'GET /clients';
/** Applications that rely on what every broker does differently from the documents. */
const BROKERS: readonly (readonly [DifferenceName, Use])[] = [
  ['reading', use(LIST, { _page: 'zero or less' }, ['code'])],
  ['reading', use(LIST, { _page: 'not an integer' }, ['code'])],
  ['reading', use(LIST, { _limit: 'zero' }, ['code'])],
  ['reading', use(LIST, { conn_state: 'unlisted' }, ['code'])],
  ['reading', use(LIST, { username: 'repeated' }, ['code'])],
  ['reading', use(LIST, { clientid: 'equal', _like_clientid: 'special characters' }, ['data'])],
  ['wording', use(LIST, { proto_ver: 'wrong type' }, ['code'])],
  ['wording', use(LIST, { credentials: 'wrong' }, ['code'])],
  ['wording', use('GET unknown path', { path: 'not found' }, ['code'])],
  ['headAndOptions', use('HEAD /clients', {}, [])],
  ['bodyIsQuery', use(LIST, { body: 'sent' }, ['data.clientid'])],
  ['companions', use('GET /nodes', { path: 'not found' }, [])],
  ['brokerPaths', use('GET /clients/username/{username}', { path: 'not found' }, [])],
];

/** The newest release that has another value than the documents, or than the newest release. */
function otherRelease(name: keyof Behaviours, tested: Tested): Release {
  const value = tested === 'documented' ? BEHAVIOURS[name].documented : stepOf(name, tested).value;
  const found = RELEASES.findLast(
    (release) => JSON.stringify(stepOf(name, release).value) !== JSON.stringify(value),
  );
  // The value of the documents is that of every release.
  return found ?? '4.4.19';
}

type Case = readonly [name: DifferenceName, tested: Tested, release: Release, each: Use];

const CASES: readonly Case[] = [
  ...APPLICATIONS.flatMap((application) =>
    (['documented', '4.4.19'] as const).map((tested): Case => {
      const { relies } = application;
      return [relies, tested, otherRelease(relies, tested), useOf(application, tested)];
    }),
  ),
  ...BROKERS.map(([name, each]): Case => [name, 'documented', '4.4.19', each]),
];

/** The gate's deviations of a use, against the mock; a broker has the paths beside `/clients`. */
async function deviationsIn(
  dialect: DialectName,
  each: Use,
  differences: readonly string[] = [],
): Promise<readonly string[]> {
  const file = join(temporaryFolder(), 'usage.yaml');
  const accepted = differences.map((difference) => ({ difference, reason: 'fine' }));
  writeFileSync(file, printUsage({ uses: [each], accepted }));
  const engine = createEngine({ dialect, companions: dialect !== 'documented' });
  const { results } = await checkInProcess(engine, undefined, { usage: [file] });
  return results
    .filter(isBad)
    .flatMap((result) => deviationsOf(result).map((each) => `${result.rule.id}:${each.deviation}`));
}

/** Their rules need a cluster, or a broker without paths that every release has. */
const NOT_SHOWN = ['listScope', 'nodeOrder', 'brokerPaths', 'companions'];

describe.each(DIFFERENCE_NAMES.filter((name) => CASES.some(([each]) => each === name)))(
  '%s',
  (name) => {
    const cases = CASES.filter(([each]) => each === name);

    test('what is accepted by the names that usage check prints is no failure', async () => {
      for (const [, tested, release, each] of cases) {
        const names = findDifferences({ uses: [each], accepted: [] }, release)
          .filter(({ releases }) => releases.includes(release))
          .map((finding) => finding.name);
        const shown = `tested with ${tested}, in ${release}`;
        expect(names, shown).not.toEqual([]);
        expect(await deviationsIn(`emqx-${release}`, each, names), shown).toEqual([]);
      }
    });

    test('a rule judges it if the table has one', async () => {
      const found: string[] = [];
      for (const [, , release, each] of cases) {
        found.push(...(await deviationsIn(`emqx-${release}`, each)));
      }
      const isJudged = DEVIATIONS[name].length > 0 && !NOT_SHOWN.includes(name);
      expect(found.length > 0, found.join()).toBe(isJudged);
    });
  },
);

test.each<[DifferenceName, string]>([
  ['companions', 'GET /nodes'],
  ['brokerPaths', 'GET /clients/username/{username}'],
])('%s is accepted where %s is not answered', async (name, request) => {
  const each = use(request, {}, []);
  expect(await deviationsIn('documented', each)).toHaveLength(1);
  expect(await deviationsIn('documented', each, [name])).toEqual([]);
});

test('every difference has an entry, and every rule in it exists', () => {
  expect(Object.keys(DEVIATIONS).toSorted()).toEqual([...DIFFERENCE_NAMES].toSorted());
  const replayed = replayRules(CASES.map(([, , , each]) => each)).map(({ rule }) => rule.id);
  const ids = [...rules.map(({ id }) => id), ...replayed];
  for (const [name, entries] of Object.entries(DEVIATIONS)) {
    for (const [rule] of entries) {
      expect(
        ids.some((id) => rulesNamed(rule).test(id)),
        `${name}: ${rule}`,
      ).toBe(true);
    }
  }
});

test.each([
  ['filters', 'paging/filtered-count', 'count-is-minus-one'],
  ['filters', 'filters/username', 'ignores-case'],
  ['extraFields', 'usage/get-clients-sends-data.recv_msg', 'data-recv-msg-is-absent'],
  ['like', 'filters/_like_clientid', 'is-ignored'],
  ['__proto__', 'list/hasnext', 'is-missing'],
])('%s does not excuse %s:%s', (name, rule, deviation) => {
  expect(isDeviationOf(name, rule, deviation)).toBe(false);
});
