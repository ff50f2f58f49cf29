import type { FilterParameter, PagingName } from './parameters.js';
import {
  accepted,
  isPaging,
  readInteger,
  type ReadValue,
  refused,
  unknownParameters,
} from './parse.js';
import {
  BrokerCrash,
  type BrokerType,
  type Filter,
  type ParsedQuery,
  type QueryPair,
  type QueryRules,
  type QueryValue,
} from './query-types.js';

/**
 * Reads a query as EMQX 4.x does: parameter by parameter, the first bad value ends it.
 * @param allowed refuse unknown parameters, except these (decisions.md#15), which no broker does.
 * @throws {BrokerCrash} where that broker crashes (decisions.md#10).
 */
export function parseAsBroker(
  pairs: readonly QueryPair[],
  rules: QueryRules,
  allowed?: ReadonlySet<string>,
): ParsedQuery {
  const [unknown, ...others] = allowed ? unknownParameters(pairs, rules, allowed) : [];
  if (unknown) return refused(unknown, ...others);
  const filters = new Map<string, Filter>();
  const bounded = new Set<string>();
  let isAmbiguous = false;
  const parameters = new Map(rules.filters.map((filter) => [filter.name, filter]));
  for (const group of inReadingOrder(pairs.filter(([key]) => parameters.has(key)))) {
    for (const [index, [key, value]] of group.entries()) {
      const parameter = parameters.get(key);
      if (!parameter) continue;
      const read = readAsBroker(parameter, value);
      if ('problem' in read) return refused(read.problem);
      // decisions.md#14: of one exact filter the last counts; of the others each does.
      const isExact = parameter.operator === 'exact';
      filters.set(isExact ? key : `${key}#${filters.size}`, read.filter);
      if (parameter.kind !== 'time' || index > 0) continue;
      // The second bound of a time replaces the variable of the first, and the search crashes.
      isAmbiguous ||= bounded.has(parameter.field);
      bounded.add(parameter.field);
    }
  }
  const exactFields = new Set(
    [...filters.values()]
      .filter(({ parameter }) => parameter.operator === 'exact')
      .map(({ parameter }) => parameter.field),
  );
  // decisions.md#13: an exact filter disables its _like_ twin.
  const counted = [...filters.values()].filter(
    ({ parameter }) => parameter.operator !== 'like' || !exactFields.has(parameter.field),
  );
  if (isAmbiguous) throw new BrokerCrash('Failed to search: a time is bounded twice.');
  return accepted(counted, readPaging(pairs, counted, rules));
}

/** @throws {BrokerCrash} for a value that is not an integer, or too large. */
function readPaging(
  pairs: readonly QueryPair[],
  filters: readonly Filter[],
  rules: QueryRules,
): Map<PagingName, string> {
  const paging = new Map<PagingName, string>();
  let limit: bigint | undefined;
  for (const [key, value] of pairs) {
    if (!isPaging(key) || paging.has(key)) continue;
    const integer = readInteger(value);
    if (typeof value !== 'string' || integer === undefined) {
      throw new BrokerCrash(`Failed to read ${key} as an integer.`);
    }
    paging.set(key, value);
    if (key === '_limit') limit = integer;
  }
  if (limit !== undefined && !isBrokerLimit(limit, filters, rules)) {
    throw new BrokerCrash(`Failed to search for ${Number(limit)} rows.`);
  }
  return paging;
}

/**
 * A broker asks its table for one row more than the limit, as a machine word above zero; but
 * if it walks the table itself, any number is accepted.
 */
function isBrokerLimit(
  limit: bigint,
  filters: readonly Filter[],
  { zeroLimit, hugeLimit }: QueryRules,
): boolean {
  if (limit <= 0n) return limit === 0n && zeroLimit === 'no rows';
  return hugeLimit === 'accepted' || limit + 1n < 1n << 59n || filters.some(isWalked);
}

/** Substrings, topics and the message queue's figures are not searched for by the table. */
const isWalked = ({ parameter }: Filter): boolean =>
  ['like', 'match'].includes(parameter.operator) ||
  (parameter.operator !== 'exact' && parameter.kind === 'integer');

/**
 * A broker reads a `_gte_` and the `_lte_` of the same field together, at the place of the first.
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
    const opposite = waiting.get(oppositeOf(pair[0]) ?? '')?.pop();
    ordered.push(opposite ? [pair, opposite] : [pair]);
  }
  return ordered;
}

/** The other bound's name; `undefined` if the name is not that of a bound. */
function oppositeOf(name: string): string | undefined {
  if (name.startsWith('_gte_')) return `_lte_${name.slice(5)}`;
  return name.startsWith('_lte_') ? `_gte_${name.slice(5)}` : undefined;
}

/** Erlang's bound on a symbol's length, in characters. */
const ATOM_CHARACTERS = 255;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Symbols that match any value in the table search (ETS match specification) of a broker. */
const WILDCARD = /^(?:_|\$(?:0|[1-9]\d*))$/;
/** This one means the row's key, which no value equals. */
const KEY_VARIABLE = '$1';

/**
 * Reads a value as EMQX does: enums are any symbol, an address is integers between dots. A key
 * without `=` is the symbol `true`, as cowboy reads it.
 */
export function readAsBroker(parameter: FilterParameter, raw: QueryValue): ReadValue {
  const value = typeof raw === 'object' ? raw.json : raw;
  const wrong = (type: BrokerType): ReadValue => ({
    problem: {
      parameter: parameter.name,
      value: typeof value === 'string' ? value : null,
      reason: 'type',
      expected: `a value of type ${type}`,
      broker: { value, type },
    },
  });
  switch (parameter.kind) {
    case 'text':
      if (typeof value !== 'string') return { filter: { parameter, kind: 'no text' } };
      return { filter: { parameter, kind: 'text', value } };
    case 'atom': {
      const atom = typeof value === 'boolean' || value === null ? String(value) : value;
      if (typeof atom !== 'string') return wrong('atom');
      if ([...atom].length > ATOM_CHARACTERS || LONE_SURROGATE.test(atom)) return wrong('atom');
      if (WILDCARD.test(atom) && atom !== KEY_VARIABLE) {
        return { filter: { parameter, kind: 'any' } };
      }
      return { filter: { parameter, kind: 'text', value: atom } };
    }
    case 'ip': {
      const integers = typeof value === 'string' ? value.split('.').map(readInteger) : [undefined];
      if (integers.includes(undefined)) return wrong('ip');
      return { filter: { parameter, kind: 'text', value: integers.join('.') } };
    }
    case 'integer':
    case 'time': {
      const integer = Number.isInteger(value) ? Number(value) : readInteger(value);
      if (integer === undefined) return wrong(parameter.kind === 'time' ? 'timestamp' : 'integer');
      return { filter: { parameter, kind: 'number', value: Number(integer) } };
    }
  }
}
