/** Milliseconds that something took, time after time. */
export interface Sample {
  readonly first: number;
  readonly median: number;
  readonly p99: number;
  readonly runs: number;
}

/**
 * Runs it so many times and says how long it took, each run by itself.
 * @param run is told how many runs there were before it.
 */
export function sample(runs: number, run: (index: number) => unknown): Sample {
  const took = Array.from({ length: runs }, (_, index) => {
    const started = performance.now();
    run(index);
    return performance.now() - started;
  });
  return summary(took);
}

/** The same of times that were measured elsewhere. */
export function summary(took: readonly number[]): Sample {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? NaN;
  return { first: took[0] ?? NaN, median: at(0.5), p99: at(0.99), runs: took.length };
}
