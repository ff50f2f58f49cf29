#!/usr/bin/env node
// No import and no new syntax: a Node.js that is too old must get as far as the message.
const NEEDED = [20, 19] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** After these milliseconds, no open connection keeps the process alive. */
const GRACE_MS = 2000;
const EXIT = { usage: 2, unjudged: 3 } as const;

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `error: emqx-contract needs Node.js ${NEEDED.join('.')} or newer, but this is ${process.versions.node}.\n`,
  );
  process.exitCode = EXIT.usage;
} else {
  void run();
}

async function run(): Promise<void> {
  const controller = new AbortController();
  const stderr = outputTo(process.stderr, () => undefined);
  const stdout = outputTo(process.stdout, ({ code, message }) => {
    // A reader that closes the pipe early (`| head`) must not change the exit code.
    if (code === 'EPIPE') return;
    stderr(`error: Cannot write to standard output: ${message}. The rest of it is lost.\n`);
    // Reported late: the command may have ended.
    process.once('exit', (code) => {
      if (code === 0) process.exitCode = EXIT.unjudged;
    });
  });
  const cleanups = new Map<string, string>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) {
        const commands = [...cleanups.values()].map((command) => `  ${command}\n`);
        stderr(
          commands.length === 0
            ? '\nStopped.\n'
            : `\nStopped: clients of this run may still be on the broker. Remove them with:\n${commands.join('')}`,
        );
        process.exit(EXIT.unjudged);
      }
      const now = cleanups.size > 0 ? 'removing the clients of this run' : 'ending the run';
      stderr(`\nInterrupted: ${now}. Press Ctrl-C again to stop at once.\n`);
      controller.abort();
    });
  }
  const { main } = await import('./cli/main.js');
  const code = await main(process.argv.slice(2), {
    stdout,
    stderr,
    env: process.env,
    live: process.stderr.isTTY,
    colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
    signal: controller.signal,
    onTestClients: (cleanup, prefix) => {
      // diff has test clients on two brokers.
      if (cleanup === undefined) cleanups.delete(prefix);
      else cleanups.set(prefix, cleanup);
    },
  });
  process.exitCode = code;
  setTimeout(() => process.exit(code), GRACE_MS).unref();
}

/**
 * Writes to a stream until that fails: a reader that goes away, or a full disk, ends the output and
 * not the check, which removes its test clients at the end.
 * @param onLost called once.
 */
function outputTo(
  stream: NodeJS.WritableStream,
  onLost: (error: NodeJS.ErrnoException) => void,
): (text: string) => void {
  let isOpen = true;
  const lose = (error: unknown): void => {
    if (!isOpen) return;
    isOpen = false;
    onLost(error as NodeJS.ErrnoException);
  };
  // It may come later, and again.
  stream.on('error', lose);
  return (text) => {
    try {
      if (isOpen) stream.write(text);
    } catch (error) {
      lose(error);
    }
  };
}
