import { getProxyForUrl } from 'proxy-from-env';
import { ApiClient, SHORT_LIST } from '../http/api-client.js';
import { isProxyHiddenFromCurl } from '../http/dispatcher.js';
import { judgeFirstAnswer } from '../http/answers/first-answer.js';
import { readTarget } from '../http/read-target.js';
import { createSafetyGuard } from '../http/safety-guard.js';
import { IdentityMask } from '../http/mask/identity-mask.js';
import type { Target, Transport } from '../http/target.js';
import { createHttpTransport } from '../http/transport.js';
import type { RuleEnvironment } from '../rule/context.js';
import { CAPABILITIES, type Capability } from '../rule/rule.js';
import { type Clock, systemClock } from '../shared/clock.js';
import {
  BrokenAnswer,
  BrokerUnreachable,
  messageOf,
  NoAnswer,
  UsageError,
} from '../shared/errors.js';
import { createMqttDriver } from '../test-clients/mqtt-driver.js';
import type { LeftSession } from '../test-clients/mqtt-sessions.js';
import type { FixtureDriver } from '../test-clients/test-client.js';
import { TestClientPool } from '../test-clients/test-client-pool.js';

export interface SessionOptions {
  /** Allow DELETE, for the clients that the kit connects. Default false. */
  readonly kick?: boolean | undefined;
  /** Minutes east of UTC in which the broker prints times. Default: found from a test client. */
  readonly utcOffsetMinutes?: number | undefined;
  /** Limit for one request and its answer. Milliseconds, default 10,000. */
  readonly timeoutMs?: number | undefined;
  /** How often a GET is sent again after a lost connection, a time limit or HTTP 429, 502, 503, 504. Default 2. */
  readonly retries?: number | undefined;
  /** URL of an HTTP proxy. Default: as `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` say. */
  readonly proxy?: string | undefined;
  /** Limit for the whole run. Milliseconds; for `checkBroker` default 600,000, else none. */
  readonly timeLimitMs?: number | undefined;
  /**
   * Limit for the time that the broker takes for all requests. Milliseconds, default none. A rule
   * whose next request would take longer than what is left is skipped.
   */
  readonly budgetMs?: number | undefined;
  /** Limit for the API to show a client that has connected. Milliseconds, default 10,000. */
  readonly fixtureTimeoutMs?: number | undefined;
  /** Maximum rate. Default: one request after the other, without a pause. */
  readonly requestsPerSecond?: number | undefined;
  /** Start of the ids of the kit's clients; a random part follows. Default `ck`. */
  readonly prefix?: string | undefined;
  /**
   * Replace client ids, user names and addresses that are not the kit's own in all results. Default
   * false.
   */
  readonly redact?: boolean | undefined;
  /** Ends the run early; the kit's clients are removed first. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each request. */
  readonly onRequest?: (() => void) | undefined;
  /**
   * Called with the command that removes them before test clients connect, and with `undefined` once
   * they have been removed.
   */
  readonly onTestClients?: ((cleanup: string | undefined, prefix: string) => void) | undefined;
  /** While the test clients connect: how many of them the API shows in their state. */
  readonly onFixtures?: ((shown: number, total: number) => void) | undefined;
  /** Replaces HTTP, e.g. to call a handler in the same process. */
  readonly transport?: Transport | undefined;
  /** Replaces MQTT over the network. */
  readonly driver?: FixtureDriver | undefined;
  readonly clock?: Clock | undefined;
  /** Returns 0 to below 1, for the prefix. Default `Math.random`. */
  readonly random?: (() => number) | undefined;
}

export const DEFAULT_TIMEOUT_MS = 10_000;

/** Of `checkBroker`; other runs have none. */
export const DEFAULT_TIME_LIMIT_MS = 600_000;

/** Limit for the clean-up of a broker that has stopped answering. */
const GONE_CLEAN_UP_MS = 5000;

/** An open run against one broker: the guarded API, and the test clients. */
export interface BrokerSession extends RuleEnvironment {
  readonly target: Target;
  /** Disconnects the test clients; returns the sessions that it could not end. Never throws. */
  close(): Promise<readonly LeftSession[]>;
}

/**
 * Reaches the broker and, where the target has MQTT, connects the test clients.
 * @throws UsageError BrokerUnreachable Interrupted, after removing the clients connected by then
 */
