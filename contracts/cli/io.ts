import type { Clock } from '../shared/clock.js';

/** What a command gets from the process. */
export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
  /** Reads standard input to its end. Default: that of the process. */
  readonly stdin?: () => string;
  /** Whether standard error is a terminal that can show a progress line. Default false. */
  readonly live?: boolean;
  /** Whether standard output shows colours. Default false. */
  readonly colour?: boolean;
  /** Default: the time of this machine. */
  readonly clock?: Clock;
  /** Ends the run; the test clients are removed first. */
  readonly signal?: AbortSignal;
  /**
   * Learns of the test clients of a run, by their prefix: the command that removes them, or
   * `undefined` once they have been removed. For what a signal prints.
   */
  readonly onTestClients?: (cleanup: string | undefined, prefix: string) => void;
}

/** See the help of `emqx-contract`. */
export const EXIT = { ok: 0, broken: 1, usage: 2, failed: 3 } as const;

const WIDTH = 100;

/** Overwrites one line on standard error; '' clears it. Does nothing where that is no terminal. */
export function showProgress(io: Pick<CliIo, 'stderr' | 'live'>, text: string): void {
  if (io.live === true) io.stderr(`\r\u001B[2K${text.slice(0, WIDTH)}`);
}
