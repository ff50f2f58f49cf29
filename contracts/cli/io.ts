/** What a command gets from its surroundings. */
export interface CliIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly env: NodeJS.ProcessEnv;
  /** Whether standard error is a terminal: a live line can be shown. Default false. */
  readonly live?: boolean;
  /** Whether standard output shows colours. Default false. */
  readonly colour?: boolean;
  /** Ends the run; fixtures are removed first. */
  readonly signal?: AbortSignal;
}

/** See the help of `emqx-contract`. */
export const EXIT = { ok: 0, broken: 1, usage: 2, failed: 3 } as const;
