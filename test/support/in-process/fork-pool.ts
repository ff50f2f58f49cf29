import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Processes at most: each needs memory for the engine and the gate. */
const MOST = 4;

/** Without a result for so long, a line says which tasks are at work. Milliseconds. */
const SILENCE_MS = 30_000;

/** What came of a task: its result, or why it has none. */
type Outcome<Result> = { readonly result: Result } | { readonly error: string };

/**
 * Runs tasks in several processes of `script`, which must call {@link serve}. Keeps their order.
 * @throws Error that names the first task that fails
 */
export async function inProcesses<Result>(
  script: string,
  tasks: readonly string[],
  onResult: (result: Result, done: number) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  const working = new Set<number>();
  let next = 0;
  let done = 0;
  const silence = setInterval(() => {
    const names = [...working].map((task) => tasks[task] ?? '').join(' and ');
    console.log(`${done} of ${tasks.length}; at work on ${names}`);
  }, SILENCE_MS);
  const work = async (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(script, ['--serve'], { serialization: 'advanced' });
      let current = -1;
      const feed = (): void => {
        current = next;
        next += 1;
        if (current >= tasks.length) child.disconnect();
        else {
          working.add(current);
          child.send(tasks[current] ?? '');
        }
      };
      child.on('message', (message) => {
        const outcome = message as Outcome<Result>;
        working.delete(current);
        if ('error' in outcome) {
          next = tasks.length;
          child.disconnect();
          reject(new Error(`Failed to run ${tasks[current] ?? ''}: ${outcome.error}`));
          return;
        }
        results[current] = outcome.result;
        done += 1;
        silence.refresh();
        onResult(outcome.result, done);
        feed();
      });
      child.on('error', reject);
      child.on('exit', (code) => {
        if (code === 0) resolve();
        else
          reject(
            new Error(`A process ended with code ${String(code)} at ${tasks[current] ?? ''}.`),
          );
      });
      feed();
    });
  try {
    await Promise.all(Array.from({ length: Math.min(MOST, availableParallelism()) }, work));
  } finally {
    clearInterval(silence);
  }
  return results;
}

/** Whether this process was started by {@link inProcesses}. */
export const isServing = (): boolean => process.argv.includes('--serve');

/** Runs tasks until the parent has no more. */
export function serve(run: (task: string) => Promise<unknown>): void {
  process.on('message', (task) => {
    void run(String(task)).then(
      (result) => process.send?.({ result }),
      (error: unknown) =>
        process.send?.({ error: error instanceof Error ? error.stack : String(error) }),
    );
  });
}
