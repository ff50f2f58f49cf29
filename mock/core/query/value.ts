import ipaddr from 'ipaddr.js';
import type { Filter, Problem } from './query.js';
import type { FilterParameter } from './parameters.js';

export type ReadValue = { readonly filter: Filter } | { readonly problem: Problem };

const INTEGER = /^[+-]?\d+$/;

/** Reads an integer as a broker does: a sign and leading zeros are welcome, nothing else is. */
export function readInteger(text: string | true): bigint | undefined {
  if (text === true || !INTEGER.test(text)) return undefined;
  return BigInt(text.startsWith('+') ? text.slice(1) : text);
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
export function readDocumented(parameter: FilterParameter, raw: string | true): ReadValue {
  const value = raw === true ? '' : raw;
  const problem = (reason: Problem['reason'], expected: string): ReadValue => ({
    problem: { parameter: parameter.name, value: raw === true ? null : raw, reason, expected },
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

/** Reads a value as EMQX does: enums are any symbol, an address is integers between dots. */
export function readAsBroker(parameter: FilterParameter, raw: string | true): ReadValue {
  const wrong = (brokerType: NonNullable<Problem['brokerType']>): ReadValue => ({
    problem: {
      parameter: parameter.name,
      value: raw === true ? null : raw,
      reason: 'type',
      expected: `a value of type ${brokerType}`,
      brokerType,
    },
  });
  switch (parameter.kind) {
    case 'text':
      // A key without `=` is the symbol `true` to the broker, which equals no text.
      return { filter: { parameter, kind: 'text', value: raw === true ? NOTHING : raw } };
    case 'atom': {
      const value = raw === true ? 'true' : raw;
      if ([...value].length > ATOM_CHARACTERS || LONE_SURROGATE.test(value)) return wrong('atom');
      return { filter: { parameter, kind: 'text', value } };
    }
    case 'ip': {
      const parts = raw === true ? [true as const] : raw.split('.');
      const integers = parts.map(readInteger);
      if (integers.includes(undefined)) return wrong('ip');
      return { filter: { parameter, kind: 'text', value: integers.join('.') } };
    }
    case 'integer':
    case 'time': {
      const integer = readInteger(raw);
      if (integer === undefined) return wrong(parameter.kind === 'time' ? 'timestamp' : 'integer');
      return { filter: { parameter, kind: 'number', value: Number(integer) } };
    }
  }
}

/** A lone surrogate stands for a raw byte (see decode.ts), and this one for none: equal to no text. */
const NOTHING = '\udbff';
