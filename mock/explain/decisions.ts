import { ERROR_CODES } from '../../openapi/index.js';
import type { Dialect } from '../core/releases/dialect.js';
import { PAGING } from '../core/query/parameters.js';
import { isKnown } from '../core/query/parse.js';
import type { ClientsQuery, ParsedQuery, Problem, QueryPair } from '../core/query/query-types.js';
import type { Explanation } from './explanation.js';

const isBroker = ({ query }: Dialect): boolean => query.reading === 'broker';

/** A sentence; one for the documents and one for real brokers; or one that depends on more. */
type Says = string | readonly [documented: string, broker: string] | ((dialect: Dialect) => string);

/** What each decision says about a response, in the dialect that gave it. */
const SAYS: Readonly<Record<number, Says>> = {
  1: '_gte_ keeps what is at or after the value, although its description says otherwise.',
  2: '_lte_ keeps what is at or before the value, although its description says otherwise.',
  3: ({ query }) =>
    query.timeUnit === 'milliseconds'
      ? 'Times in filters are Unix milliseconds here: a value in seconds lies in 1970.'
      : query.shownSecond === 'included'
        ? 'Times in filters are Unix seconds, and a client shown at second T matches _gte_ and _lte_ of T.'
        : 'Times in filters are Unix seconds, compared with milliseconds: a client shown at second T seldom matches _lte_ of T.',
  5: `Page 1 of ${PAGING._limit} rows is the default.`,
  6: ({ countUnderFilter }) =>
    countUnderFilter === -1
      ? 'Under a filter meta.count is -1: the matches are not counted.'
      : 'meta.count is the number of clients that match, on all pages together.',
  8: ['A page below 1 is refused.', 'A page below 1 is page 1.'],
  9: ({ query }) =>
    query.reading === 'documented'
      ? 'A limit of 0 is refused.'
      : query.zeroLimit === 'crashes'
        ? 'A limit of 0 crashes the broker.'
        : 'A limit of 0 returns no rows.',
  10: [
    'A page or a limit that is not an integer is refused.',
    'A page or a limit that is not an integer crashes the broker.',
  ],
  11: `A limit above ${PAGING._limit} is taken as it is.`,
  12: 'A page past the end is empty, not an error.',
  13: [
    'All filters must hold, a _like_ filter and its exact twin included.',
    'All filters must hold, but an exact filter disables its _like_ twin.',
  ],
  14: [
    'A parameter may be given once.',
    'If a parameter is repeated, the first counts for paging, the last for an exact filter; all of the others count.',
  ],
  15: 'An unknown parameter is ignored, unless the mock is strict.',
  16: (dialect) =>
    isBroker(dialect) && dialect.wrongType === 'refused'
      ? 'A value of the wrong type is code 108.'
      : `A value of the wrong type ${isBroker(dialect) ? 'crashes the broker' : 'is refused'}.`,
  17: [
    'A value that the documents do not list is refused.',
    'Any value is accepted, listed or not.',
  ],
  18: ({ query }) =>
    query.emptyLike === 'crashes'
      ? 'An empty _like_ value crashes the broker once it is compared.'
      : 'An empty _like_ value is in every text.',
  19: ({ query }) =>
    query.like === 'text'
      ? '_like_ searches the literal text, case-sensitive: no wildcard, no regular expression.'
      : `_like_ is a ${query.like}, over bytes.`,
  20: 'Exact filters compare the whole value, case-sensitive.',
  21: 'A client without a user name is shown as "undefined", and is not found by that.',
  22: 'The lookup of an unknown client is a success without rows.',
  23: ({ answers }) =>
    answers.unknownKick('').code === ERROR_CODES.clientOffline
      ? 'The kick of an unknown client is code 112.'
      : 'The kick of an unknown client is a success.',
  24: 'A request without valid credentials gets HTTP 401, for any path.',
  25: 'A path or method that the documents do not name is HTTP 404.',
  27: 'Percent-encoding is undone once; in a query, + is a space.',
  29: 'The proto_name of an MQTT 3.1 client is MQIsdp.',
  36: 'An IPv6 address is compared as an address, in any spelling.',
  39: 'An empty value of an exact filter finds nothing.',
  44: 'The paths beside /clients are answered from the same state, as real releases answer them.',
};

/** The decisions of those numbers, in ascending order, each once. */
export function decisionsOf(numbers: Iterable<number>, dialect: Dialect): Explanation['decisions'] {
  return [...new Set(numbers)]
    .sort((a, b) => a - b)
    .flatMap((number) => {
      const found = SAYS[number];
      if (found === undefined) return [];
      const says = typeof found === 'function' ? found(dialect) : found;
      const text = typeof says === 'string' ? says : says[isBroker(dialect) ? 1 : 0];
      return [{ decision: `decisions.md#${number}`, says: text }];
    });
}

/** The decisions that apply to a query. */
export function decisionsInQuery(
  pairs: readonly QueryPair[],
  parsed: ParsedQuery,
  { query: rules }: Dialect,
): number[] {
  const names = pairs.map(([name]) => name);
  const different = [...new Set(names)];
  const known = different.filter((name) => isKnown(name, rules));
  const numbers = parsed.ok ? decisionsOfFilters(parsed.query) : parsed.problems.flatMap(ofProblem);
  if (known.length < different.length) numbers.push(15);
  if (known.some((name) => names.indexOf(name) !== names.lastIndexOf(name))) numbers.push(14);
  if (!names.includes('_page') || !names.includes('_limit')) numbers.push(5);
  return numbers;
}

function decisionsOfFilters({ filters, page, limit }: ClientsQuery): number[] {
  const numbers: number[] = [];
  if (filters.length > 0) numbers.push(6);
  if (filters.length > 1) numbers.push(13);
  if (page < 1) numbers.push(8);
  if (limit === 0) numbers.push(9);
  if (limit > PAGING._limit) numbers.push(11);
  for (const filter of filters) {
    const { operator, kind, field, values } = filter.parameter;
    const value = 'value' in filter ? filter.value : undefined;
    if (operator === 'gte') numbers.push(1);
    if (operator === 'lte') numbers.push(2);
    if (kind === 'time') numbers.push(3);
    if (operator === 'like') numbers.push(value === '' ? 18 : 19);
    if (operator === 'exact' && kind === 'text' && !values) numbers.push(value === '' ? 39 : 20);
    if (field === 'username') numbers.push(21);
    if (kind === 'ip' && String(value).includes(':')) numbers.push(36);
    if (value === 'MQIsdp') numbers.push(29);
  }
  return numbers;
}

const OF_REASON = { type: 16, enum: 17, repeated: 14, unknown: 15 } as const;

function ofProblem({ reason, parameter, value }: Problem): number[] {
  if (reason !== 'paging') return [OF_REASON[reason]];
  if (!/^[+-]?\d+$/.test(value ?? '')) return [10];
  return parameter === '_page' ? [8] : [/^[+-]?0+$/.test(value ?? '') ? 9 : 10];
}
