import { readFileSync } from 'node:fs';
import type { Command, Option } from 'commander';
import { messageOf, UsageError } from '../../shared/errors.js';
import { isJsonObject, jsonExcerpt } from '../../shared/json.js';
import { didYouMean } from '../../shared/nearest.js';
import { readYaml } from '../../shared/read-yaml.js';
import { SECRET_OPTIONS } from './secrets.js';

export const CONFIG_NAME = 'emqx-contract.yaml';

/** A value of an option, and where it stands, for messages. */
export interface ConfigValue {
  readonly value: string | number | boolean | readonly (string | number)[];
  /** E.g. `the variable EMQX_CONTRACT_RATE`. */
  readonly place: string;
}

/** Options that may be given more than once: a list is allowed. */
const REPEATABLE: ReadonlySet<string> = new Set(['only', 'skip', 'report', 'ignore']);

/** The values of a config file, checked. */
export interface Config {
  /** The section of the command counts before the keys that all commands share. */
  valueOf(command: Command, option: Option): ConfigValue | undefined;
}

/**
 * Reads a config file: the long names of options are its keys; a key with a command's name is a
 * section for that command alone.
 * @param path `undefined`: the file in the working directory, if there is one
 * @throws UsageError that names the key
 */
export function readConfig(path: unknown, program: Command): Config {
  const file = typeof path === 'string' ? path : CONFIG_NAME;
  const text = readText(file, path === undefined);
  const values = new Map<string, ConfigValue>();
  if (text !== undefined) collect(parsed(file, text), { file, program, values });
  return {
    valueOf: (command, { long = '' }) =>
      values.get(`${command.name()}.${long.slice(2)}`) ?? values.get(long.slice(2)),
  };
}

function readText(file: string, isOptional: boolean): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    if (isOptional && (cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new UsageError(`Failed to read the config file ${file}: ${messageOf(cause)}.`, { cause });
  }
}

function parsed(file: string, text: string): unknown {
  try {
    return readYaml(text) ?? {};
  } catch (cause) {
    // Without the cause: it may show a secret.
    throw new UsageError(
      `Failed to read the config file ${file}: expected YAML, but ${messageOf(cause)}.`,
    );
  }
}

interface Reading {
  readonly file: string;
  readonly program: Command;
  readonly values: Map<string, ConfigValue>;
}

function collect(value: unknown, reading: Reading, section?: Command): void {
  const { program } = reading;
  const place = section ? section.name() : 'the file';
  if (!isJsonObject(value)) refuse(reading, place, 'keys with values', value);
  for (const [key, item] of Object.entries(value)) {
    const inner = section ? undefined : program.commands.find((each) => each.name() === key);
    if (inner) {
      collect(item, reading, inner);
      continue;
    }
    const options = (section ? [section] : program.commands).flatMap((each) => each.options);
    const option = options.find(({ long }) => long === `--${key}`);
    const path = section ? `${section.name()}.${key}` : key;
    if (key === 'config') {
      throw new UsageError(
        `Failed to read the config file ${reading.file}: "${path}" cannot stand in the file itself. Name another file with --config or EMQX_CONTRACT_CONFIG.`,
      );
    }
    if (!option) {
      const names = options
        .map(({ long }) => long?.slice(2) ?? '')
        .filter((name) => name !== 'config');
      const commands = section ? [] : program.commands.map((each) => each.name());
      throw new UsageError(
        `Failed to read the config file ${reading.file}: no option is named "${path}".${didYouMean(key, [...names, ...commands])}`,
      );
    }
    const checked = checkValue(reading, path, key, option, item);
    reading.values.set(path, { value: checked, place: `"${path}" in ${reading.file}` });
  }
}

function checkValue(
  reading: Reading,
  path: string,
  key: string,
  option: Option,
  value: unknown,
): ConfigValue['value'] {
  if (!option.required && !option.optional) {
    return typeof value === 'boolean' ? value : refuse(reading, path, 'true or false', value);
  }
  if (SECRET_OPTIONS.has(key) && !(typeof value === 'string' && value.startsWith('@'))) {
    // The file is likely to be committed. Nor does the message show the secret.
    throw new UsageError(
      `Failed to read the config file ${reading.file}: "${path}" is a secret: expected a reference to a file, such as "@secrets/${key}". Or use the environment.`,
    );
  }
  if (typeof value === 'string' && /^[a-z]+:\/*[^/]*@/i.test(value)) {
    throw new UsageError(
      `Failed to read the config file ${reading.file}: "${path}" has a login in its URL, which is a secret: give it in the environment.`,
    );
  }
  const isWord = (item: unknown): item is string | number =>
    typeof item === 'string' || typeof item === 'number';
  if (isWord(value)) return value;
  if (!REPEATABLE.has(key)) return refuse(reading, path, 'a text or a number', value);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  if (items.length === 0 || !items.every(isWord)) {
    return refuse(reading, path, 'a text, or a list of texts that is not empty', value);
  }
  return items;
}

function refuse({ file }: Reading, place: string, expected: string, value: unknown): never {
  throw new UsageError(
    `Failed to read the config file ${file}: ${place}: expected ${expected}, but got ${jsonExcerpt(value)}.`,
  );
}