export async function openSession(
  unread: Target,
  options: SessionOptions = {},
): Promise<BrokerSession> {
  const target = readTarget(unread);
  const {
    clock = systemClock,
    timeoutMs = DEFAULT_TIMEOUT_MS,
    requestsPerSecond,
    signal,
  } = options;
  const prefix = choosePrefix(options.prefix, options.random ?? Math.random);
  const { origin, pathname } = new URL(target.baseUrl);
  const transport =
    options.transport ??
    createHttpTransport({ origin, tls: target.tls, timeoutMs, proxy: options.proxy, signal });
  const guarded = createSafetyGuard(transport, {
    basePath: pathname.replace(/\/+$/, ''),
    kick: options.kick ?? false,
    prefix,
  });
  const api = new ApiClient({
    target,
    transport: guarded,
    clock,
    requestsPerSecond,
    proxy: options.proxy ?? getProxyForUrl(origin),
    namedProxy: options.proxy,
    isProxyHiddenFromCurl: options.proxy === undefined && isProxyHiddenFromCurl(origin),
    retries: options.retries,
    timeLimitMs: options.timeLimitMs,
    budgetMs: options.budgetMs,
    signal,
    mask: options.redact === true ? new IdentityMask(prefix, hostsOf(target)) : undefined,
    onRequest: options.onRequest,
  });
  const driver = options.driver ?? (target.mqtt && createMqttDriver(target.mqtt, target.tls));
  const { username, password } = target.mqtt ?? {};
  const testClients =
    driver &&
    new TestClientPool({
      driver,
      api,
      prefix,
      clock,
      login: username === undefined ? undefined : { username, password },
      utcOffsetMinutes: options.utcOffsetMinutes,
      timeoutMs: options.fixtureTimeoutMs ?? DEFAULT_TIMEOUT_MS,
      signal,
      onProgress: options.onFixtures,
    });
  let mayExist = false;
  const close = async (): Promise<readonly LeftSession[]> => {
    const left =
      (await testClients?.close(
        api.gone || testClients.unreachable ? GONE_CLEAN_UP_MS : undefined,
      )) ?? [];
    await driver?.close();
    await transport.close?.();
    if (mayExist) options.onTestClients?.(undefined, prefix);
    mayExist = false;
    return left;
  };
  try {
    await reach(api, target);
    if (testClients) {
      mayExist = true;
      options.onTestClients?.(cleanupCommand(target.baseUrl, prefix), prefix);
      await testClients.open();
    }
  } catch (error) {
    const left = await close();
    if (left.length === 0) throw error;
    const message = `${messageOf(error)} ${describeLeftSessions(left, { prefix, target })}`;
    throw new BrokerUnreachable(message, { cause: error });
  }
  return {
    target,
    api,
    clock,
    prefix,
    testClients,
    missingCapabilities: missingFrom(target, options, testClients),
    utcOffsetMinutes: testClients?.utcOffsetMinutes ?? options.utcOffsetMinutes ?? 0,
    close,
  };
}

/** Of both addresses that the user has given. */
const hostsOf = ({ baseUrl, mqtt }: Target): readonly string[] =>
  [baseUrl, mqtt?.url ?? ''].flatMap((url) => (URL.canParse(url) ? new URL(url).hostname : []));

/** Names what a run has left, and the command that removes it. */
export function describeLeftSessions(
  left: readonly LeftSession[],
  { prefix, target }: { readonly prefix: string; readonly target: Pick<Target, 'baseUrl'> },
): string {
  const sessions = left.map(({ clientid, reason }) => `"${clientid}" (${reason})`).join(', ');
  const command = cleanupCommand(target.baseUrl, prefix);
  return `Sessions left on the broker: ${sessions}. Once it answers, remove them with: ${command}`;
}

/** The command line that removes what a run has left. @param baseUrl without a login */
const cleanupCommand = (baseUrl: string, prefix: string): string =>
  `emqx-contract cleanup ${baseUrl} --prefix ${prefix} --yes`;

/** The part of the prefix that a user may choose. */
const CHOICE = /^[A-Za-z0-9]{1,12}$/;

/**
 * The start of every client id of a run, e.g. `ck-5f0c1a-`. The random part means that no other
 * client has it. Unreserved characters only: it reads the same in any encoding and in any regular
 * expression.
 */
function choosePrefix(choice = 'ck', random: () => number): string {
  if (!CHOICE.test(choice)) {
    throw new UsageError(
      `Failed to read the prefix: expected 1 to 12 letters or digits but got "${choice}".`,
    );
  }
  const token = Math.floor(random() * 0x1000000)
    .toString(16)
    .padStart(6, '0');
  return `${choice}-${token}-`;
}

/** One request before the rules, so that a wrong address is reported once. */
async function reach(api: ApiClient, target: Target): Promise<void> {
  const { baseUrl } = api;
  try {
    const exchange = await api.send(SHORT_LIST);
    judgeFirstAnswer(api.redacted(exchange), {
      baseUrl,
      hasCredentials: target.credentials !== undefined,
    });
    api.doubtAfter(exchange);
  } catch (error) {
    if (!(error instanceof NoAnswer || error instanceof BrokenAnswer)) throw error;
    const message =
      `The broker at ${baseUrl} cannot be reached. ${error.message} ${error.advice}`.trim();
    throw new BrokerUnreachable(message, { cause: error });
  }
}

function missingFrom(
  target: Target,
  options: SessionOptions,
  testClients: TestClientPool | undefined,
): ReadonlyMap<Capability, string> {
  const missing = new Map<Capability, string>(testClients?.missingCapabilities);
  if (!testClients) {
    for (const capability of CAPABILITIES) {
      missing.set(capability, 'it needs test clients: give the MQTT address with --mqtt');
    }
    missing.delete('credentials');
    missing.set('utc-offset', 'the time zone is unknown: give --utc-offset, or --mqtt to find it');
    if (options.utcOffsetMinutes !== undefined) missing.delete('utc-offset');
  }
  if (options.kick !== true) missing.set('kick', 'it kicks test clients: allow it with --kick');
  if (!target.credentials) {
    missing.set('credentials', 'it needs the right credentials: give them with -u id:secret');
  }
  return missing;
}
