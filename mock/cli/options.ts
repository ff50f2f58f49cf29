import { InvalidArgumentError, Option, type Command } from 'commander';
import { misspelt } from '../core/nearest.js';
import { rulesIn } from '../faults/short-form.js';
import { PROXY_TIMEOUT } from '../proxy/target.js';
import { LOG_FORMATS } from '../server/request-log.js';
import { PERSIST_DELAY } from '../state-file/load.js';
import { MQTT_PORT, MQTT_WS_PORT, MQTTS_PORT, readMqttUser } from '../hosts/mqtt/options.js';
import { MAX_SEED } from '../seed/random.js';
import {
  checkInteger,
  DEFAULT_DASHBOARD_USER,
  OptionError,
  readApp,
  readBasePath,
  readDashboardUser,
  readDialect,
  readFaults,
  readInstant,
  readScenario,
  readUtcOffset,
} from '../options.js';

/** Reads an option's text, from the command line or the environment. */
type Read = (text: string, previous: unknown) => unknown;

/** Runs a reader of the programmatic API, with Commander's error if the value is invalid. */
function attempt<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OptionError)) throw error;
    const member = /^faults(?:\[0\])?\.?(.*)$/.exec(error.option)?.[1] ?? '';
    const where = member === '' ? '' : ` as ${member}`;
    throw new InvalidArgumentError(`Expected ${error.expected}${where}.`);
  }
}

const integer =
  (max: number): Read =>
  (text) =>
    attempt(() => {
      const value = /^\d+$/.test(text) ? Number(text) : NaN;
      checkInteger('', value, max);
      return value;
    });

/** Checks the text, and keeps it as text. */
const checked =
  (read: (text: string) => unknown): Read =>
  (text) => {
    attempt(() => read(text));
    return text;
  };

const append = (previous: unknown, more: readonly unknown[]): unknown[] => [
  ...((previous as unknown[] | undefined) ?? []),
  ...more,
];

/** An empty value could mean more than none: an empty host is every address. */
const notEmpty = checked((text) => {
  if (text.trim() === '') throw new OptionError('', text, 'a value that is not empty');
});

/** Reads one fault rule or a JSON list. */
const faultRules: Read = (text, previous) =>
  append(
    previous,
    attempt(() => readFaults(rulesIn(text))),
  );

const names: Read = (text, previous) => {
  if (text === '') throw new InvalidArgumentError('Expected the name of a parameter.');
  return append(previous, [text]);
};

const app: Read = (text, previous) => append(previous, [checked(readApp)(text, undefined)]);

/** Reads a switch of the environment; `undefined`: neither on nor off. */
function readSwitch(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (['1', 'true', 'yes', 'on'].includes(word)) return true;
  return ['', '0', 'false', 'no', 'off'].includes(word) ? false : undefined;
}

