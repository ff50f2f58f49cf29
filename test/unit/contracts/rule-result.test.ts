import { expect, test } from 'vitest';
import { type Verdict, applyProfile } from '../../../contracts/runner/rule-result.js';
import type { KnownDeviation } from '../../../contracts/profiles/profile.js';

const found = (...names: string[]): Verdict => ({
  kind: 'judged',
  deviations: names.map((deviation) => ({ deviation, message: deviation, expected: 1, got: 2 })),
});
const listed = (deviation?: string, more: Partial<KnownDeviation> = {}): KnownDeviation => ({
  rule: 'list/x',
  reason: 'tolerated',
  ...(deviation && { deviation }),
  ...more,
});
const ended = (kind: 'skip' | 'error', ...names: string[]): Verdict => ({
  ...found(...names),
  kind,
  reason: 'why',
});

test.each([
  ['nothing found, nothing listed', found(), [], 'pass'],
  ['a deviation that is not listed', found('a'), [], 'fail'],
  ['a deviation that is listed', found('a'), [listed('a')], 'known'],
  ['another deviation than the listed one', found('b'), [listed('a')], 'fail'],
  ['the listed one and another', found('a', 'b'), [listed('a')], 'fail'],
  ['two, both listed', found('a', 'b'), [listed('a'), listed('b')], 'known'],
  ['one of two that are listed', found('a'), [listed('a'), listed('b')], 'fixed'],
  ['nothing, and one is listed', found(), [listed('a')], 'fixed'],
  [
    'nothing, and one is listed that shows sometimes',
    found(),
    [listed('a', { sometimes: true })],
    'pass',
  ],
  ['any, and the rule as a whole is listed', found('a', 'b'), [listed()], 'known'],
  ['nothing, and the rule as a whole is listed', found(), [listed()], 'fixed'],
  ['a skip', ended('skip'), [], 'skip'],
  ['a skip of a rule with a listed deviation', ended('skip'), [listed('a')], 'skip'],
  ['a skip after a deviation', ended('skip', 'a'), [], 'fail'],
  ['an error', ended('error'), [listed('a')], 'error'],
  ['an error after a deviation that is not listed', ended('error', 'b'), [listed('a')], 'fail'],
] as const)('the outcome of %s', (_what, verdict, entries, outcome) => {
  expect(applyProfile(verdict, entries).outcome).toBe(outcome);
});

test('a fixed result names the entries that no longer show', () => {
  const entries = [listed('a'), listed('b')];
  expect(applyProfile(found('a'), entries)).toMatchObject({ fixed: [entries[1]] });
});
