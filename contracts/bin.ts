#!/usr/bin/env node
import { main } from './cli/main.js';

const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (controller.signal.aborted) {
      process.stderr.write('\nStopped: clients of this run may still be on the broker.\n');
      process.exit(3);
    }
    process.stderr.write(
      '\nInterrupted: removing the clients of this run. Press Ctrl-C again to stop at once.\n',
    );
    controller.abort();
  });
}

// A reader that closes the pipe early (`| head`) must not change the exit code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

const code = await main(process.argv.slice(2), {
  stdout: (text) => process.stdout.write(text),
  stderr: (text) => process.stderr.write(text),
  env: process.env,
  live: process.stderr.isTTY,
  colour: process.stdout.isTTY && process.env['NO_COLOR'] === undefined,
  signal: controller.signal,
});

/** After these milliseconds, no open connection keeps the process alive. */
const GRACE_MS = 2000;
process.exitCode = code;
setTimeout(() => process.exit(code), GRACE_MS).unref();
