import type { FixtureClient } from '../../test-clients/test-client.js';
import { type FilterBug, sameResult } from '../shared/check-filter.js';
import { idsOf } from '../shared/known-clients.js';
import { type Filter, matches } from '../shared/filter-table.js';
import { findsNothing, isIgnored } from '../filters/text-filter-bugs.js';
import { IN_MILLISECONDS } from './time-filters.js';

/** Less than the difference of any two time zones, more than the test clients are apart. */
const QUARTER_OF_AN_HOUR = 900;

/**
 * How brokers get a time filter wrong.
 * @param opposite the filter with the other bound on the same field
 * @param otherField the filter with the same bound on the other field
 */
export function timeFilterBugs(
  filter: Filter,
  opposite: Filter,
  otherField: Filter,
): readonly FilterBug[] {
  const isUpper = filter.comparison === 'at-most';
  const seconds = (client: FixtureClient): number => Number(filter.clientValue(client));
  const test = (value: number, wanted: string): boolean =>
    matches(filter.comparison, value, wanted);
  const bug = (
    deviation: string,
    does: string,
    finds: (value: number, wanted: string, client: FixtureClient) => boolean,
  ): FilterBug => ({
    deviation,
    does,
    explains: (wanted, found, clients) =>
      sameResult(idsOf(clients.filter((client) => finds(seconds(client), wanted, client))), found),
  });
  /** A broker that works in milliseconds may or may not find the clients of the `edge`. */
  const bugWithEdge = (
    deviation: string,
    does: string,
    finds: (value: number, wanted: number) => boolean,
    edge: (value: number, wanted: number) => boolean,
  ): FilterBug => ({
    deviation,
    does,
    distinctive: true,
    explains: (wanted, found, clients) =>
      typeof found !== 'string' &&
      clients.every((client) => {
        const [value, bound] = [seconds(client), Number(wanted)];
        return edge(value, bound) || found.has(client.clientid) === finds(value, bound);
      }),
  });
  const fieldOf = ({ parameter }: Filter): string => parameter.replace(/^_.te_/, '');
  return [
    bugWithEdge(
      'takes-milliseconds',
      IN_MILLISECONDS,
      (value, wanted) => test(value * 1000, String(wanted)),
      (value, wanted) => Math.floor(wanted / 1000) === value,
    ),
    isUpper
      ? bugWithEdge(
          'misses-its-own-second',
          'misses clients of exactly the requested second',
          (value, wanted) => value < wanted,
          // In milliseconds, a client of the first millisecond of the second is found.
          (value, wanted) => value === wanted,
        )
      : {
          ...bug(
            'misses-its-own-second',
            'misses clients of exactly the requested second: it compares with > instead of >=',
            (value, wanted) => value > Number(wanted),
          ),
          distinctive: true,
        },
    bug(
      'is-swapped',
      `works the other way round: it finds the clients ${isUpper ? 'after' : 'before'} the time (the documentation swaps the descriptions of _gte_ and _lte_; their names are right)`,
      (value, wanted) => matches(opposite.comparison, value, wanted),
    ),
    bug('is-swapped', 'works the other way round', (value, wanted) =>
      isUpper ? value > Number(wanted) : value < Number(wanted),
    ),
    bug(
      'looks-at-another-field',
      `looks at ${fieldOf(otherField)} instead of ${fieldOf(filter)}`,
      (_value, wanted, client) => test(Number(otherField.clientValue(client)), wanted),
    ),
    bug('compares-text', 'compares strings, not numbers', (value, wanted) =>
      isUpper ? String(value) <= wanted : String(value) >= wanted,
    ),
    bug(
      'is-one-second-off',
      'is off by one second: it also finds clients one second beyond the bound',
      (value, wanted) => test(value + (isUpper ? -1 : 1), wanted),
    ),
    bug(
      'is-exact',
      'finds only clients of exactly the requested second',
      (value, wanted) => value === Number(wanted),
    ),
    isIgnored,
    findsNothing,
    ...(['later', 'earlier'] as const).map((shift) =>
      bug(
        'is-in-another-time-zone',
        `does not agree with the times shown: it treats clients as ${shift} than they show, as if in another time zone`,
        (value, wanted) =>
          test(value + (shift === 'later' ? QUARTER_OF_AN_HOUR : -QUARTER_OF_AN_HOUR), wanted),
      ),
    ),
  ];
}
