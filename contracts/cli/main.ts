import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { addCheck } from './check.js';
import { addDiff } from './diff.js';
import { addIdentify } from './identify.js';
import { type CliIo, EXIT } from './io.js';
import { addRules } from './rules.js';
import { addSnapshot } from './snapshot.js';
import {
  BrokenAnswer,
  Interrupted,
  messageOf,
  NoAnswer,
  BrokerUnreachable,
  UsageError,
} from '../shared/errors.js';
import { printable } from '../shared/printable.js';

export type { CliIo } from './io.js';

const NOTES = `
Exit codes: 0 success; 1 a rule failed, or a known deviation is fixed (diff: the answers differ;
identify: the broker contradicts its version);
2 an option is wrong; 3 the broker cannot be reached, or the kit failed.`;

/**
 * Runs `emqx-contract`.
 * @param argv without `node` and the script
 * @returns the exit code
 */
export async function main(argv: readonly string[], io: CliIo): Promise<number> {
  let code: number = EXIT.ok;
  const program = createProgram(io, (value) => {
    code = value;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return explain(error, io);
  }
}

function createProgram(io: CliIo, exit: (code: number) => void): Command {
  const program = new Command('emqx-contract')
    .description('Checks whether a broker keeps the contract of the EMQX 4.x clients API.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .showHelpAfterError('Try --help.')
    .allowExcessArguments(false)
    .addHelpText('after', NOTES);
  addCheck(program, io, exit);
  addIdentify(program, io, exit);
  addDiff(program, io, exit);
  addSnapshot(program, io, exit);
  addRules(program, io);
  // Subcommands inherit only what was set before they were created.
  for (const command of program.commands) {
    command.exitOverride().allowExcessArguments(false).showHelpAfterError('Try --help.');
  }
  return program;
}

/** The broker or the user ended the run: a stack trace would not help. */
const BROKER_ENDED = [BrokerUnreachable, Interrupted, NoAnswer, BrokenAnswer];

function explain(error: unknown, io: CliIo): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof UsageError) {
    io.stderr(`error: ${error.message}\n`);
    return EXIT.usage;
  }
  if (BROKER_ENDED.some((kind) => error instanceof kind)) {
    io.stderr(`error: ${printable(messageOf(error))}\n`);
    return EXIT.failed;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : messageOf(error);
  io.stderr(`error: The kit itself failed. This says nothing about the broker.\n${stack}\n`);
  return EXIT.failed;
}

/** The package's version, from its manifest. */
function version(): string {
  const manifest: unknown = createRequire(import.meta.url)('emqx-clients-kit/package.json');
  return (manifest as { version: string }).version;
}
