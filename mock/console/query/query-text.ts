/**
 * A query is kept as the text that is sent: also a parameter that is given twice, an unknown one, or
 * one that is badly encoded can be tried.
 */

/** Decodes as the API does: `+` is a space; what cannot be decoded stays as it is. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

const nameOf = (part: string): string => decode(part.split('=', 1)[0] ?? '');

const partsOf = (query: string): string[] => query.split('&').filter((part) => part !== '');

/** The first value of a parameter; empty if it has none, or an empty one. */
export function valueIn(query: string, name: string): string {
  const found = partsOf(query).find((part) => nameOf(part) === name);
  return found === undefined ? '' : decode(found.slice(found.indexOf('=') + 1 || found.length));
}

/** The query with another value of a parameter; an empty value removes it. Other parts stay as they are. */
export function withValue(query: string, name: string, value: string): string {
  const parts = partsOf(query);
  const at = parts.findIndex((part) => nameOf(part) === name);
  const others = parts.filter((part) => nameOf(part) !== name);
  if (value === '') return others.join('&');
  const part = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  others.splice(at === -1 ? others.length : Math.min(at, others.length), 0, part);
  return others.join('&');
}

/** How many parameters the query has. */
export const countParts = (query: string): number => partsOf(query).length;

/** The parts of the query whose names are not in the list, as sent. */
export const otherParts = (query: string, names: readonly string[]): readonly string[] =>
  partsOf(query).filter((part) => !names.includes(nameOf(part)));

/** More digits than this are milliseconds, which EMQX before 4.3.12 expects. */
const SECONDS_DIGITS = 11;

/** The instant that a time filter's number means, in UTC; `undefined` if it is no such number. */
export function shownTime(value: string): string | undefined {
  if (!/^\d{1,15}$/.test(value)) return undefined;
  const date = new Date(Number(value) * (value.length > SECONDS_DIGITS ? 1 : 1000));
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.\d+Z$/, 'Z');
}
