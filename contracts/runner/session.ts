import { ApiClient } from '../http/api-client.js';
import { systemClock } from '../shared/clock.js';
import type { ContextOptions } from '../rule/context.js';
import { BrokenAnswer, messageOf, NoAnswer, BrokerUnreachable } from '../shared/errors.js';
import { createMqttDriver } from '../test-clients/mqtt-driver.js';
import type { FixtureDriver } from '../test-clients/test-client.js';
import type { LeftSession } from '../test-clients/sessions.js';
import { TestClientPool } from '../test-clients/test-client-pool.js';
import { createSafetyGuard } from '../http/safety-guard.js';
import { listPath } from '../http/list-response.js';
import { choosePrefix } from './run-prefix.js';
import { readTarget } from '../http/read-target.js';
import type { Capability } from '../rule/rule.js';
import { CAPABILITIES } from '../rule/rule.js';
import type { Clock, Target, Transport } from '../http/target.js';
import { createHttpTransport } from '../http/transport.js';

export interface SessionOptions {
  /** Allow DELETE, for the clients that the kit connects. Default false. */
  readonly kick?: boolean | undefined;
  /** Minutes east of UTC in which the broker prints times. Default: found from a fixture. */
  readonly utcOffsetMinutes?: number | undefined;
  /** For one exchange. Milliseconds, default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** For the API to show a client that has connected. Milliseconds, default 10,000. */
  readonly fixtureTimeoutMs?: number | undefined;
  /** Default: one request after the other, without a pause. */
  readonly requestsPerSecond?: number | undefined;
  /** Start of the ids of the kit's clients; a random part follows. Default `ck`. */
  readonly prefix?: string | undefined;
  /** Ends the run early; the kit's clients are removed all the same. */
  readonly signal?: AbortSignal | undefined;
  /** While the fixtures enter: how many the API shows as they are. */
  readonly onFixtures?: ((shown: number, total: number) => void) | undefined;
  /** In place of HTTP: carries the requests, e.g. to a handler in the same process. */
  readonly transport?: Transport | undefined;
  /** In place of MQTT over the network. */
  readonly driver?: FixtureDriver | undefined;
  readonly clock?: Clock | undefined;
  /** From 0 to 1, for the prefix. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

const TIMEOUT_MS = 10_000;

/** Everything that rules need of a broker: the guarded API and the known truth. */
export interface BrokerSession {
  readonly target: Target;
  readonly context: ContextOptions;
  /** Ends the fixtures; says which sessions it could not end. Never throws. */
  close(): Promise<readonly LeftSession[]>;
}

/**
 * Opens the gate: reaches the broker and, where the target has MQTT, brings the fixtures on testClients.
 * @throws UsageError Unreachable Interrupted; what it had connected by then is removed
 */
export async function openSession(
  asked: Target,
  options: SessionOptions = {},
): Promise<BrokerSession> {
  const target = readTarget(asked);
  const { clock = systemClock, kick = false, signal } = options;
  const prefix = choosePrefix(options.prefix, options.random ?? Math.random);
  const transport =
    options.transport ??
    createHttpTransport({
      origin: new URL(target.baseUrl).origin,
      tls: target.tls,
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
    });
  const basePath = new URL(target.baseUrl).pathname.replace(/\/+$/, '');
  const guarded = createSafetyGuard(transport, { basePath, kick, prefix });
  const { requestsPerSecond } = options;
  const api = new ApiClient({ target, transport: guarded, clock, requestsPerSecond, signal });
  const driver = options.driver ?? (target.mqtt && createMqttDriver(target.mqtt, target.tls));
  const testClients = driver && createTestClientPool(driver, api, prefix, clock, target, options);
  const close = async (): Promise<readonly LeftSession[]> => {
    const left = (await testClients?.close()) ?? [];
    await driver?.close();
    await transport.close?.();
    return left;
  };
  try {
    await reach(api);
    await testClients?.open();
  } catch (error) {
    const left = await close();
    throw left.length === 0
      ? error
      : new BrokerUnreachable(`${messageOf(error)} ${describeLeftSessions(left)}`, {
          cause: error,
        });
  }
  const utcOffsetMinutes = testClients?.utcOffsetMinutes ?? options.utcOffsetMinutes ?? 0;
  const missingCapabilities = missingFrom(target, options, testClients);
  return {
    target,
    context: { api, clock, prefix, testClients, missingCapabilities, utcOffsetMinutes },
    close,
  };
}

export function describeLeftSessions(left: readonly LeftSession[]): string {
  const sessions = left.map(({ clientid, reason }) => `"${clientid}" (${reason})`).join(', ');
  return `Sessions left on the broker, to be removed by hand: ${sessions}.`;
}

function createTestClientPool(
  driver: FixtureDriver,
  api: ApiClient,
  prefix: string,
  clock: Clock,
  target: Target,
  options: SessionOptions,
): TestClientPool {
  const { username, password } = target.mqtt ?? {};
  return new TestClientPool({
    driver,
    api,
    prefix,
    clock,
    login: username === undefined ? undefined : { username, password },
    utcOffsetMinutes: options.utcOffsetMinutes,
    timeoutMs: options.fixtureTimeoutMs ?? TIMEOUT_MS,
    signal: options.signal,
    onProgress: options.onFixtures,
  });
}

/** One request, so that sixty rules need not fail for one wrong address. */
async function reach(api: ApiClient): Promise<void> {
  const at = api.baseUrl;
  let status: number;
  try {
    const exchange = await api.send({ path: listPath({ _limit: 1 }) });
    status = exchange.response.status;
  } catch (error) {
    if (error instanceof NoAnswer || error instanceof BrokenAnswer) {
      throw new BrokerUnreachable(`The broker at ${at} can not be reached. ${error.message}`, {
        cause: error,
      });
    }
    throw error;
  }
  if (status === 401 || status === 403) {
    throw new BrokerUnreachable(
      `The broker at ${at} refused the credentials (HTTP ${status}): give the right ones with -u id:secret.`,
    );
  }
  if (status === 429 || status === 503) {
    throw new BrokerUnreachable(
      `The broker at ${at} answers nobody now (HTTP ${status}): try again later, or more slowly with --rate.`,
    );
  }
  if (status === 404) {
    throw new BrokerUnreachable(
      `There is no ${at}/clients (HTTP 404): the base URL must end where /clients begins, usually in /api/v4.`,
    );
  }
}

function missingFrom(
  target: Target,
  options: SessionOptions,
  testClients: TestClientPool | undefined,
): ReadonlyMap<Capability, string> {
  const unmet = new Map<Capability, string>(testClients?.missingCapabilities);
  if (!testClients) {
    for (const need of CAPABILITIES) {
      if (need !== 'credentials' && need !== 'utc-offset') {
        unmet.set(need, 'it needs clients of our own: give the MQTT address with --mqtt');
      }
    }
    if (options.utcOffsetMinutes === undefined) {
      unmet.set(
        'utc-offset',
        'the time zone is not known: give --utc-offset, or --mqtt to find it',
      );
    }
  }
  if (options.kick !== true) {
    unmet.set('kick', 'it kicks clients of our own: allow it with --kick');
  }
  if (!target.credentials) {
    unmet.set('credentials', 'it needs credentials that are right: give them with -u id:secret');
  }
  return unmet;
}
