import type { QueryPair } from './decode.js';
import { BrokerCrash } from './query-errors.js';
import { accepted, isPaging, refused } from './query-result.js';
import type { PagingName } from './parameters.js';
import type { Filter, ParsedQuery, QueryRules } from './query-types.js';
import { readAsBroker, readInteger } from './parse-value.js';

/**
 * Reads a query as EMQX 4.x does: parameter by parameter, the first bad value ends it.
 * @throws {BrokerCrash} where that broker crashes (decisions.md#10).
 */
export function parseAsBroker(pairs: readonly QueryPair[], rules: QueryRules): ParsedQuery {
  const filters = new Map<string, Filter>();
  const bounded = new Set<string>();
  let isAmbiguous = false;
  for (const group of inReadingOrder(pairs)) {
    for (const [index, [key, value]] of group.entries()) {
      const parameter = rules.filters.find(({ name }) => name === key);
      if (!parameter) continue;
      const read = readAsBroker(parameter, value);
      if ('problem' in read) return refused(read.problem);
      // decisions.md#14: of one exact filter the last counts; of the others each does.
      const isExact = parameter.operator === 'exact';
      filters.set(isExact ? key : `${key}#${filters.size}`, read.filter);
      if (parameter.kind !== 'time' || index > 0) continue;
      // The second bound of a time takes the variable of the first away, and the search crashes.
      isAmbiguous ||= bounded.has(parameter.field);
      bounded.add(parameter.field);
    }
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
  if (isAmbiguous) throw new BrokerCrash('Failed to search: a time is bounded twice.');
  return accepted(counted, readPaging(pairs, counted));
}

/** @throws {BrokerCrash} where a value is not an integer that the broker can count to. */
function readPaging(
  pairs: readonly QueryPair[],
  filters: readonly Filter[],
): Map<PagingName, bigint> {
  const paging = new Map<PagingName, bigint>();
  for (const [key, value] of pairs) {
    if (!isPaging(key) || paging.has(key)) continue;
    const integer = readInteger(value);
    if (integer === undefined) throw new BrokerCrash(`Failed to read ${key} as an integer.`);
    paging.set(key, integer);
  }
  const limit = paging.get('_limit');
  if (limit !== undefined && !isBrokerLimit(limit, filters)) {
    throw new BrokerCrash(`Failed to search for ${limit} rows.`);
  }
  return paging;
}

/**
 * A broker asks its table for one row more than the limit, as a machine word above zero; but
 * where it walks the table itself, any number will do.
 */
function isBrokerLimit(limit: bigint, filters: readonly Filter[]): boolean {
  return limit >= 0n && (limit + 1n < 1n << 59n || filters.some(isWalked));
}

/** Substrings and the message queue's figures are not searched for by the table. */
const isWalked = ({ parameter }: Filter): boolean =>
  parameter.operator === 'like' || (parameter.operator !== 'exact' && parameter.kind === 'integer');

/**
 * A broker takes a `_gte_` and the `_lte_` of the same field together, where the first stands.
 * Takes time linear to the pairs, of which a request line holds a hundred thousand.
 */
function inReadingOrder(pairs: readonly QueryPair[]): QueryPair[][] {
  const waiting = new Map<string, QueryPair[]>();
  for (const pair of pairs.toReversed()) {
    const known = waiting.get(pair[0]);
    if (known) known.push(pair);
    else waiting.set(pair[0], [pair]);
  }
  const ordered: QueryPair[][] = [];
  for (const pair of pairs) {
    const same = waiting.get(pair[0]);
    if (same?.at(-1) !== pair) continue; // taken already, with its opposite
    same.pop();
    const [, bound, field] = /^_(gte|lte)_(.*)$/s.exec(pair[0]) ?? [];
    const opposite = bound && waiting.get(`_${bound === 'gte' ? 'lte' : 'gte'}_${field}`)?.pop();
    ordered.push(opposite ? [pair, opposite] : [pair]);
  }
  return ordered;
}
