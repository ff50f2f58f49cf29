import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { messageOf, UsageError } from '../../shared/errors.js';
import type { CliIo } from '../io.js';

/** Options whose values are secrets. */
export const SECRET_OPTIONS: ReadonlySet<string> = new Set([
  'user',
  'user-a',
  'user-b',
  'mqtt-user',
  'passphrase',
  'salt',
]);

/** Only these may be given as a reference: every other value is itself. */
const REFERENCES = new Set([...SECRET_OPTIONS].filter((name) => name !== 'salt'));

/**
 * Replaces `@FILE` by the text of the file, and `-` by that of standard input, in options whose
 * values are secrets. The line break at the end does not count. The file of `--user` becomes the
 * value `userFile`, for the command lines in reports.
 * @throws UsageError that names the option and never shows the secret
 */
export function readSecrets(command: Command, io: CliIo): void {
  let reader: string | undefined;
  for (const option of command.options) {
    const long = option.long?.slice(2) ?? '';
    const name = option.attributeName();
    const value: unknown = command.getOptionValue(name);
    if (!REFERENCES.has(long) || typeof value !== 'string') continue;
    if (value === '-') {
      if (reader !== undefined) {
        throw new UsageError(
          `Failed to read --${long}: expected one option to read standard input, but --${reader} does too. Use @FILE.`,
        );
      }
      reader = long;
    } else if (!value.startsWith('@')) continue;
    const source = command.getOptionValueSource(name);
    command.setOptionValueWithSource(name, readReference(long, value, io), source);
    if (value !== '-') command.setOptionValue(`${name}File`, value.slice(1));
  }
}

function readReference(long: string, reference: string, io: CliIo): string {
  const place = reference === '-' ? 'standard input' : `the file "${reference.slice(1)}"`;
  let text: string;
  try {
    text = reference === '-' ? readStdin(io) : readFileSync(reference.slice(1), 'utf8');
  } catch (cause) {
    throw new UsageError(`Failed to read --${long} from ${place}: ${messageOf(cause)}.`, { cause });
  }
  const secret = text.replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
  if (secret.trim() === '' || /[\r\n]/.test(secret)) {
    throw new UsageError(
      `Failed to read --${long} from ${place}: expected one line, but it ${secret.trim() === '' ? 'is empty' : 'has more'}.`,
    );
  }
  return secret;
}

const readStdin = ({ stdin }: CliIo): string => stdin?.() ?? readFileSync(0, 'utf8');
