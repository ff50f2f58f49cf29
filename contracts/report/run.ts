import { isBad } from '../runner/rule-result.js';
import type { Report } from './report.js';

/** A run that ended before any rule was judged: a wrong option, or no way to the broker. */
export interface FailedRun {
  /** The base URL as given, without credentials; empty where none was given. */
  readonly target: string;
  /** Plain sentences: what went wrong, and what to do. */
  readonly message: string;
  readonly exitCode: 2 | 3;
  /** Epoch milliseconds. */
  readonly startedAt: number;
}

/** What every format of report can show. */
export type Run = Report | FailedRun;

export function isFailedRun(run: Run): run is FailedRun {
  return !('results' in run);
}

/** Why a run is no success where no result of a rule says it. */
export interface RunProblem {
  /** `fail`: the exit code is 1. `error`: the broker could not be judged. */
  readonly outcome: 'fail' | 'error';
  /** One or more sentences. */
  readonly message: string;
}

/**
 * The problem of the run as a whole. Without it, a report of rules that all passed or were skipped
 * would look like success.
 */
export function runProblem(run: Run): RunProblem | undefined {
  if (isFailedRun(run)) return { outcome: 'error', message: run.message };
  if (run.ended) return { outcome: 'error', message: run.ended.message };
  if (run.exitCode === 0 || run.results.some(isBad)) return undefined;
  return {
    outcome: run.exitCode === 1 ? 'fail' : 'error',
    message: run.warnings.join(' ') || `The run ended with exit code ${run.exitCode}.`,
  };
}
