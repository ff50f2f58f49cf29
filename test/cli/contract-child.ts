import { BINS, runBin, spawnBin, type Child } from './child.js';

/** Starts `emqx-contract`, with no variables but those given; it is killed when the test ends. */
export function spawnContract(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
  cwd?: string,
): Child {
  return spawnBin(BINS.contract, args, env, cwd);
}

/** Runs `emqx-contract` to its end. */
export async function runContract(
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  return runBin(BINS.contract, args, env);
}
