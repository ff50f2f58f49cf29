/** Milliseconds of several runs. */
export interface Sample {
  readonly first: number;
  /** CPU time of all threads, which a busy machine does not change much. */
  readonly firstCpu: number;
  readonly medianCpu: number;
  readonly median: number;
  readonly p99: number;
  readonly runs: number;
}

/** Measures each of several runs. `run` gets the index of the run. */
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

/** The value below which the given share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.floor((values.length - 1) * share)] ?? NaN;
}
