import { type Command, Help, InvalidArgumentError, type Option } from 'commander';
import { UsageError } from '../../shared/errors.js';
import { didYouMean } from '../../shared/nearest.js';
import type { CliIo } from '../io.js';
import { type ConfigValue, CONFIG_NAME, readConfig } from './config-file.js';
import { readSecrets } from './secrets.js';

const VARIABLES = 'EMQX_CONTRACT_';

/** The environment variable of an option: `--mqtt-user` is `EMQX_CONTRACT_MQTT_USER`. */
const variableOf = ({ long }: Option): string =>
  VARIABLES + (long ?? '').slice(2).replaceAll('-', '_').toUpperCase();

/**
 * Makes every option of every command readable from the environment and from the config file, in
 * this order behind the command line, and refuses empty values from everywhere.
 */
export function addOptionSources(program: Command, io: CliIo): void {
  for (const command of program.commands) {
    command.option(
      '--config <file>',
      `file with values of options, YAML (default: ${CONFIG_NAME} in the working directory, if it exists)`,
    );
    command.options.forEach(refuseEmpty);
    command.configureHelp({ optionDescription: describe });
  }
  program.hook('preAction', (_program, command) => {
    fillOptions(program, command, io);
    readSecrets(command, io);
  });
}

function describe(option: Option): string {
  const text = new Help().optionDescription(option);
  return option.long === '--help' ? text : `${text} [${variableOf(option)}]`;
}

/** An empty value is a variable of the shell that is not set: it must not mean 'all' or 'none'. */
function refuseEmpty(option: Option): void {
  if (!takesValue(option)) return;
  const { parseArg } = option;
  option.argParser((text: string, before: unknown): unknown => {
    if (text.trim() === '') {
      throw new InvalidArgumentError('Expected a value, but it is empty.');
    }
    return parseArg ? parseArg(text, before) : text;
  });
}

const takesValue = (option: Option): boolean => option.required || option.optional;

function fillOptions(program: Command, command: Command, io: CliIo): void {
  checkVariables(program, io.env);
  const config = readConfig(
    command.getOptionValue('config') ?? readVariable(find(command, 'config'), io.env),
    program,
  );
  for (const option of command.options) {
    const name = option.attributeName();
    if (command.getOptionValueSource(name) === 'cli') continue;
    const value = readVariable(option, io.env);
    if (value !== undefined) {
      command.setOptionValueWithSource(name, value, 'env');
      continue;
    }
    const given = config.valueOf(command, option);
    if (given) command.setOptionValueWithSource(name, parsed(option, given), 'config');
  }
}

/** Such an option is declared above. */
function find(command: Command, name: string): Option | undefined {
  return command.options.find((option) => option.attributeName() === name);
}

function readVariable(option: Option | undefined, env: NodeJS.ProcessEnv): unknown {
  if (!option) return undefined;
  const variable = variableOf(option);
  const text = env[variable];
  if (text === undefined) return undefined;
  return parsed(option, { value: text, place: `the variable ${variable}` });
}

/** @throws UsageError that names the place */
function parsed(option: Option, { value, place }: ConfigValue): unknown {
  if (!takesValue(option)) return readSwitch(value, place);
  let before: unknown;
  for (const text of [value].flat()) {
    try {
      before = option.parseArg ? option.parseArg(String(text), before) : text;
    } catch (cause) {
      if (!(cause instanceof InvalidArgumentError)) throw cause;
      throw new UsageError(`Failed to read ${place}: ${cause.message}`, { cause });
    }
  }
  return before;
}

const SWITCHES = new Map<unknown, boolean>([
  ...['true', '1', 'yes', 'on', true].map((word) => [word, true] as const),
  ...['false', '0', 'no', 'off', false].map((word) => [word, false] as const),
]);

function readSwitch(value: unknown, place: string): boolean {
  const found = SWITCHES.get(typeof value === 'string' ? value.trim().toLowerCase() : value);
  if (found !== undefined) return found;
  throw new UsageError(
    `Failed to read ${place}: expected true or false, but got ${value === '' ? 'an empty value' : JSON.stringify(value)}.`,
  );
}

/** A misspelt variable would silently do nothing. */
function checkVariables(program: Command, env: NodeJS.ProcessEnv): void {
  const known = program.commands.flatMap(({ options }) => options.map(variableOf));
  const unknown = Object.keys(env).filter((name) => name.startsWith(VARIABLES));
  for (const name of unknown.filter((each) => !known.includes(each))) {
    throw new UsageError(
      `Failed to read the environment: no option has the variable ${name}.${suggestion(name, known)} --help shows them.`,
    );
  }
}

/** The prefix is the same in all names: only what follows it can be near. */
const suggestion = (name: string, known: readonly string[]): string =>
  didYouMean(
    name.slice(VARIABLES.length),
    known.map((each) => each.slice(VARIABLES.length)),
    (found) => VARIABLES + found,
  );
