import ipaddr from 'ipaddr.js';
import { nearest } from '../nearest.js';
import { type FilterParameter, PAGING, type PagingName } from './parameters.js';
import type {
  Filter,
  ParsedQuery,
  Problem,
  QueryPair,
  QueryRules,
  QueryValue,
} from './query-types.js';

/** What front ends add to a URL to bypass caches, such as jQuery and axios set-ups do. */
export const CACHE_BUSTER = '_';

/** At most this many problems are reported: a request line holds 100,000. */
const MAX_PROBLEMS = 100;

/**
 * Reads the pairs of a query as the documents promise it: every problem is reported.
 * @param allowed refuse unknown parameters, except these (decisions.md#15); default: ignore them.
 */
export function parseQuery(
  pairs: readonly QueryPair[],
  rules: QueryRules,
  allowed?: ReadonlySet<string>,
): ParsedQuery {
  const problems = allowed ? unknownParameters(pairs, rules, allowed) : [];
  const filters: Filter[] = [];
  const paging = new Map<PagingName, string>();
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
      const read = readValue(filter, value);
      if ('filter' in read) filters.push(read.filter);
      else problems.push(read.problem);
    } else if (isPaging(key)) {
      const integer = readInteger(value);
      // decisions.md#8, #9, #10
      const isPage = integer !== undefined && integer >= 1n && integer <= Number.MAX_SAFE_INTEGER;
      if (typeof value !== 'string' || !isPage) {
        const expected = `an integer from 1 to ${Number.MAX_SAFE_INTEGER}`;
        problems.push(problemOf(key, value, 'paging', expected));
      } else paging.set(key, value);
    }
  }
  const [first, ...others] = problems;
  return first ? refused(first, ...others) : accepted(filters, paging);
}

export type ReadValue = { readonly filter: Filter } | { readonly problem: Problem };

/** A value of the wrong type, or one that the documents do not list, is a problem. */
export function readValue(parameter: FilterParameter, raw: QueryValue): ReadValue {
  const value = typeof raw === 'string' ? raw : '';
  const problem = (reason: Problem['reason'], expected: string): ReadValue => ({
    problem: problemOf(parameter.name, raw, reason, expected),
  });
  if (parameter.values && !parameter.values.includes(value)) {
    return problem('enum', `one of ${parameter.values.join(', ')}`);
  }
  switch (parameter.kind) {
    case 'text':
    case 'atom':
      return { filter: { parameter, kind: 'text', value } };
    case 'ip': {
      const address = canonicalAddress(value);
      if (address === undefined) return problem('type', 'an IPv4 or IPv6 address');
      return { filter: { parameter, kind: 'text', value: address } };
    }
    case 'integer':
    case 'time': {
      const integer = readInteger(value);
      if (integer === undefined) {
        return problem('type', parameter.kind === 'time' ? 'a Unix time in seconds' : 'an integer');
      }
      return { filter: { parameter, kind: 'number', value: Number(integer) } };
    }
  }
}

const INTEGER = /^[+-]?\d+$/;

/** An integer of more digits lies beyond all that a number can be: it is read as one of this length. */
const MOST_DIGITS = 400;

/** Reads an integer as a broker does: with or without a sign and leading zeros. */
export function readInteger(text: unknown): bigint | undefined {
  if (typeof text !== 'string' || !INTEGER.test(text)) return undefined;
  return BigInt(text.length <= MOST_DIGITS ? text : digitsOf(text).slice(0, MOST_DIGITS));
}

/**
 * Reads an address to compare: IPv4 in four decimal parts, or IPv6 in any spelling, the same
 * text for the same address; `undefined` if the text is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toString();
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).toString() : undefined;
}

/** The query that was understood; paging parameters that were not given have their defaults. */
export function accepted(
  filters: readonly Filter[],
  /** Integers, as they were sent. */
  paging: ReadonlyMap<PagingName, string>,
): ParsedQuery {
  const [page, limit] = (['_page', '_limit'] as const).map((name) =>
    digitsOf(paging.get(name) ?? String(PAGING[name])),
  ) as [string, string];
  return {
    ok: true,
    query: { page: Number(page), limit: Number(limit), echo: { page, limit }, filters },
  };
}

/** An integer without a plus and leading zeros. To print it from a number of any size takes long. */
function digitsOf(integer: string): string {
  const [, sign, digits = ''] = /^([+-]?)0*(\d+)$/.exec(integer) ?? [];
  return sign === '-' && digits !== '0' ? `-${digits}` : digits;
}

export function refused(first: Problem, ...others: readonly Problem[]): ParsedQuery {
  return { ok: false, problems: [first, ...others] };
}

function problemOf(
  parameter: string,
  value: QueryValue,
  reason: Problem['reason'],
  expected: string,
): Problem {
  return { parameter, value: typeof value === 'string' ? value : null, reason, expected };
}

export function isPaging(key: string): key is PagingName {
  return Object.hasOwn(PAGING, key);
}

/** Whether the name is a parameter of `GET /clients`. */
export const isKnown = (name: string, rules: QueryRules): boolean =>
  isPaging(name) || rules.filters.some((filter) => filter.name === name);

export function unknownParameters(
  pairs: readonly QueryPair[],
  rules: QueryRules,
  allowed: ReadonlySet<string>,
): Problem[] {
  return pairs
    .filter(([key]) => !isKnown(key, rules) && !allowed.has(key))
    .slice(0, MAX_PROBLEMS)
    .map(([key, value]) => {
      const expected = `a known parameter, such as ${nearestParameter(key, rules)}`;
      return problemOf(key, value, 'unknown', expected);
    });
}

/** Characters of an unknown name that are compared: a request line holds a very long one. */
const MOST_COMPARED = 100;

/** The known parameter whose name has the fewest letters to change. */
export function nearestParameter(name: string, rules: QueryRules): string {
  const known = [...Object.keys(PAGING), ...rules.filters.map((filter) => filter.name)];
  return nearest(name.slice(0, MOST_COMPARED), known) ?? '';
}