/** Every option of `emqx-mock`, in the order of the help. */
export function createOptions(): Option[] {
  const option = (flags: string, description: string, read?: Read): Option => {
    const created = new Option(flags, description);
    return read ? created.argParser(read) : created;
  };
  const port = integer(65_535);
  return [
    option('-p, --port <number>', 'HTTP port to listen on; 0 chooses a free port', port).default(
      8081,
    ),
    option(
      '--host <address>',
      'address to listen on; 0.0.0.0 accepts connections from other machines',
      notEmpty,
    ).default('127.0.0.1'),
    option(
      '--tls',
      'serve HTTPS, with a self-signed certificate, whose fingerprint is printed, unless --tls-cert is given',
    ).default(false),
    option(
      '--tls-cert <file>',
      'file of a certificate, or a chain, in PEM (default: self-signed)',
      notEmpty,
    ),
    option('--tls-key <file>', 'file of the key of --tls-cert, in PEM', notEmpty),
    option(
      '--https-port <number>',
      'port for HTTPS beside HTTP; 0 chooses a free port (default: none)',
      port,
    ),
    option(
      '--base-path <path>',
      'path that all API URLs begin with',
      checked(readBasePath),
    ).default('/api/v4'),
    option(
      '--app <id:secret>',
      'application id and secret to accept; repeatable (default: app_id:app_secret)',
      app,
    ),
    option('--no-auth', 'accept requests without credentials'),
    option(
      '-n, --clients <number>',
      "number of clients to generate, up to 10,000,000 (default: 1000, or the scenario's number)",
      integer(10_000_000),
    ),
    option(
      '-s, --seed <number>',
      'seed of the generated clients, and of the row order in broker dialects: the same seed gives the same clients',
      integer(MAX_SEED),
    ).default(1),
    option(
      '--scenario <name>',
      'start in a named scenario; `emqx-mock scenarios` lists them',
      checked((text) => readScenario(text, 1)),
    ),
    option(
      '--from <file>',
      'load the clients from a file: a saved response of GET /clients, a JSON list, one client per line, or a recording; - reads standard input; repeatable (default: generate clients)',
      (text, previous) => append(previous, [notEmpty(text, undefined)]),
    ),
    option('--lenient', 'skip invalid rows of the --from file, and report them').default(false),
    option(
      '--watch',
      'reload the --from file and the --stub files when they change; named sandboxes keep theirs',
    ).default(false),
    option(
      '--persist <file>',
      'save the clients to this file, and load them from it if it exists (default: off)',
      notEmpty,
    ),
    option(
      '--persist-delay <ms>',
      'milliseconds between a change and its save',
      integer(3_600_000),
    ).default(PERSIST_DELAY),
    option(
      '--persist-sync',
      'put every change on the disk before it is answered, in a log beside the --persist file: kill -9 loses nothing',
    ).default(false),
    option(
      '--now <time>',
      'freeze the clock at this ISO 8601 time, e.g. 2026-01-31T08:00:00Z (default: the running system clock)',
      checked(readInstant),
    ),
    option(
      '--utc-offset <offset>',
      'UTC offset of the times in responses, e.g. +08:00',
      checked(readUtcOffset),
    ).default('+00:00'),
    option(
      '--dialect <name>',
      'broker release to imitate, e.g. emqx-4.3.22; emqx-4.3 is the newest 4.3; `emqx-mock releases` lists them',
      checked(readDialect),
    ).default('documented'),
    option(
      '--node <name>',
      'node that requests are sent to, e.g. emqx@10.12.50.92: before 4.4.15 lists begin with its clients, and 4.0 lists no others (default: the first node)',
      notEmpty,
    ),
    option(
      '--companions',
      'answer the paths beside /clients that front ends call: nodes, subscriptions, stats, login, … (default: in the dialects of real releases)',
    ),
    option('--no-companions', 'do not answer the paths beside /clients'),
    option(
      '--dashboard-user <name:password>',
      'user name and password of the dashboard login, POST /auth',
      checked(readDashboardUser),
    ).default(DEFAULT_DASHBOARD_USER),
    option('--strict', 'refuse unknown query parameters, instead of ignoring them').default(false),
    option(
      '--strict-allow <name>',
      'unknown query parameter that --strict accepts, beside _ of cache-busters; repeatable',
      names,
    ),
    option(
      '--mqtt [port]',
      `accept MQTT clients on this port; 0 chooses a free port (default: off; ${MQTT_PORT} without a value)`,
      port,
    ),
    option(
      '--mqtts [port]',
      `accept MQTT clients over TLS on this port (default: off; ${MQTTS_PORT} without a value)`,
      port,
    ),
    option(
      '--mqtt-ws [port]',
      `accept MQTT over WebSocket, which browsers need, at ws://HOST:PORT/mqtt, or wss:// with --tls (default: off; ${MQTT_WS_PORT} without a value)`,
      port,
    ),
    option(
      '--mqtt-user <name:password>',
      'user name and password that MQTT clients must send (default: none required)',
      checked(readMqttUser),
    ),
    option(
      '--fault <rule>',
      "inject a fault: 'GET /clients nth=3 status=503', or a rule in JSON; repeatable",
      faultRules,
    ),
    option(
      '--stub <file>',
      'file of responses of your own, in YAML or JSON, for paths that the mock does not know; repeatable',
      (text, previous) => append(previous, [notEmpty(text, undefined)]),
    ),
    option(
      '--proxy <url>',
      'server that answers what the mock does not: a broker, or another mock (default: off)',
      notEmpty,
    ),
    option(
      '--proxy-record <file>',
      'add the answers of the --proxy to this file of stubs, without credentials and cookies (default: off)',
      notEmpty,
    ),
    option(
      '--proxy-timeout <ms>',
      'milliseconds that the --proxy has to connect, to begin its response, and between two parts of it',
      integer(3_600_000),
    ).default(PROXY_TIMEOUT),
    option(
      '--journal <number>',
      'number of requests that the journal keeps',
      integer(100_000),
    ).default(1000),
    option('--no-control', 'turn off the control API under /__mock'),
    option(
      '--control-token <token>',
      'bearer token that the control API requires (default: none on loopback, otherwise generated)',
    ),
    option(
      '--coverage [file]',
      'print at exit which parameters, values and responses were exercised (default: off); with a file, also save them as JSON',
      (text) => readSwitch(text) ?? text,
    ),
    option(
      '--usage <file>',
      'add to this file what the requests use of the API: kinds of parameters and values, without values; see `emqx-mock usage` (default: off)',
      notEmpty,
    ),
    option('--no-cors', 'send no CORS headers, so that browsers block pages of other origins'),
    option('--log <format>', 'format of the request log').choices(LOG_FORMATS).default('pretty'),
  ];
}

