import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const BIN = join(import.meta.dirname, '../../dist/contracts/bin.js');

export interface ContractChild {
  readonly process: ChildProcessWithoutNullStreams;
  /** The exit code once it has ended; `null` where a signal killed it. */
  readonly ended: Promise<number | null>;
  readonly output: { stdout: string; stderr: string };
}

/** Starts `emqx-contract`, with no variables but those given; it is killed when the test ends. */
export function spawnContract(args: readonly string[], env: NodeJS.ProcessEnv = {}): ContractChild {
  const child = spawn(process.execPath, [BIN, ...args], { env });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = once(child, 'close').then(([code]) => code as number | null);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return { process: child, ended, output };
}

/** Runs `emqx-contract` to its end. */
export async function runContract(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const { ended, output } = spawnContract(args, env);
  return { code: await ended, ...output };
}
