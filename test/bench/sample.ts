/** Milliseconds that something took, time after time. */
export interface Sample {
  readonly first: number;
  /** Of the processors, by all of Node's threads: what a busy machine does not stretch. */
  readonly firstCpu: number;
  readonly medianCpu: number;
  readonly median: number;
  readonly p99: number;
  readonly runs: number;
}

/**
 * Runs it so many times and says how long it took, each run by itself.
 * @param run is told how many runs there were before it.
 */
export function sample(runs: number, run: (index: number) => unknown): Sample {
  const took: number[] = [];
  const cpu: number[] = [];
  for (let index = 0; index < runs; index++) {
    const usedBefore = process.cpuUsage();
    const started = performance.now();
    run(index);
    took.push(performance.now() - started);
    const { user, system } = process.cpuUsage(usedBefore);
    cpu.push((user + system) / 1000);
  }
  return {
    first: took[0] ?? NaN,
    firstCpu: cpu[0] ?? NaN,
    median: quantile(took, 0.5),
    medianCpu: quantile(cpu, 0.5),
    p99: quantile(took, 0.99),
    runs,
  };
}

/** The value below which that share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;
}