/** The environment variable of an option: `--base-path` is `EMQX_MOCK_BASE_PATH`. */
export function variableOf(option: Option): string {
  return `EMQX_MOCK_${option.long?.slice(2).replaceAll('-', '_').toUpperCase() ?? ''}`;
}

/** An environment variable with an invalid value. */
export class VariableError extends Error {
  override readonly name = 'VariableError';
}

/**
 * Sets the options that are missing on the command line from the environment. `--app`, `--from`, `--stub`
 * and `--strict-allow` are split at commas; a switch is on for 1, true, yes or on.
 * @throws {VariableError} naming the variable.
 */
export function readEnvironment(command: Command, env: NodeJS.ProcessEnv): void {
  refuseMisspelt(Object.keys(env), command.options.map(variableOf));
  for (const option of command.options) {
    const variable = variableOf(option);
    const text = env[variable];
    const name = option.attributeName();
    const source = command.getOptionValueSource(name);
    if (text === undefined || (source !== undefined && source !== 'default')) continue;
    if (name === 'port' && IS_OF_KUBERNETES.test(text)) continue;
    command.setOptionValueWithSource(name, readVariable(option, variable, text), 'env');
  }
}

/** Options whose variable is split at commas. */
const LISTS: ReadonlySet<string | undefined> = new Set([
  '--app',
  '--from',
  '--stub',
  '--strict-allow',
]);

/** Kubernetes sets EMQX_MOCK_PORT, if a service has the name `emqx-mock`, to `tcp://10.0.0.1:8081`. */
const IS_OF_KUBERNETES = /^(?:tcp|udp|sctp):\/\//;

/** @throws {VariableError} for a variable that is a misspelling of a known one. */
function refuseMisspelt(names: readonly string[], known: readonly string[]): void {
  for (const name of names) {
    if (!/^EMQX_?MOCK_/i.test(name) || known.includes(name)) continue;
    const meant = misspelt(name, known);
    if (meant === undefined) continue;
    throw new VariableError(`${name} is not a variable of emqx-mock: did you mean ${meant}?`);
  }
}

function readVariable(option: Option, variable: string, text: string): unknown {
  if (option.isBoolean() || option.negate) {
    const isOn = readSwitch(text);
    if (isOn !== undefined) return isOn !== option.negate;
    throw new VariableError(
      `${variable}: expected true or false, but got ${JSON.stringify(text)}.`,
    );
  }
  const read = option.parseArg as Read | undefined;
  if (!read) return text;
  try {
    if (LISTS.has(option.long)) {
      return text.split(',').reduce<unknown>((list, part) => read(part.trim(), list), undefined);
    }
    return read(text, undefined);
  } catch (error) {
    if (!(error instanceof InvalidArgumentError)) throw error;
    throw new VariableError(`${variable} is ${JSON.stringify(text)}. ${error.message}`);
  }
}
