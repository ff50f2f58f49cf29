import { isFilterName, KICK, LIST, LOOKUP } from './vocabulary.js';
import type { Use } from './usage.js';

const is = ({ request }: Use, name: string): boolean => request === name;
const isKnown = ({ with: { client } }: Use): boolean => client?.startsWith('known') === true;

/** The filters of a list request, with their kinds. */
const filtersOf = ({ with: kinds }: Use): string =>
  JSON.stringify(
    Object.entries(kinds)
      .filter(([name]) => isFilterName(name))
      .sort(),
  );

const isFiltered = ({ with: kinds }: Use): boolean => Object.keys(kinds).some(isFilterName);
const isFirstPage = ({ with: { _page: page = 'first' } }: Use): boolean => page === 'first';
const isNextPage = ({ with: { _page: page } }: Use): boolean =>
  page === 'later' || page === 'past the end';

/** The orders that matter: what makes the second request of a pair depend on the first. */
const ORDERS: readonly (readonly [name: string, matches: (first: Use, then: Use) => boolean])[] = [
  [
    'page, then next page',
    (first, then) => isPages(first, then) && !isFiltered(first) && !isFiltered(then),
  ],
  [
    'page, then next page under a filter',
    (first, then) => isPages(first, then) && isFiltered(first),
  ],
  ['list, then lookup', (first, then) => is(first, LIST) && is(then, LOOKUP) && isKnown(then)],
  ['kick, then list', (first, then) => is(first, KICK) && isKnown(first) && is(then, LIST)],
  ['kick, then lookup', (first, then) => is(first, KICK) && isKnown(first) && is(then, LOOKUP)],
  [
    'kick, then kick',
    (first, then) => is(first, KICK) && isKnown(first) && is(then, KICK) && !isKnown(then),
  ],
];

function isPages(first: Use, then: Use): boolean {
  return (
    is(first, LIST) &&
    is(then, LIST) &&
    isFirstPage(first) &&
    isNextPage(then) &&
    filtersOf(first) === filtersOf(then)
  );
}

/** An order, e.g. `kick, then list`: two requests of which the second relies on the first. */
export interface UsedOrder {
  readonly name: string;
  /** Empty: requests outside of a named test. */
  readonly tests: readonly string[];
}

/**
 * The orders in which requests of one test, or those outside of any, can follow each other. They
 * result from the uses alone: requests of parallel tests arrive in any order, and the file must not
 * depend on it.
 */
export function ordersOf(uses: readonly Use[]): readonly UsedOrder[] {
  return ORDERS.flatMap(([name, matches]): UsedOrder[] => {
    const tests = new Set<string>();
    let isUsed = false;
    for (const first of uses) {
      for (const then of uses) {
        if (!matches(first, then)) continue;
        if (first.tests.size === 0 || then.tests.size === 0) {
          isUsed ||= first.tests.size === then.tests.size;
          continue;
        }
        for (const test of first.tests.keys()) if (then.tests.has(test)) tests.add(test);
      }
    }
    return isUsed || tests.size > 0 ? [{ name, tests: [...tests].sort() }] : [];
  });
}
