import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** The commands, as built by `npm run build`. */
export const BINS = {
  kit: join(import.meta.dirname, '../../dist/bin.js'),
  mock: join(import.meta.dirname, '../../dist/mock/bin.js'),
  contract: join(import.meta.dirname, '../../dist/contracts/bin.js'),
} as const;

/** The command as a child process, as npm would start it. */
export interface Child {
  readonly process: ChildProcessWithoutNullStreams;
  /** The exit code; `null` if a signal killed it. */
  readonly ended: Promise<number | null>;
  /** What it has written. */
  readonly output: { stdout: string; stderr: string };
}

/** Starts a command with only these variables; it is killed when the test ends. */
export function spawnBin(
  bin: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd?: string,
): Child {
  const child = spawn(process.execPath, [bin, ...args], { env, cwd });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(() => void child.kill('SIGKILL'));
  return { process: child, ended, output };
}

/** Runs `emqx-mock` to its end. */
export async function runMock(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return runBin(BINS.mock, args, env);
}

/** Runs a command to its end. */
export async function runBin(
  bin: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { ended, output } = spawnBin(bin, args, env);
  return { code: await ended, ...output };
}

/** A mock that is ready, and its URL. */
export interface ReadyMock extends Child {
  readonly url: string;
  /** Waits for the next line on standard output. */
  nextLine(this: void): Promise<string>;
}

/** Starts `emqx-mock` on a free port, and waits until it is ready. */
export async function startMock(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ReadyMock> {
  return startBin(BINS.mock, ['--port', '0', ...args], env);
}

/** Starts a command that starts a mock, and waits until that is ready. */
export async function startBin(
  bin: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<ReadyMock> {
  const child = spawnBin(bin, args, env);
  const lines = createInterface(child.process.stdout)[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => {
    const { value, done } = await lines.next();
    if (done) throw new Error(`emqx-mock ended: ${child.output.stdout}${child.output.stderr}`);
    return value;
  };
  for (;;) {
    const url = /https?:\/\/[^\s"']+/.exec(await nextLine())?.[0];
    if (url !== undefined) return { ...child, url, nextLine };
  }
}
