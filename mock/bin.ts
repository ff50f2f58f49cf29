#!/usr/bin/env node
// No import and no new syntax: a Node.js that is too old must get as far as the message.
const NEEDED = [20, 19] as const;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
  process.stderr.write(
    `error: emqx-mock needs Node.js ${NEEDED.join('.')} or newer, but this is ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else {
  void run();
}

async function run(): Promise<void> {
  const stderr = outputTo(process.stderr, () => undefined);
  const stdout = outputTo(process.stdout, ({ code, message }) => {
    // `| head` has read enough, which is no error.
    if (code === 'EPIPE') return;
    stderr(`error: Cannot write to standard output: ${message}. The rest of it is lost.\n`);
    // Reported late: the command may have ended.
    process.once('exit', (code) => {
      if (code === 0) process.exitCode = 1;
    });
  });
  const { main } = await import('./cli/main.js');
  process.exitCode = await main(process.argv.slice(2), { stdout, stderr, env: process.env });
}

/**
 * Writes to a stream until that fails: a reader that goes away, or a full disk, ends the output and
 * not the mock.
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
