import { badInput } from './validation-error.js';

/** A JSON object as a map, so that no name in it means anything to JavaScript. */
export type Members = ReadonlyMap<string, unknown>;

/**
 * Reads an object of known members.
 * @param where what the field is called in a message; empty for the body itself.
 * @throws {BadInput} for what is no object, and for a member that is not known.
 */
export function readMembers(value: unknown, known: readonly string[], where = ''): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badInput(where || 'body', value, `an object with ${listed(known)}`);
  }
  const members = new Map(Object.entries(value));
  for (const [name, member] of members) {
    if (known.includes(name)) continue;
    throw badInput(where ? `${where}.${name}` : name, member, `only ${listed(known)}`);
  }
  return members;
}

/** @throws {BadInput} where the value is no list. */
export function readList(value: unknown, field: string): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw badInput(field, value, 'a list');
}

/**
 * Reads an integer of a query.
 * @throws {BadInput} for anything else.
 */
export function readInteger(
  query: ReadonlyMap<string, string>,
  field: string,
  { min, max, usual }: { readonly min: number; readonly max: number; readonly usual: number },
): number {
  const text = query.get(field);
  if (text === undefined) return usual;
  const value = Number(text);
  if (/^\d{1,15}$/.test(text) && value >= min && value <= max) return value;
  throw badInput(field, text, `an integer from ${min} to ${max}`);
}

const listed = (names: readonly string[]): string =>
  names.length === 0 ? 'no members' : names.join(', ');
