/**
 * The mock of the EMQX 4.x clients API, for programs and tests.
 *
 * ```ts
 * await using mock = await startMock({ port: 0, clients: 50, seed: 7 });
 * const answer = await fetch(`${mock.url}/clients?_limit=10`, { headers: mock.authorization });
 * ```
 */
import type { ClientInput } from './core/client-input.js';
import { createApp } from './hosts/express/app.js';
import { listen } from './hosts/express/server.js';
import { openDoor } from './hosts/mqtt/door.js';
import { readDoorOptions } from './hosts/mqtt/options.js';
import { createLog, LOG_FORMATS, type LogFormat, type RequestLog } from './log.js';
import { createMockOf, type Mock } from './mock.js';
import { OptionError, readOptions, type MockOptions, type MockSettings } from './options.js';
import { populate } from './population.js';
import { seedClients } from './seed/index.js';

export type { Client, ClientsPage, ClientLookup, KickAnswer, ApiError } from '../openapi/index.js';
export type { ClientChange, ClientInput, FieldProblem, TimeInput } from './core/client-input.js';
export type { ConnState, JsonValue } from './core/client.js';
export { DIALECT_NAMES, type DialectName } from './core/dialects/dialect.js';
export type { MockRequest, MockResponse } from './core/http.js';
export { ClientError, type MockClients } from './clients.js';
export type { FaultAction, FaultDelay, FaultMatch, FaultRule } from './faults/index.js';
export type { LogFormat } from './log.js';
export type { Mock } from './mock.js';
export { OptionError, type MockOptions } from './options.js';

/** {@link MockOptions}, and which clients there are. */
export interface PopulationOptions extends MockOptions {
  /** How many clients to seed (default 1,000), or the very clients. */
  readonly clients?: number | readonly ClientInput[] | undefined;
}

export interface StartOptions extends PopulationOptions {
  /** Default 8081; 0 takes a free one. */
  readonly port?: number | undefined;
  /** Default 127.0.0.1: nobody else on the network can call. */
  readonly host?: string | undefined;
  /** Port on which MQTT clients can connect, on the same host; 0 takes a free one. Default: none. */
  readonly mqtt?: number | undefined;
  /** What every MQTT client has to give, as `name:password`. Default: all may connect. */
  readonly mqttUser?: string | undefined;
  /** Whether pages of other origins may call. Default `true`. */
  readonly cors?: boolean | undefined;
  /** How requests are logged, to standard output or to `write`. Default `silent`. */
  readonly log?: LogFormat | undefined;
  /** Receives the log's lines. Default: standard output. */
  readonly write?: ((line: string) => void) | undefined;
}

/** A mock that listens. */
export interface RunningMock extends Mock, AsyncDisposable {
  /** The API's base URL, e.g. `http://127.0.0.1:8081/api/v4`. */
  readonly url: string;
  readonly port: number;
  /** Where MQTT clients can connect, e.g. `mqtt://127.0.0.1:1883`, if option `mqtt` was given. */
  readonly mqttUrl: string | undefined;
  /** The header that lets a request in; empty where everybody is let in. */
  readonly authorization: Readonly<Record<string, string>>;
  readonly log: RequestLog;
  /** Stops: requests in flight are finished first, for five seconds at the most. */
  close(): Promise<void>;
}

const DEFAULT_PORT = 8081;
const DEFAULT_HOST = '127.0.0.1';

/**
 * Makes a mock with no socket: `mock.handle({ method, path, query })` answers at once.
 * @throws {OptionError} for an option that can not be used.
 * @throws {ClientError} for a given client that can not be read.
 */
export function createMock(options: PopulationOptions = {}): Mock {
  const settings = readOptions(options);
  const now = settings.frozenAt ?? Date.now();
  return createMockOf(populate(options.clients, settings, now, seedClients), settings, Date.now);
}

/**
 * Starts a mock on a port.
 * @throws {OptionError | ClientError} as {@link createMock}; what listening fails with.
 */
export async function startMock(options: StartOptions = {}): Promise<RunningMock> {
  const port = options.port ?? DEFAULT_PORT;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new OptionError('port', port, 'an integer from 0 to 65535');
  }
  const format = options.log ?? 'silent';
  if (!LOG_FORMATS.includes(format)) {
    throw new OptionError('log', format, `one of ${LOG_FORMATS.join(', ')}`);
  }
  const doorSettings = readDoorOptions(options.mqtt, options.mqttUser, port);
  const mock = createMock(options);
  const write = options.write ?? ((line: string) => process.stdout.write(line));
  const log = createLog(format, write, Date.now);
  const app = createApp({ handle: mock.handle, cors: options.cors ?? true, log });
  const host = options.host ?? DEFAULT_HOST;
  const server = await listen(app, host, port);
  const door =
    doorSettings &&
    (await openDoor({ ...doorSettings, state: mock.state, host, log }).catch(
      async (error: unknown) => {
        await server.close();
        throw error;
      },
    ));
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> =>
    (closing ??= Promise.all([server.close(), door?.close()]).then(() => undefined));
  return {
    ...mock,
    url: server.origin + mock.settings.basePath,
    port: server.port,
    mqttUrl: door?.url,
    authorization: authorizationOf(mock.settings),
    log,
    close,
    [Symbol.asyncDispose]: close,
  };
}

function authorizationOf({ credentials }: MockSettings): Record<string, string> {
  const [application] = credentials ?? [];
  if (!application) return {};
  const token = Buffer.from(`${application.id}:${application.secret}`).toString('base64');
  return { authorization: `Basic ${token}` };
}
