/** The `main` of a command; returns its exit code. */
type Main = (
  args: readonly string[],
  host: {
    readonly stdout: (text: string) => void;
    readonly stderr: (text: string) => void;
    readonly env: NodeJS.ProcessEnv;
  },
) => Promise<number>;

/** Runs a command in this process, if it ends before it sends anything or listens. */
export async function runMain(
  main: Main,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: '', stderr: '' };
  const code = await main(args, {
    stdout: (text) => (written.stdout += text),
    stderr: (text) => (written.stderr += text),
    env,
  });
  return { code, ...written };
}
