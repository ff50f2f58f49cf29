import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Processes at most: each needs memory for the engine and the gate. */
const MOST = 4;

/** Runs tasks in several processes of `script`, which must call {@link serve}. Keeps their order. */
export async function inProcesses<Result>(
  script: string,
  tasks: readonly string[],
  onResult: (result: Result, done: number) => void = () => {},
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> =>
    new Promise((resolve, reject) => {
      const child = fork(script, ['--serve'], { serialization: 'advanced' });
      let current = -1;
      const feed = (): void => {
        current = next;
        next += 1;
        if (current < tasks.length) child.send(tasks[current] ?? '');
        else child.disconnect();
      };
      child.on('message', (result) => {
        results[current] = result as Result;
        done += 1;
        onResult(result as Result, done);
        feed();
      });
      child.on('error', reject);
      child.on('exit', (code) => {
        if (code === 0) resolve();
        else reject(new Error(`A process ended with code ${String(code)} at task ${current + 1}.`));
      });
      feed();
    });
  await Promise.all(Array.from({ length: Math.min(MOST, availableParallelism()) }, work));
  return results;
}

/** Whether this process was started by {@link inProcesses}. */
export const isServing = (): boolean => process.argv.includes('--serve');

/** Runs tasks until the parent has no more. */
export function serve(run: (task: string) => Promise<unknown>): void {
  process.on('message', (task) => {
    void run(String(task)).then((result) => process.send?.(result));
  });
}
