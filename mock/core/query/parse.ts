import { distance } from 'fastest-levenshtein';
import type { QueryPair } from './decode.js';
import { PAGING, type PagingName } from './parameters.js';
import type { ClientsQuery, Filter, ParsedQuery, Problem, QueryRules } from './query.js';
import { readAsBroker, readDocumented, readInteger } from './value.js';

/**
 * Reads the pairs of a query string as a typed query, or as the list of what is wrong with it.
 * @param strict refuse parameters that are not known (decisions.md#15); default is to ignore them.
 */
export function parseQuery(
  pairs: readonly QueryPair[],
  rules: QueryRules,
  strict = false,
): ParsedQuery {
  return rules.reading === 'documented'
    ? parseDocumented(pairs, rules, strict)
    : parseAsBroker(pairs, rules, strict);
}

function parseDocumented(
  pairs: readonly QueryPair[],
  rules: QueryRules,
  strict: boolean,
): ParsedQuery {
  const problems: Problem[] = strict ? unknownParameters(pairs, rules) : [];
  const filters: Filter[] = [];
  const paging = new Map<PagingName, bigint>();
  const seen = new Set<string>();
  for (const [key, value] of pairs) {
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
  return result(problems, filters, paging);
}

function parseAsBroker(
  pairs: readonly QueryPair[],
  rules: QueryRules,
  strict: boolean,
): ParsedQuery {
  const problems: Problem[] = strict ? unknownParameters(pairs, rules) : [];
  if (problems.length > 0) return result(problems, [], new Map());
  const filters = new Map<string, Filter>();
  for (const [index, [key, value]] of inReadingOrder(pairs).entries()) {
    const parameter = rules.filters.find(({ name }) => name === key);
    if (!parameter) continue;
    const read = readAsBroker(parameter, value);
    if ('problem' in read) return result([read.problem], [], new Map());
    // decisions.md#14: of one exact filter the last counts; of the others each does.
    filters.set(parameter.operator === 'exact' ? key : `${key}#${index}`, read.filter);
  }
  const exactFields = new Set(
    [...filters.values()]
      .filter(({ parameter }) => parameter.operator === 'exact')
      .map(({ parameter }) => parameter.field),
  );
  // decisions.md#13: an exact filter silences its _like_ twin.
  const counted = [...filters.values()].filter(
    ({ parameter }) => parameter.operator !== 'like' || !exactFields.has(parameter.field),
  );
  const paging = new Map<PagingName, bigint>();
  for (const [key, value] of pairs) {
    if (!isPaging(key) || paging.has(key)) continue;
    const integer = readInteger(value);
    if (integer === undefined || (key === '_limit' && !isBrokerLimit(integer))) {
      problems.push(problemOf(key, value, 'paging', 'an integer that the broker can count to'));
      break;
    }
    paging.set(key, integer);
  }
  return result(problems, counted, paging);
}

/** A broker asks its table for one row more than the limit, as a machine word above zero. */
const isBrokerLimit = (limit: bigint): boolean => limit >= 0n && limit + 1n < 1n << 59n;

/** A broker takes a `_gte_` and the `_lte_` of the same field together, where the first stands. */
function inReadingOrder(pairs: readonly QueryPair[]): QueryPair[] {
  const left = [...pairs];
  const ordered: QueryPair[] = [];
  for (let pair = left.shift(); pair; pair = left.shift()) {
    ordered.push(pair);
    const [, bound, field] = /^_(gte|lte)_(.*)$/s.exec(pair[0]) ?? [];
    if (bound === undefined) continue;
    const opposite = `_${bound === 'gte' ? 'lte' : 'gte'}_${field}`;
    const at = left.findIndex(([key]) => key === opposite);
    if (at !== -1) ordered.push(...left.splice(at, 1));
  }
  return ordered;
}

function unknownParameters(pairs: readonly QueryPair[], rules: QueryRules): Problem[] {
  const known = [...Object.keys(PAGING), ...rules.filters.map(({ name }) => name)];
  return pairs
    .filter(([key]) => !known.includes(key))
    .map(([key, value]) => {
      return problemOf(key, value, 'unknown', `a known parameter, such as ${nearest(key, known)}`);
    });
}

/** The known name with the fewest letters to change. */
function nearest(name: string, known: readonly string[]): string {
  return known.reduce((best, next) => (distance(name, next) < distance(name, best) ? next : best));
}

function result(
  problems: readonly Problem[],
  filters: readonly Filter[],
  paging: ReadonlyMap<PagingName, bigint>,
): ParsedQuery {
  const [first, ...others] = problems;
  if (first) return { ok: false, problems: [first, ...others] };
  const page = paging.get('_page') ?? BigInt(PAGING._page);
  const limit = paging.get('_limit') ?? BigInt(PAGING._limit);
  const query: ClientsQuery = {
    page: Number(page),
    limit: Number(limit),
    echo: { page: String(page), limit: String(limit) },
    filters,
  };
  return { ok: true, query };
}

const problemOf = (
  parameter: string,
  value: string | true,
  reason: Problem['reason'],
  expected: string,
): Problem => ({ parameter, value: value === true ? null : value, reason, expected });

function isPaging(key: string): key is PagingName {
  return Object.hasOwn(PAGING, key);
}

