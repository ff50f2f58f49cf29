import { distance } from 'fastest-levenshtein';

/** The name with the fewest letters to change; `undefined` if there is none. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  let [best, least]: [string | undefined, number] = [undefined, Infinity];
  for (const next of known) {
    const apart = distance(name, next);
    if (apart < least) [best, least] = [next, apart];
  }
  return best;
}

/** Letters that a misspelling changes at most. */
const MISSPELT = 2;

/** The known name that an unknown one is a misspelling of, such as `connected` of `conectd`. */
export function misspelt(name: string, known: readonly string[]): string | undefined {
  if (name.length <= MISSPELT) return undefined;
  const lower = name.toLowerCase();
  let [meant, least]: [string | undefined, number] = [undefined, MISSPELT + 1];
  for (const other of known) {
    if (Math.abs(other.length - lower.length) >= least) continue;
    const apart = distance(lower, other.toLowerCase());
    if (apart < least) [meant, least] = [other, apart];
  }
  return meant;
}
