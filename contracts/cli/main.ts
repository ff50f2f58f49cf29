import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { addCheck } from './check.js';
import { addCleanup } from './cleanup.js';
import { addDiff } from './diff.js';
import { addIdentify } from './identify.js';
import { type CliIo, EXIT } from './io.js';
import { addOptionSources } from './options/option-sources.js';
import { addRecord } from './record.js';
import { addRules } from './rules.js';
import { RunOutputs } from './run-outputs.js';
import { addSnapshot } from './snapshot.js';
import {
  BrokenAnswer,
  Interrupted,
  messageOf,
  NoAnswer,
  BrokerUnreachable,
  UsageError,
} from '../shared/errors.js';
import { systemClock } from '../shared/clock.js';
import { printable } from '../shared/printable.js';

export type { CliIo } from './io.js';

const NOTES = `
Every option can also be set by an environment variable (--mqtt-user is
EMQX_CONTRACT_MQTT_USER) or in emqx-contract.yaml. The command line counts first, then the
environment, then the file.

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
  const outputs = new RunOutputs(io, systemClock.now());
  const program = createProgram(io, outputs, (value) => {
    code = value;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    const failed = explain(error);
    if (failed.code === EXIT.ok) return EXIT.ok;
    io.stderr(failed.stderr);
    await outputs.writeFailure(argv, failed.message, failed.code);
    return failed.code;
  }
}

/** The command with its subcommands and all options. */
export function createProgram(
  io: CliIo,
  outputs = new RunOutputs(io, systemClock.now()),
  exit: (code: number) => void = () => undefined,
): Command {
  const program = new Command('emqx-contract')
    .description('Checks whether a broker keeps the contract of the EMQX 4.x clients API.')
    .version(version(), '-V, --version')
    .exitOverride()
    .configureOutput({ writeOut: io.stdout, writeErr: io.stderr })
    .showHelpAfterError('Try --help.')
    .allowExcessArguments(false)
    .addHelpText('after', NOTES);
  addCheck(program, io, outputs, exit);
  addIdentify(program, io, exit);
  addDiff(program, io, exit);
  addRecord(program, io, exit);
  addSnapshot(program, io, exit);
  addCleanup(program, io, exit);
  addRules(program, io);
  addOptionSources(program, io);
  // Subcommands inherit only what was set before they were created.
  for (const command of program.commands) {
    command.exitOverride().allowExcessArguments(false).showHelpAfterError('Try --help.');
  }
  return program;
}

/** The broker or the user ended the run: a stack trace would not help. */
const BROKER_ENDED = [BrokerUnreachable, Interrupted, NoAnswer, BrokenAnswer];

/** How a command that threw ends. */
interface Failure {
  readonly code: 0 | 2 | 3;
  /** Sentences for people. */
  readonly message: string;
  /** What standard error still lacks. */
  readonly stderr: string;
}

function explain(error: unknown): Failure {
  const message = printable(messageOf(error));
  if (error instanceof CommanderError) {
    const code = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    return { code, message: message.replace(/^error: /, ''), stderr: '' };
  }
  const stderr = `error: ${message}\n`;
  if (error instanceof UsageError) return { code: EXIT.usage, message, stderr };
  if (BROKER_ENDED.some((kind) => error instanceof kind)) {
    return { code: EXIT.failed, message, stderr };
  }
  const what = 'The kit itself failed. This says nothing about the broker.';
  const stack = error instanceof Error ? (error.stack ?? error.message) : message;
  return {
    code: EXIT.failed,
    message: `${what} ${message}`,
    stderr: `error: ${what}\n${stack}\n`,
  };
}

/** The package's version, from its manifest. */
function version(): string {
  const manifest: unknown = createRequire(import.meta.url)('emqx-clients-kit/package.json');
  return (manifest as { version: string }).version;
}
