import { RE2JS } from 're2js';
import type { LikeField } from '../chunk.js';
import type { StoredClient } from '../client.js';
import { hasRawBytes, toBytes } from './decode.js';
import type { Filter, QueryRules } from './query.js';
import { canonicalAddress } from './value.js';

/** Thrown where the dialect's broker crashes on a request, and answers HTTP 500. */
export class BrokerCrash extends Error {
  override readonly name = 'BrokerCrash';
}

/** One filter, ready to run over many clients. */
export interface Matcher {
  readonly filter: Filter;
  matches(this: void, client: StoredClient): boolean;
  /** A literal text that every match contains in this field: rows without it need no look. */
  readonly contains?: { readonly field: LikeField; readonly text: string };
  /** Set where the predicate throws: then no row may be passed over. */
  readonly crashes?: true;
}

/** Makes the predicates of a query, the cheap and exact before the searching ones. */
export function createMatchers(filters: readonly Filter[], rules: QueryRules): Matcher[] {
  const matchers = filters.map((filter) => createMatcher(filter, rules));
  const rank = ({ filter }: Matcher): number => (filter.parameter.operator === 'like' ? 1 : 0);
  return matchers.sort((a, b) => rank(a) - rank(b));
}

/**
 * Makes the predicate of one filter.
 * @throws {BrokerCrash} at once, where a regular expression does not compile; from the
 *   predicate, where the dialect's broker crashes on the first row that it compares.
 */
function createMatcher(filter: Filter, rules: QueryRules): Matcher {
  const { parameter } = filter;
  switch (parameter.operator) {
    case 'exact':
      return { filter, matches: exact(filter) };
    case 'like':
      return like(filter, String(filter.value), rules);
    case 'gte': {
      const bound = Number(filter.value) * scale(filter, rules);
      return { filter, matches: (client) => valueOf(client, parameter.field) >= bound };
    }
    case 'lte': {
      const unit = scale(filter, rules);
      // decisions.md#3: the whole of the shown second, or its first millisecond only.
      const last = unit > 1 && rules.shownSecond === 'included' ? unit - 1 : 0;
      const bound = Number(filter.value) * unit + last;
      return { filter, matches: (client) => valueOf(client, parameter.field) <= bound };
    }
  }
}

const valueOf = (client: StoredClient, field: keyof StoredClient): number => Number(client[field]);

const scale = ({ parameter }: Filter, rules: QueryRules): number =>
  parameter.kind === 'time' && rules.timeUnit === 'seconds' ? 1000 : 1;

function exact({ parameter, value }: Filter): Matcher['matches'] {
  const { field } = parameter;
  if (parameter.kind === 'ip' && String(value).includes(':')) {
    // IPv6 has many spellings of one address; IPv4, the usual case, is compared as text.
    return ({ ip_address }) => ip_address.includes(':') && canonicalAddress(ip_address) === value;
  }
  if (field === 'clean_start') return (client) => String(client.clean_start) === value;
  return (client) => client[field] === value;
}

/** A client with no user name is searched as the empty text (decisions.md#21). */
function like(filter: Filter, text: string, rules: QueryRules): Matcher {
  const field: LikeField = filter.parameter.field === 'username' ? 'username' : 'clientid';
  const read = (client: StoredClient): string => client[field] ?? '';
  if (rules.like === 'regular expression') {
    // A broker's expressions run over bytes. RE2's run in linear time: no request can hang us.
    const expression = compile(toBytes(text));
    return { filter, matches: (client) => expression.matcher(toBytes(read(client))).find() };
  }
  if (text === '' && rules.emptyLike === 'crashes') {
    return {
      filter,
      crashes: true,
      matches: () => {
        throw new BrokerCrash(`Failed to search for an empty ${filter.parameter.name}.`);
      },
    };
  }
  if (hasRawBytes(text)) {
    const bytes = toBytes(text);
    return { filter, matches: (client) => toBytes(read(client)).includes(bytes) };
  }
  return { filter, matches: (client) => read(client).includes(text), contains: { field, text } };
}

/** The longest expression that is compiled; a request line holds more. */
const EXPRESSION_BYTES = 1024;

function compile(expression: string): RE2JS {
  if (expression.length > EXPRESSION_BYTES) {
    throw new BrokerCrash(
      `Failed to compile an expression of ${expression.length} bytes: expected at most ${EXPRESSION_BYTES}.`,
    );
  }
  try {
    return RE2JS.compile(expression);
  } catch (cause) {
    throw new BrokerCrash(`Failed to compile the expression ${JSON.stringify(expression)}.`, {
      cause,
    });
  }
}
