import type { ColumnField, LikeField } from '../chunk/chunk.js';
import type { Condition } from '../chunk/column.js';
import type { StoredClient } from '../client.js';
import { finish, type Steps } from '../steps.js';
import { hasRawBytes, toBytes } from './decode.js';
import { compileExpression } from './expression.js';
import { canonicalAddress } from './parse.js';
import { BrokerCrash, type Filter, MockLimit, type QueryRules } from './query-types.js';

/** A broker accepts repeated filters (decisions.md#14); each is compared with every row. */
const MAX_FILTERS = 64;

/** One filter, ready to run over many clients. */
export interface Matcher extends Condition {
  readonly filter: Filter;
  /** Whose value is compared. */
  readonly field: ColumnField;
  /** The predicate throws: then no row may be skipped. */
  readonly crashes?: true;
}

export const isMatch = ({ field, accepts }: Matcher, client: StoredClient): boolean =>
  accepts(client[field] as never);

/**
 * Makes the predicates of a query, in the order in which a broker compares: what its table search
 * knows, then substrings, then the figures of the message queue.
 * @param timer milliseconds, from any start; ends a search by expression that takes too long.
 * @throws {BrokerCrash | MockLimit} for an expression that cannot be compiled; so may the predicates.
 * @throws {MockLimit} for too many filters in one request.
 */
export function createMatchers(
  filters: readonly Filter[],
  rules: QueryRules,
  timer: () => number = () => 0,
): Matcher[] {
  return finish(createMatchersInSteps(filters, rules, timer));
}

/** {@link createMatchers} in steps: a large expression takes two milliseconds. */
export function* createMatchersInSteps(
  filters: readonly Filter[],
  rules: QueryRules,
  timer: () => number = () => 0,
): Steps<Matcher[]> {
  if (filters.length > MAX_FILTERS) {
    throw new MockLimit(
      `${filters.length} filters: expected at most ${MAX_FILTERS} in one request`,
    );
  }
  const matchers: Matcher[] = [];
  for (const filter of filters) {
    const matcher = createMatcher(filter, rules, timer);
    matchers.push(matcher);
    if (filter.parameter.operator === 'like' && matcher.contains === undefined) yield;
  }
  return matchers.sort((a, b) => rankOf(a.filter) - rankOf(b.filter));
}

function rankOf({ parameter: { operator, kind } }: Filter): number {
  if (operator === 'like') return 1;
  return operator !== 'exact' && kind === 'integer' ? 2 : 0;
}

function createMatcher(filter: Filter, rules: QueryRules, timer: () => number): Matcher {
  const { operator, field } = filter.parameter;
  if (field === 'subscriptions') {
    throw new Error(
      'Failed to compare: only endpoints/subscription-search.ts knows subscriptions.',
    );
  }
  if (operator === 'like') return like(filter, rules, timer);
  return { filter, field, ...(operator === 'exact' ? exact(filter) : bound(filter, rules)) };
}

function bound(filter: Filter, rules: QueryRules): Condition {
  const { kind, operator } = filter.parameter;
  const unit = kind === 'time' && rules.timeUnit === 'seconds' ? 1000 : 1;
  const given = (filter.kind === 'number' ? filter.value : NaN) * unit;
  // decisions.md#3: the whole of the shown second, or its first millisecond only.
  const last = given + (rules.shownSecond === 'included' ? unit - 1 : 0);
  const [least, most] = operator === 'gte' ? [given, Infinity] : [-Infinity, last];
  return {
    accepts: (value: number) => value >= least && value <= most,
    range: [least, most],
  };
}

function exact(filter: Filter): Condition {
  if (filter.kind === 'any') return { accepts: () => true };
  if (filter.kind === 'no text') return { accepts: () => false };
  const { parameter, value } = filter;
  if (parameter.kind === 'ip' && String(value).includes(':')) {
    // IPv6 has many spellings of one address; IPv4, the common case, is compared as text.
    const accepts = (own: string): boolean => isIpv6(own) && canonicalAddress(own) === value;
    return { accepts, among: isIpv6 };
  }
  if (parameter.field === 'clean_start') {
    return { accepts: (own: boolean) => String(own) === value };
  }
  return { accepts: (own: unknown) => own === value, equals: value };
}

const isIpv6 = (address: string): boolean => address.includes(':');

/** Characters with a meaning in a regular expression. */
const SYNTAX = /[\\^$.|?*+()[\]{}]/;

/** A client with no user name is searched as the empty text (decisions.md#21). */
type Text = string | null;

function like(filter: Filter, rules: QueryRules, timer: () => number): Matcher {
  const field: LikeField = filter.parameter.field === 'username' ? 'username' : 'clientid';
  const text = filter.kind === 'text' ? filter.value : undefined;
  if (rules.like !== 'text' && (text === undefined || SYNTAX.test(text))) {
    return { filter, field, accepts: likeExpression(filter, rules, timer) };
  }
  if (text === undefined || (text === '' && rules.emptyLike === 'crashes')) {
    return {
      filter,
      field,
      crashes: true,
      accepts: () => {
        throw new BrokerCrash(`Failed to search: ${filter.parameter.name} holds no text.`);
      },
    };
  }
  if (hasRawBytes(text)) {
    const bytes = toBytes(text);
    return { filter, field, accepts: (own: Text) => toBytes(own ?? '').includes(bytes) };
  }
  const accepts = (own: Text): boolean => (own ?? '').includes(text);
  return { filter, field, accepts, contains: text };
}

/** The longest search by expression. */
const MAX_SEARCH_MS = 5000;
/** Rows between two checks of the clock. */
const ROWS_PER_CHECK = 256;

/** A broker's expressions run over bytes, and it compiles them before it looks at any row. */
function likeExpression(
  filter: Filter,
  { like }: QueryRules,
  timer: () => number,
): (own: Text) => boolean {
  if (filter.kind !== 'text') {
    throw new BrokerCrash(`Failed to compile: ${filter.parameter.name} holds no text.`);
  }
  const isEscaped = like === 'regular expression, literal backslash';
  const expression = isEscaped ? filter.value.replaceAll('\\', '\\\\') : filter.value;
  const test = compileExpression(toBytes(expression));
  const end = timer() + MAX_SEARCH_MS;
  let rows = 0;
  return (own) => {
    if (++rows % ROWS_PER_CHECK === 0 && timer() > end) {
      throw new MockLimit(`the regular expression for longer than ${MAX_SEARCH_MS / 1000} s`);
    }
    return test(toBytes(own ?? ''));
  };
}
