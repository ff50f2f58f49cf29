import { InvalidArgumentError, Option, type Command } from 'commander';
import { readCoverageWish } from './coverage.js';
import { DIALECT_NAMES } from '../core/dialects/dialect.js';
import { rulesIn } from '../faults/short-form.js';
import { LOG_FORMATS } from '../server/request-log.js';
import { PERSIST_DELAY } from '../state-file/load.js';
import { MQTT_PORT, readMqttUser } from '../hosts/mqtt/options.js';
import { MAX_SEED } from '../seed/random.js';
import {
  OptionError,
  readApp,
  readBasePath,
  readFaults,
  readInstant,
  readScenario,
  readUtcOffset,
} from '../options.js';

/** Reads the text of an option's value, on the command line or in the environment. */
type Read = (text: string, previous: unknown) => unknown;

const integer =
  (min: number, max: number): Read =>
  (text) => {
    const value = Number(text);
    if (!/^-?\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`Expected an integer from ${min} to ${max}.`);
    }
    return value;
  };

/** Lets the programmatic API's reader judge, and keeps the text. */
const checked =
  (read: (text: string) => unknown): Read =>
  (text) => {
    try {
      read(text);
    } catch (error) {
      if (error instanceof OptionError)
        throw new InvalidArgumentError(`Expected ${error.expected}.`);
      throw error;
    }
    return text;
  };

/** Fault rules, one or a JSON list; the member that is wrong is named in the message. */
const faultRules: Read = (text, previous) => {
  try {
    return [...((previous as unknown[] | undefined) ?? []), ...readFaults(rulesIn(text))];
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const member = error.option.replace(/^faults(?:\[0\])?\.?/, '');
    const where = member === '' ? '' : ` as ${member}`;
    throw new InvalidArgumentError(`Expected ${error.expected}${where}.`);
  }
};

const repeated =
  (read: Read): Read =>
  (text, previous) => [...((previous as unknown[] | undefined) ?? []), read(text, undefined)];

/** Every option of `emqx-mock`, in the order of its help. */
export function createOptions(): Option[] {
  const option = (flags: string, description: string, read?: Read): Option => {
    const made = new Option(flags, description);
    return read ? made.argParser(read) : made;
  };
  return [
    option(
      '-p, --port <number>',
      'port to listen on; 0 takes a free one',
      integer(0, 65_535),
    ).default(8081),
    option('--host <address>', 'address to listen on').default('127.0.0.1'),
    option('--base-path <path>', 'where the API is', checked(readBasePath)).default('/api/v4'),
    option(
      '--app <id:secret>',
      'who may call; repeat it for more (default: app_id:app_secret)',
      repeated(checked(readApp)),
    ),
    option('--no-auth', 'let everybody in'),
    option(
      '-n, --clients <number>',
      "how many clients to seed (default: 1000, or the scenario's own number)",
      integer(0, 10_000_000),
    ),
    option(
      '-s, --seed <number>',
      'what the seeded clients depend on',
      integer(0, MAX_SEED),
    ).default(1),
    option(
      '--scenario <name>',
      'begin in a named situation; `emqx-mock scenarios` lists them',
    ).argParser(checked((text) => readScenario(text, 1))),
    option(
      '--from <file>',
      'serve what GET /clients answered: a page, a list, one client a line, a recording; - is stdin',
    ),
    option('--lenient', 'leave out rows of --from that are wrong, and list them').default(false),
    option('--watch', 'read the --from file again when it changes; sandboxes stay').default(false),
    option('--persist <file>', 'keep the clients in this file; where it exists, begin with it'),
    option(
      '--persist-delay <ms>',
      'how long after a change it is written',
      integer(0, 3_600_000),
    ).default(PERSIST_DELAY),
    option('--now <time>', 'freeze the clock at this ISO 8601 time', checked(readInstant)),
    option('--utc-offset <offset>', "the nodes' local time", checked(readUtcOffset)).default(
      '+00:00',
    ),
    option('--dialect <name>', 'whose answers').choices(DIALECT_NAMES).default('documented'),
    option('--strict', 'refuse query parameters that are not known').default(false),
    option(
      '--mqtt [port]',
      `let MQTT clients connect, on this port (${MQTT_PORT} where none is given)`,
      integer(0, 65_535),
    ).preset(String(MQTT_PORT)),
    option(
      '--mqtt-user <name:password>',
      'what every MQTT client has to give (default: all may connect)',
      checked(readMqttUser),
    ),
    option(
      '--fault <rule>',
      "fault to apply: 'GET /clients nth=3 status=503', or JSON; repeat it for more",
      faultRules,
    ),
    option('--journal <number>', 'requests that the journal keeps', integer(0, 100_000)).default(
      1000,
    ),
    option('--no-control', 'turn the control API under /__mock off'),
    option(
      '--control-token <token>',
      'what the control API asks for (default: nothing on loopback, else a made-up one)',
    ),
    option(
      '--coverage [file]',
      'tell at exit which parameters, values and answers were exercised; with a file, in JSON too',
      readCoverageWish,
    ),
    option('--no-cors', 'do not let pages of other origins call'),
    option('--log <format>', 'how requests are logged').choices(LOG_FORMATS).default('pretty'),
  ];
}

/** The environment variable of an option: `--base-path` is `EMQX_MOCK_BASE_PATH`. */
export function variableOf(option: Option): string {
  return `EMQX_MOCK_${option.long?.slice(2).replaceAll('-', '_').toUpperCase() ?? ''}`;
}

/** An environment variable whose value can not be used. */
export class VariableError extends Error {
  override readonly name = 'VariableError';
}

const YES = ['1', 'true', 'yes', 'on'];
const NO = ['', '0', 'false', 'no', 'off'];

/**
 * Fills the options that the command line left out from the environment. A list (`--app`) is
 * split at commas; a switch is on for 1, true, yes or on.
 * @throws {VariableError} naming the variable.
 */
export function readEnvironment(command: Command, env: NodeJS.ProcessEnv): void {
  for (const option of command.options) {
    const variable = variableOf(option);
    const text = env[variable];
    const name = option.attributeName();
    const source = command.getOptionValueSource(name);
    if (text === undefined || (source !== undefined && source !== 'default')) continue;
    command.setOptionValueWithSource(name, readVariable(option, variable, text), 'env');
  }
}

function readVariable(option: Option, variable: string, text: string): unknown {
  if (option.isBoolean() || option.negate) {
    const word = text.toLowerCase();
    if (YES.includes(word)) return !option.negate;
    if (NO.includes(word)) return option.negate;
    throw new VariableError(
      `${variable}: expected true or false, but got ${JSON.stringify(text)}.`,
    );
  }
  const read = option.parseArg as Read | undefined;
  if (!read) return text;
  try {
    // A list's reader appends to what it is given: let it see part by part.
    if (option.long === '--fault') return read(text, undefined);
    if (option.long === '--app') {
      return text.split(',').reduce<unknown>((list, part) => read(part.trim(), list), undefined);
    }
    return read(text, undefined);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new VariableError(`${variable} is ${JSON.stringify(text)}. ${error.message}`);
  }
}
