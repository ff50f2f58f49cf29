import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { messageOf, UsageError } from '../shared/errors.js';
import { readCredentials, readMqttLogin } from '../http/read-target.js';
import type { CliIo } from './io.js';
import type { MqttTarget, Target, TlsOptions } from '../http/target.js';

/** Parses a number; commander puts the option's name before the error. */
export function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= min && value <= max)) {
      throw new InvalidArgumentError(`Expected a number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** Parses a whole number. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = number(min, max)(text);
    if (!Number.isInteger(value)) throw new InvalidArgumentError('Expected a whole number.');
    return value;
  };
}

/** Parses a list separated by commas; a repeated option adds to it. */
export function list(text: string, before: readonly string[] = []): readonly string[] {
  const parts = text.split(',').map((part) => part.trim());
  const names = parts.filter((part) => part !== '');
  if (names.length === 0) throw new InvalidArgumentError('Expected a name, but it is empty.');
  return [...before, ...names];
}

/** Parses `+08:00`, `-03:30` or `Z` as minutes east of UTC. */
function utcOffset(text: string): number {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (sign === undefined || Number(minutes) > 59 || total > 14 * 60) {
    throw new InvalidArgumentError('Expected an offset such as +08:00, -03:30 or Z.');
  }
  return sign === '-' ? -total : total;
}

/** Options of every command that sends requests to a broker. */
export function addConnection(command: Command): Command {
  return command
    .option(
      '-u, --user <id:secret>',
      'credentials, or @FILE or - (standard input) to keep them out of the process list',
    )
    .option('--ca <file>', 'certificates to trust, PEM (default: those of Node.js)')
    .option('--insecure', 'accept any certificate', false)
    .option('--cert <file>', "the client's certificate, PEM; with --key")
    .option('--key <file>', 'its private key, PEM')
    .option('--pfx <file>', "the client's certificate and key in one, PKCS #12")
    .option(
      '--passphrase <text>',
      'opens --key or --pfx (default: EMQX_CONTRACT_PASSPHRASE, which keeps it out of the process list)',
    )
    .option(
      '--proxy <url>',
      'HTTP proxy (default: HTTP_PROXY or HTTPS_PROXY, except for the hosts in NO_PROXY)',
    );
}

/** Options of the session with a broker. */
export interface RunOptions {
  /** Seconds. */
  readonly timeout: number;
  readonly rate?: number;
  readonly retries?: number;
  readonly utcOffset?: number;
  readonly prefix?: string;
  readonly proxy?: string;
}

export function sessionOptions(options: RunOptions, io: CliIo) {
  return {
    timeoutMs: options.timeout * 1000,
    requestsPerSecond: options.rate,
    retries: options.retries,
    utcOffsetMinutes: options.utcOffset,
    prefix: options.prefix,
    proxy: options.proxy,
    signal: io.signal,
    onTestClients: io.onTestClients,
  };
}

/** Options for the test clients of `check` and `diff`. */
export function addTestClients(command: Command): Command {
  return command
    .option(
      '--mqtt-user <name:password>',
      'MQTT login of the test clients, or @FILE or - (default: that in the URL of --mqtt, if any)',
    )
    .option(
      '--prefix <text>',
      "start of the test clients' ids; a random part follows (default: ck)",
    )
    .option(
      '--utc-offset <offset>',
      'time zone in which the broker prints times, e.g. +08:00 (default: found from a test client)',
      utcOffset,
    );
}

/** Limits of time and rate. */
export function addLimits(command: Command): Command {
  return command
    .option('--timeout <seconds>', 'limit for one request and its answer', number(0.1, 3600), 10)
    .option(
      '--retries <number>',
      'how often a GET is sent again after a lost connection, a time limit or HTTP 429, 502, 503 or 504',
      wholeNumber(0, 10),
      2,
    )
    .option(
      '--rate <requests>',
      'maximum requests per second (default: no limit, one at a time)',
      number(0.01, 100_000),
    );
}

export interface ConnectionOptions {
  readonly user?: string | undefined;
  /** The file that `user` was read from, if any; so with the other secrets. */
  readonly userFile?: string | undefined;
  readonly ca?: string | undefined;
  readonly insecure?: boolean | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
  readonly pfx?: string | undefined;
  readonly passphrase?: string | undefined;
  readonly passphraseFile?: string | undefined;
  readonly mqtt?: string | undefined;
  readonly mqttUser?: string | undefined;
  readonly mqttUserFile?: string | undefined;
}

/** @throws UsageError */
export function targetOf(baseUrl: string, options: ConnectionOptions): Target {
  const credentials =
    options.user === undefined ? undefined : readCredentials(options.user, '--user');
  const tls = tlsOf(options);
  const mqtt = mqttOf(options);
  if (options.mqttUser !== undefined && !mqtt) {
    throw new UsageError('Failed to use --mqtt-user: expected --mqtt with it, but it is missing.');
  }
  const { userFile } = options;
  return {
    baseUrl,
    tls,
    ...(credentials && { credentials }),
    ...(userFile !== undefined && { credentialsFile: userFile }),
    ...(mqtt && { mqtt }),
  };
}

function tlsOf(options: ConnectionOptions): TlsOptions {
  const { ca, cert, key, pfx, passphrase, passphraseFile, insecure = false } = options;
  return {
    insecure,
    ...(ca !== undefined && { ca: readText('--ca', ca), caFile: ca }),
    ...(cert !== undefined && { cert: readText('--cert', cert), certFile: cert }),
    ...(key !== undefined && { key: readText('--key', key), keyFile: key }),
    ...(pfx !== undefined && { pfx: readBytes('--pfx', pfx), pfxFile: pfx }),
    ...(passphrase !== undefined && { passphrase }),
    ...(passphraseFile !== undefined && { passphraseFile }),
  };
}

const readText = (option: string, file: string): string => readBytes(option, file).toString('utf8');

function readBytes(option: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new UsageError(`Failed to read ${option}: ${messageOf(error)}.`, { cause: error });
  }
}

function mqttOf({ mqtt: url, mqttUser, mqttUserFile }: ConnectionOptions): MqttTarget | undefined {
  if (url === undefined) return undefined;
  if (mqttUser === undefined) return { url };
  const file = mqttUserFile === undefined ? {} : { loginFile: mqttUserFile };
  return { url, ...readMqttLogin(mqttUser), ...file };
}
