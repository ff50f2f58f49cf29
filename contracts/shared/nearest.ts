import { distance } from 'fastest-levenshtein';

/** The candidate that a misspelt name most likely means; `undefined` where none is near. */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  const [best] = candidates
    .map((candidate) => ({
      candidate,
      far: distance(name.toLowerCase(), candidate.toLowerCase()),
    }))
    .sort((a, b) => a.far - b.far);
  if (!best) return undefined;
  const longest = Math.max(name.length, best.candidate.length);
  // As commander judges its own suggestions: at most three letters, and most of the name is right.
  return best.far <= 3 && best.far < longest * 0.6 ? best.candidate : undefined;
}

/** ` Did you mean "…"?`, or '' where no candidate is near. */
export function didYouMean(
  name: string,
  candidates: readonly string[],
  show = (candidate: string): string => candidate,
): string {
  const found = nearest(name, candidates);
  return found === undefined ? '' : ` Did you mean "${show(found)}"?`;
}
