/**
 * Whether decoded segments match a pattern's: `**` is any number of segments, `*` any text within
 * one. The time is at most the product of the lengths; a regular expression could take exponential
 * time.
 */
export function fitsPath(pattern: readonly string[], segments: readonly string[]): boolean {
  return fits(pattern, segments, '**', fitsText);
}

const fitsText = (pattern: string, text: string): boolean =>
  pattern.includes('*') ? fits([...pattern], [...text], '*', (a, b) => a === b) : pattern === text;

/** Greedy matching: on a mismatch the last `many` takes one item more. */
function fits(
  pattern: readonly string[],
  items: readonly string[],
  many: string,
  isFit: (pattern: string, item: string) => boolean,
): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let taken = 0;
  while (next < items.length) {
    const part = pattern[at];
    if (part === many) {
      star = at++;
      taken = next;
    } else if (part !== undefined && isFit(part, items[next] as string)) {
      at++;
      next++;
    } else if (star !== -1) {
      at = star + 1;
      next = ++taken;
    } else return false;
  }
  while (pattern[at] === many) at++;
  return at === pattern.length;
}

/**
 * Whether a path can match both patterns. A segment with a `*` counts as one that can match any
 * other: of two patterns for which that is too much, the answer is `true`.
 */
export function canOverlap(first: readonly string[], second: readonly string[]): boolean {
  const known = new Map<string, boolean>();
  const from = (i: number, j: number): boolean => {
    const key = `${i} ${j}`;
    const result = known.get(key) ?? overlapAt(i, j);
    known.set(key, result);
    return result;
  };
  function overlapAt(i: number, j: number): boolean {
    const [a, b] = [first[i], second[j]];
    if (a === '**') return from(i + 1, j) || (b !== undefined && from(i, j + 1));
    if (b === '**') return from(i, j + 1) || (a !== undefined && from(i + 1, j));
    if (a === undefined || b === undefined) return a === b;
    return (a === b || a.includes('*') || b.includes('*')) && from(i + 1, j + 1);
  }
  return from(0, 0);
}
