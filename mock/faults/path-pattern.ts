/** A path of more segments matches no pattern: to compare it would hold up other requests. */
const MOST_SEGMENTS = 1000;

/**
 * Whether decoded segments match a pattern's: `**` is any number of segments, `*` any text within
 * one. The time is at most the product of the lengths; a regular expression could take exponential
 * time.
 */
export function fitsPath(pattern: readonly string[], segments: readonly string[]): boolean {
  if (segments.length > MOST_SEGMENTS) return false;
  let at = 0;
  let next = 0;
  let star = -1;
  let taken = 0;
  // Greedy: on a mismatch the last `**` takes one segment more.
  while (next < segments.length) {
    const part = pattern[at];
    if (part === '**') {
      star = at++;
      taken = next;
    } else if (part !== undefined && fitsText(part, segments[next] as string)) {
      at++;
      next++;
    } else if (star !== -1) {
      at = star + 1;
      next = ++taken;
    } else return false;
  }
  while (pattern[at] === '**') at++;
  return at === pattern.length;
}

/** Whether what stands between the `*` is in the text, in this order. */
function fitsText(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star === -1) return pattern === text;
  const last = pattern.slice(pattern.lastIndexOf('*') + 1);
  const end = text.length - last.length;
  if (star > end || !text.startsWith(pattern.slice(0, star)) || !text.endsWith(last)) return false;
  let at = star;
  for (const part of pattern.split('*').slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= end;
}

/**
 * Whether a path can match both patterns. A segment with a `*` counts as one that can match any
 * other: of two patterns for which that is too much, the answer is `true`.
 */
export function canOverlap(first: readonly string[], second: readonly string[]): boolean {
  // Whether what follows segment i of the first and j of the second can overlap, from their ends on.
  let below = new Uint8Array(second.length + 1);
  for (let i = first.length; i >= 0; i--) {
    const row = new Uint8Array(second.length + 1);
    const a = first[i];
    for (let j = second.length; j >= 0; j--) {
      const b = second[j];
      const [right, down, both] = [row[j + 1] ?? 0, below[j] ?? 0, below[j + 1] ?? 0];
      if (a === '**') row[j] = down | right;
      else if (b === '**') row[j] = right | down;
      else if (a === undefined || b === undefined) row[j] = Number(a === b);
      else row[j] = a === b || a.includes('*') || b.includes('*') ? both : 0;
    }
    below = row;
  }
  return below[0] === 1;
}
