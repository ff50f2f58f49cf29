import ipaddr from 'ipaddr.js';
import type { QueryValue } from './decode.js';
import type { BrokerType, Filter, Problem } from './query-types.js';
import type { FilterParameter } from './parameters.js';

export type ReadValue = { readonly filter: Filter } | { readonly problem: Problem };

const INTEGER = /^[+-]?\d+$/;

/** Reads an integer as a broker does: a sign and leading zeros are welcome, nothing else is. */
export function readInteger(text: unknown): bigint | undefined {
  if (typeof text !== 'string' || !INTEGER.test(text)) return undefined;
  return BigInt(text);
}

/**
 * Reads an address to compare: IPv4 in four decimal parts, or IPv6 in any spelling, the same
 * text for the same address; `undefined` where the text is no address.
 */
export function canonicalAddress(text: string): string | undefined {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text).toString();
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text).toString() : undefined;
}

/** Reads a value as the documents promise it: the wrong type or an unlisted value is a problem. */
export function readDocumented(parameter: FilterParameter, raw: QueryValue): ReadValue {
  const given = typeof raw === 'string' ? raw : null;
  const value = given ?? '';
  const problem = (reason: Problem['reason'], expected: string): ReadValue => ({
    problem: { parameter: parameter.name, value: given, reason, expected },
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

/** Erlang's bound on a symbol's length, in characters. */
const ATOM_CHARACTERS = 255;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** Symbols that stand for any value in the table search (ETS match specification) of a broker. */
const WILDCARD = /^(?:_|\$(?:0|[1-9]\d*))$/;
/** This one is taken: it stands for the row's key, which no value equals. */
const KEY_VARIABLE = '$1';

/**
 * Reads a value as EMQX does: enums are any symbol, an address is integers between dots. A key
 * without `=` is the symbol `true`, as cowboy tells it.
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
