import { distance } from 'fastest-levenshtein';
import type { QueryPair } from './decode.js';
import { accepted, isPaging, problemOf, refused } from './query-result.js';
import { PAGING, type PagingName } from './parameters.js';
import { parseAsBroker } from './parse-as-broker.js';
import type { Filter, ParsedQuery, Problem, QueryRules } from './query-types.js';
import { readDocumented, readInteger } from './parse-value.js';

/** More problems than this are not told: nobody reads on, and a request line holds 100,000. */
const MAX_PROBLEMS = 100;

/**
 * Reads the pairs of a query string as a typed query, or as the list of what is wrong with it.
 * @param strict refuse parameters that are not known (decisions.md#15); default is to ignore them.
 * @throws {BrokerCrash} where the dialect's broker crashes (decisions.md#10).
 */
export function parseQuery(
  pairs: readonly QueryPair[],
  rules: QueryRules,
  strict = false,
): ParsedQuery {
  const unknown = strict ? unknownParameters(pairs, rules) : [];
  if (rules.reading === 'documented') return parseDocumented(pairs, rules, unknown);
  const [first, ...others] = unknown;
  return first ? refused(first, ...others) : parseAsBroker(pairs, rules);
}

function parseDocumented(
  pairs: readonly QueryPair[],
  rules: QueryRules,
  unknown: readonly Problem[],
): ParsedQuery {
  const problems = [...unknown];
  const filters: Filter[] = [];
  const paging = new Map<PagingName, bigint>();
  const seen = new Set<string>();
  for (const [key, value] of pairs) {
    if (problems.length >= MAX_PROBLEMS) break;
    const filter = rules.filters.find(({ name }) => name === key);
    if (!filter && !isPaging(key)) continue;
    if (seen.has(key)) {
      // decisions.md#14
      problems.push(problemOf(key, value, 'repeated', `${key} once`));
      continue;
    }
    seen.add(key);
    if (filter) {
      const read = readDocumented(filter, value);
      if ('filter' in read) filters.push(read.filter);
      else problems.push(read.problem);
    } else if (isPaging(key)) {
      const integer = readInteger(value);
      // decisions.md#8, #9, #10
      if (integer === undefined || integer < 1n || integer > Number.MAX_SAFE_INTEGER) {
        const expected = `an integer from 1 to ${Number.MAX_SAFE_INTEGER}`;
        problems.push(problemOf(key, value, 'paging', expected));
      } else paging.set(key, integer);
    }
  }
  const [first, ...others] = problems;
  return first ? refused(first, ...others) : accepted(filters, paging);
}

function unknownParameters(pairs: readonly QueryPair[], rules: QueryRules): Problem[] {
  const known = knownParameters(rules);
  return pairs
    .filter(([key]) => !known.includes(key))
    .slice(0, MAX_PROBLEMS)
    .map(([key, value]) => {
      const expected = `a known parameter, such as ${nearestParameter(key, rules)}`;
      return problemOf(key, value, 'unknown', expected);
    });
}

const knownParameters = (rules: QueryRules): string[] => [
  ...Object.keys(PAGING),
  ...rules.filters.map(({ name }) => name),
];

/** The known parameter whose name has the fewest letters to change. */
export function nearestParameter(name: string, rules: QueryRules): string {
  return knownParameters(rules).reduce((best, next) =>
    distance(name, next) < distance(name, best) ? next : best,
  );
}
