import { distance } from 'fastest-levenshtein';

/** The name with the fewest letters to change; `undefined` if there is none. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const [first, ...others] = known;
  if (first === undefined) return undefined;
  return others.reduce(
    (best, next) => (distance(name, next) < distance(name, best) ? next : best),
    first,
  );
}

/** Letters that a misspelling changes at most. */
const MISSPELT = 2;

/** The known name that an unknown one is a misspelling of, such as `connected` of `conectd`. */
export function misspelt(name: string, known: readonly string[]): string | undefined {
  const lower = name.toLowerCase();
  const apart = (other: string): number => distance(lower, other.toLowerCase());
  const [meant] = known.toSorted((a, b) => apart(a) - apart(b));
  if (meant === undefined || name.length <= MISSPELT) return undefined;
  return apart(meant) <= MISSPELT ? meant : undefined;
}
