import type { FixtureClient } from '../../test-clients/test-client.js';
import { type FilterBug, type FilterResult, sameResult } from '../shared/check-filter.js';
import { idsOf } from '../shared/known-clients.js';
import type { Filter } from '../shared/filter-table.js';

type ClientValue = Filter['clientValue'];
type Test = (value: string, wanted: string) => boolean;

/** What a filter finds that compares `clientValue` with `test`. */
const find = (
  clients: readonly FixtureClient[],
  clientValue: ClientValue,
  test: (value: string) => boolean,
): FilterResult =>
  idsOf(
    clients.filter((client) => {
      const value = clientValue(client);
      return value !== undefined && test(String(value));
    }),
  );

const createBug =
  (clientValue: ClientValue) =>
  (deviation: string, does: string, test: Test): FilterBug => ({
    deviation,
    does,
    explains: (wanted, found, clients) =>
      sameResult(
        find(clients, clientValue, (value) => test(value, wanted)),
        found,
      ),
  });

const lower = (text: string): string => text.toLowerCase();

export const isIgnored: FilterBug = {
  deviation: 'is-ignored',
  does: 'is ignored, every client is found',
  explains: (_wanted, found, clients) => sameResult(idsOf(clients), found),
};

export const findsNothing: FilterBug = {
  deviation: 'finds-nothing',
  does: 'finds nothing, for any value',
  explains: (_wanted, found) => sameResult(new Set(), found),
};

/** The filter compares other members of a client. */
const looksAtAnother = (
  { parameter }: Filter,
  others: readonly Filter[],
  test: Test,
): readonly FilterBug[] =>
  others.map((other) => {
    const [wrong, right] = [other.parameter, parameter].map((name) => name.replace('_like_', ''));
    const does = `looks at ${String(wrong)} instead of ${String(right)}`;
    return createBug(other.clientValue)('looks-at-another-field', does, test);
  });

/** How brokers get an exact filter wrong. `others`: fields that it may look at instead. */
export function exactFilterBugs(
  filter: Filter,
  others: readonly Filter[] = [],
): readonly FilterBug[] {
  const bug = createBug(filter.clientValue);
  return [
    isIgnored,
    findsNothing,
    bug('ignores-case', 'ignores case', (value, wanted) => lower(value) === lower(wanted)),
    bug(
      'matches-prefixes',
      'matches the start of the value, not the whole value',
      (value, wanted) => value.startsWith(wanted),
    ),
    bug('matches-suffixes', 'matches the end of the value, not the whole value', (value, wanted) =>
      value.endsWith(wanted),
    ),
    bug('matches-substrings', 'matches a part of the value, not the whole value', (value, wanted) =>
      value.includes(wanted),
    ),
    bug(
      'finds-greater-values',
      'also finds the clients with greater values',
      (value, wanted) => Number(value) >= Number(wanted),
    ),
    bug(
      'trims',
      'ignores spaces around the value',
      (value, wanted) => value.trim() === wanted.trim(),
    ),
    ...looksAtAnother(filter, others, (value, wanted) => value === wanted),
  ];
}

/** How brokers get a substring filter wrong. */
export function likeFilterBugs(
  filter: Filter,
  others: readonly Filter[] = [],
): readonly FilterBug[] {
  const bug = createBug(filter.clientValue);
  return [
    isIgnored,
    findsNothing,
    {
      deviation: 'is-a-regular-expression',
      does: 'is a regular expression: the value is read as a pattern, not as text',
      distinctive: true,
      explains: (wanted, found, clients) => {
        const pattern = compile(wanted);
        if (pattern) {
          return sameResult(
            find(clients, filter.clientValue, (value) => pattern.test(value)),
            found,
          );
        }
        // A pattern that does not compile is a 5xx, is refused or matches nothing.
        return typeof found === 'string' || found.size === 0;
      },
    },
    bug('ignores-case', 'ignores case', (value, wanted) => lower(value).includes(lower(wanted))),
    bug('matches-only-at-the-start', 'matches only at the start', (value, wanted) =>
      value.startsWith(wanted),
    ),
    bug('matches-only-at-the-end', 'matches only at the end', (value, wanted) =>
      value.endsWith(wanted),
    ),
    bug(
      'matches-only-the-whole',
      'matches only the whole value',
      (value, wanted) => value === wanted,
    ),
    bug(
      'misses-the-whole',
      'does not match the whole value',
      (value, wanted) => value.includes(wanted) && value !== wanted,
    ),
    bug('takes-wildcards', 'treats % and _ as wildcards, not as text', (value, wanted) =>
      sqlPattern(wanted).test(value),
    ),
    bug('trims', 'trims spaces from the value', (value, wanted) => value.includes(wanted.trim())),
    bug('plus-is-a-space', 'reads %2B as a space', (value, wanted) =>
      value.includes(wanted.replaceAll('+', ' ')),
    ),
    ...looksAtAnother(filter, others, (value, wanted) => value.includes(wanted)),
  ];
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern);
  } catch {
    return undefined;
  }
}

/** SQL's LIKE, which finds the value anywhere. */
function sqlPattern(wanted: string): RegExp {
  const source = [...wanted]
    .map((char) => (char === '%' ? '.*' : char === '_' ? '.' : char.replace(/[^\w\s]/g, '\\$&')))
    .join('');
  return new RegExp(source, 's');
}
