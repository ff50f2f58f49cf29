import type { FixtureClient } from '../../test-clients/test-client.js';
import { idsOf, same, type Found, type Hypothesis } from '../shared/check-filter.js';
import type { Selector } from '../shared/filter-table.js';

type Test = (value: string, wanted: string) => boolean;

const hypothesis = (
  of: Selector['of'],
  deviation: string,
  says: string,
  test: Test,
): Hypothesis => ({
  deviation,
  says,
  explains: (wanted, found, clients) =>
    same(
      filter(clients, of, (value) => test(value, wanted)),
      found,
    ),
});

function filter(
  clients: readonly FixtureClient[],
  of: Selector['of'],
  test: (value: string) => boolean,
): Found {
  return new Set(
    clients
      .filter((client) => {
        const value = of(client);
        return value !== undefined && test(String(value));
      })
      .map(({ clientid }) => clientid),
  );
}

const lower = (text: string): string => text.toLowerCase();
const plus = (text: string): string => text.replaceAll('+', ' ');

/** The filter does nothing. */
export const ignored: Hypothesis = {
  deviation: 'is-ignored',
  says: 'is ignored, every client is found',
  explains: (_wanted, found, clients) => same(idsOf(clients), found),
};

/** The filter never finds anything. */
export const nothing: Hypothesis = {
  deviation: 'finds-nothing',
  says: 'finds nothing, whatever the value',
  explains: (_wanted, found) => same(new Set(), found),
};

/** How brokers get an exact filter on text wrong. `others`: fields that it may look at instead. */
export function exactHypotheses(
  { of, parameter }: Selector,
  others: readonly Selector[] = [],
): readonly Hypothesis[] {
  return [
    ignored,
    nothing,
    hypothesis(
      of,
      'ignores-case',
      'ignores case',
      (value, wanted) => lower(value) === lower(wanted),
    ),
    hypothesis(
      of,
      'matches-prefixes',
      'matches the start of the value, not the whole of it',
      (value, wanted) => value.startsWith(wanted),
    ),
    hypothesis(
      of,
      'matches-suffixes',
      'matches the end of the value, not the whole of it',
      (value, wanted) => value.endsWith(wanted),
    ),
    hypothesis(
      of,
      'matches-substrings',
      'matches a part of the value, not the whole of it',
      (value, wanted) => value.includes(wanted),
    ),
    hypothesis(
      of,
      'finds-greater-values',
      'finds the clients of greater values too',
      (value, wanted) => Number(value) >= Number(wanted),
    ),
    hypothesis(
      of,
      'trims',
      'ignores spaces around the value',
      (value, wanted) => value.trim() === wanted.trim(),
    ),
    ...others.map((other) =>
      hypothesis(
        other.of,
        'looks-at-another-field',
        `looks at ${other.parameter} instead of ${parameter}`,
        (value, wanted) => value === wanted,
      ),
    ),
  ];
}

/** How brokers get a substring filter wrong. */
export function likeHypotheses(
  { of, parameter }: Selector,
  others: readonly Selector[] = [],
): readonly Hypothesis[] {
  return [
    ignored,
    nothing,
    {
      deviation: 'is-a-regular-expression',
      says: 'is a regular expression: the value is read as a pattern, not as text',
      telling: true,
      explains: (wanted, found, clients) => {
        const expected = expression(wanted, clients, of);
        if (expected !== 'crash') return same(expected, found);
        // What does not compile is a 5xx, an error, or matches nothing.
        return typeof found === 'string' || found.size === 0;
      },
    },
    hypothesis(of, 'ignores-case', 'ignores case', (value, wanted) =>
      lower(value).includes(lower(wanted)),
    ),
    hypothesis(of, 'matches-only-at-the-start', 'matches only at the start', (value, wanted) =>
      value.startsWith(wanted),
    ),
    hypothesis(of, 'matches-only-at-the-end', 'matches only at the end', (value, wanted) =>
      value.endsWith(wanted),
    ),
    hypothesis(
      of,
      'matches-only-the-whole',
      'matches only the whole value',
      (value, wanted) => value === wanted,
    ),
    hypothesis(
      of,
      'misses-the-whole',
      'does not match the whole value',
      (value, wanted) => value.includes(wanted) && value !== wanted,
    ),
    hypothesis(of, 'takes-wildcards', 'takes % and _ as wildcards, not as text', (value, wanted) =>
      wildcards(wanted).test(value),
    ),
    hypothesis(of, 'trims', 'cuts spaces off the value', (value, wanted) =>
      value.includes(wanted.trim()),
    ),
    hypothesis(of, 'plus-is-a-space', 'reads %2B as a space', (value, wanted) =>
      value.includes(plus(wanted)),
    ),
    ...others.map((other) =>
      hypothesis(
        other.of,
        'looks-at-another-field',
        `looks at ${other.parameter.replace('_like_', '')} instead of ${parameter.replace('_like_', '')}`,
        (value, wanted) => value.includes(wanted),
      ),
    ),
  ];
}

/** What a broker finds that compiles the value; one that does not compile is a crash. */
function expression(wanted: string, clients: readonly FixtureClient[], of: Selector['of']): Found {
  let compiled: RegExp;
  try {
    compiled = new RegExp(wanted);
  } catch {
    return 'crash';
  }
  return filter(clients, of, (value) => compiled.test(value));
}

/** SQL's LIKE, with the value in the middle. */
function wildcards(wanted: string): RegExp {
  const source = [...wanted]
    .map((char) => (char === '%' ? '.*' : char === '_' ? '.' : char.replace(/[^\w\s]/g, '\\$&')))
    .join('');
  return new RegExp(source, 's');
}
