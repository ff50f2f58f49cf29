import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { CONTROL_PATH, createControl } from '../control/control.js';
import { createBuiltFiles } from '../control/pages/built-files.js';
import { createPages } from '../control/pages/pages.js';
import { chooseToken } from '../control/token.js';
import { dialectOf } from '../core/releases/dialect-of.js';
import { createListener } from '../hosts/express/listener.js';
import { listen } from '../hosts/express/server.js';
import type { MqttListener, MqttListenerOptions } from '../hosts/mqtt/mqtt-listener.js';
import { readMqttOptions } from '../hosts/mqtt/options.js';
import { generateClients } from './generate-clients.js';
import { createLog, LOG_FORMATS, type RequestLog } from './request-log.js';
import { createMockOf, type Mock } from '../mock.js';
import {
  checkInteger,
  OptionError,
  readOptions,
  readStubs,
  type MockSettings,
} from '../options.js';
import { sandboxPrefix } from '../sandboxes/sandbox-name.js';
import type { UpgradeOptions } from '../hosts/express/upgrades.js';
import { readProxyOptions } from '../proxy/target.js';
import type { KeyPair, TlsOptions } from './certificate.js';
import type { RunningMock, StartOptions } from './running-mock.js';
import { lockStateFile } from '../state-file/lock.js';
import { persistState, type PersistedState } from '../state-file/persist.js';
import { checkFileOptions, filesOf, loadClients, PERSIST_DELAY } from '../state-file/load.js';
import { checkStartOptions } from '../shared/check-options.js';
import { takeTurns } from '../shared/take-turns.js';
import { signatureOf, watchFile } from '../state-file/watch.js';
import type { StubFiles } from '../stubs/stub-files.js';
import { createStubSet } from '../stubs/stub-set.js';
import type { MockUsage } from '../usage/mock-usage.js';
import type { Stub } from '../stubs/stub.js';

/** Milliseconds between two removals of unused sandboxes. */
const SWEEP_MS = 60_000;

/**
 * Starts a mock on a port.
 * @throws {OptionError | ClientError} as createMock.
 * @throws {StateFileError} if a file of clients cannot be read or written.
 * @throws {StubFileError} if a file of stubs cannot be used.
 * @throws {Error} if it cannot listen, e.g. `EADDRINUSE`.
 */
export async function startMock(options: StartOptions = {}): Promise<RunningMock> {
  checkStartOptions(options);
  const { persist } = options;
  checkFileOptions(options, options);
  const lock = persist === undefined ? undefined : await lockStateFile(persist);
  const release = async (): Promise<void> => lock?.release();
  const failed: (() => Promise<void>)[] = [];
  try {
    return await start(options, release, (act) => failed.push(act));
  } catch (error) {
    for (const act of failed) await act();
    await release();
    throw error;
  }
}

/**
 * @param onClosed called when nothing writes to the state file any more.
 * @param onFailed receives what must be done if the start fails from there on.
 */
async function start(
  options: StartOptions,
  onClosed: () => Promise<void>,
  onFailed: (act: () => Promise<void>) => void,
): Promise<RunningMock> {
  const { port = 8081, host = '127.0.0.1', log: format = 'silent' } = options;
  checkInteger('port', port, 65_535);
  if (!LOG_FORMATS.includes(format)) {
    throw new OptionError('log', format, `one of ${LOG_FORMATS.join(', ')}`);
  }
  const { tls = false, httpsPort } = options;
  checkTlsOptions(options, port);
  const mqttSettings = readMqttOptions(options, [port, httpsPort]);
  const given = readOptions(options);
  const watched = options.watch ? filesOf(options.from) : [];
  const signature = await signaturesOf(watched);
  const stubFiles = await openStubFiles(options.stubFiles);
  const target = readProxyOptions(options);
  const settings = {
    ...given,
    stubs: [...given.stubs, ...(stubFiles?.stubs ?? [])],
    passesOn: target !== undefined,
  };
  const loaded = await loadClients(options, settings.utcOffsetMinutes, () => process.stdin);
  const mock = createMockOf(
    loaded ?? (await generateClients(options, settings)),
    settings,
    Date.now,
  );
  const write = options.write ?? ((line: string) => process.stdout.write(line));
  const log = createLog(format, write, Date.now);
  const controlToken = chooseToken(options.controlToken, host, randomUUID);
  const control =
    (options.control ?? true)
      ? createControl({
          mock,
          token: controlToken,
          isSecure: (authority) => tls || authority.endsWith(`:${httpsPort}`),
          pages: createPages({ mock, files: createBuiltFiles(), toYaml, inTurns: takeTurns }),
          inTurns: takeTurns,
        })
      : undefined;
  const proxy = target && (await openProxy(target, options, { basePath: settings.basePath, log }));
  const usage = await openUsage(options.usage, mock);
  const kept = await keep(options, mock, log);
  onFailed(async () => kept?.close());
  const beforeAnswer = options.persistSync ? kept?.save : undefined;
  const app = createListener({
    beforeAnswer,
    steps: mock.steps,
    forward: proxy && ((passed, exchange) => proxy.forward(passed, exchange)),
    streams: proxy && ((request) => !mock.isAnswered(request)),
    control,
    cors: options.cors ?? true,
    log,
  });
  const needsKeys = tls || httpsPort !== undefined || options.mqtts !== undefined;
  const keys = needsKeys ? await openKeys(options, host) : undefined;
  // HTTP last: when it responds, the whole mock is ready.
  const mqttListener =
    mqttSettings &&
    (await openMqttListener({
      ...mqttSettings,
      state: mock.state,
      host,
      log,
      node: mqttNodeOf(mock),
      keys,
      secureWebSocket: tls,
      beforeAnswer,
    }));
  const upgrades: UpgradeOptions | undefined = proxy && {
    claims: control?.claims ?? (() => false),
    offer: (request) => mock.offer(request, (passed) => passed),
    pass: (...given) => proxy.upgrade(...given),
    onError: (error) => log.error(error),
  };
  const secondServer =
    httpsPort === undefined
      ? undefined
      : await listen(app, host, httpsPort, { upgrades, keys }).catch(async (error: unknown) => {
          await mqttListener?.close();
          throw error;
        });
  const server = await listen(app, host, port, { upgrades, keys: tls ? keys : undefined }).catch(
    async (error: unknown) => {
      await Promise.all([secondServer?.close(), mqttListener?.close()]);
      throw error;
    },
  );
  const unwatch =
    watched.length === 0 ? undefined : follow(watched, signature, { options, mock, log });
  const unwatchStubs =
    stubFiles && options.watch ? followStubs(stubFiles, given.stubs, mock, log) : undefined;
  mock.sandboxes.onDrop = (name, reason) => log.note('sandbox', { name, dropped: reason });
  const sweeper = setInterval(() => mock.sandboxes.sweep(), SWEEP_MS).unref();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    clearInterval(sweeper);
    mock.waiters.close();
    control?.close();
    proxy?.endUpgraded();
    return (closing ??= Promise.all([
      server.close(),
      secondServer?.close(),
      mqttListener?.close(),
      unwatch?.(),
      unwatchStubs?.(),
    ]).then(async () => {
      await Promise.all([kept?.close(), proxy?.close()]).finally(onClosed);
      usage?.save();
    }));
  };
  const { basePath } = mock.settings;
  const secure = tls ? server : secondServer;
  const controlUrl = control && server.origin + CONTROL_PATH;
  return {
    ...mock,
    usage: usage?.recorded,
    url: server.origin + basePath,
    port: server.port,
    mqttUrl: mqttListener?.urls.mqtt,
    urls: {
      http: tls ? undefined : server.origin + basePath,
      https: secure && secure.origin + basePath,
      mqtt: mqttListener?.urls.mqtt,
      mqtts: mqttListener?.urls.mqtts,
      mqttWs: mqttListener?.urls.mqttWs,
    },
    certificate: keys && { cert: keys.cert, fingerprint: keys.fingerprint },
    proxyOrigin: target?.origin,
    authorization: authorizationOf(mock.settings),
    controlUrl,
    controlToken: control && controlToken,
    sandbox: (name) => {
      const sandbox = mock.sandbox(name);
      return Object.assign(sandbox, {
        url: server.origin + sandbox.basePath,
        authorization: authorizationOf(mock.settings),
        controlUrl: control && `${server.origin}${sandboxPrefix(name)}${CONTROL_PATH}`,
      });
    },
    log,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Identifies a version of all files; empty if one does not exist. */
async function signaturesOf(files: readonly string[]): Promise<string> {
  const signatures = await Promise.all(files.map(signatureOf));
  return signatures.includes('') ? '' : signatures.join('; ');
}

/** Reloads the clients whenever a file changes. */
function follow(
  files: readonly string[],
  signature: string,
  { options, mock, log }: { options: StartOptions; mock: Mock; log: RequestLog },
): () => Promise<void> {
  return watchFile(() => signaturesOf(files), signature, {
    async reload() {
      const clients = await loadClients(
        options,
        mock.settings.utcOffsetMinutes,
        () => process.stdin,
      );
      await takeTurns(mock.sandboxes.renew(clients ?? []));
      log.note('reload', { file: files.join(', '), clients: mock.clients.count });
    },
    onError: (error) => log.error(error),
  });
}

/** Replaces the stubs whenever a file of stubs changes. @param given those of the options. */
function followStubs(
  files: StubFiles,
  given: readonly Stub[],
  mock: Mock,
  log: RequestLog,
): () => Promise<void> {
  const { seed, basePath } = mock.settings;
  return files.watch(
    (read) => {
      const stubs = readStubs([...given, ...read]);
      mock.sandboxes.restub(createStubSet({ stubs, seed, basePath }));
      log.note('reload', { stubs: stubs.length });
    },
    (error) => log.error(error),
  );
}

/** Loads what records the usage only if it is used; the file must be one that can be written. */
async function openUsage(usage: StartOptions['usage'] = false, mock: Mock): Promise<OpenUsage> {
  if (usage === false) return undefined;
  const [{ recordUsage }, { saveAtExit }, { addToUsageFile }] = await Promise.all([
    import('../usage/mock-usage.js'),
    import('../usage/save-usage.js'),
    import('../usage/usage-file.js'),
  ]);
  const recorded = recordUsage(mock);
  if (usage === true) return { recorded, save: () => undefined };
  const save = (): void => addToUsageFile(usage, recorded.usage());
  // Before the first request: a file that is another one, or cannot be written, is refused.
  save();
  return { recorded, save: saveAtExit(save) };
}
type OpenUsage = { readonly recorded: MockUsage; readonly save: () => void } | undefined;

/** Loads the client of the proxy only if there is one. */
async function openProxy(...given: Parameters<OpenProxy>): ReturnType<OpenProxy> {
  const module = await import('../proxy/proxy.js');
  return module.openProxy(...given);
}
type OpenProxy = typeof import('../proxy/proxy.js').openProxy;

/** Loads the reader of YAML only if there is a file to read. */
async function openStubFiles(files: readonly string[] = []): Promise<StubFiles | undefined> {
  if (files.length === 0) return undefined;
  const module = await import('../stubs/stub-files.js');
  return module.StubFiles.open(files);
}

async function keep(
  { persist, persistDelay = PERSIST_DELAY, persistSync = false }: StartOptions,
  { state, settings }: Mock,
  log: RequestLog,
): Promise<PersistedState | undefined> {
  if (persist === undefined) return undefined;
  return persistState(persist, {
    state,
    utcOffsetMinutes: settings.utcOffsetMinutes,
    delay: persistDelay,
    sync: persistSync,
    onError: (error) => log.error(error),
  });
}

function authorizationOf({ credentials }: MockSettings): Record<string, string> {
  const [application] = credentials ?? [];
  if (!application) return {};
  const token = Buffer.from(`${application.id}:${application.secret}`).toString('base64');
  return { authorization: `Basic ${token}` };
}

/** The node of MQTT clients: the one that is asked, or else a list of EMQX 4.0 would miss them. */
function mqttNodeOf({ settings, state }: Mock): string | undefined {
  const { listScope } = dialectOf(settings.dialect);
  return settings.node ?? (listScope === 'asked node' ? state.store.knownNodes[0] : undefined);
}

/** Loads what makes certificates only if one is needed. */
async function openKeys(options: TlsOptions, host: string): Promise<KeyPair> {
  const { openCertificate } = await import('./certificate.js');
  return openCertificate(options, host);
}

/** @throws {OptionError} for a port that is invalid or used twice, and for files without a use. */
function checkTlsOptions(options: StartOptions, port: number): void {
  const { tls = false, httpsPort, mqtts, tlsCert, tlsKey } = options;
  if (httpsPort !== undefined) {
    checkInteger('httpsPort', httpsPort, 65_535);
    if (tls)
      throw new OptionError('httpsPort', httpsPort, 'no tls, which makes port that of HTTPS');
    if (httpsPort === port && port !== 0) {
      throw new OptionError('httpsPort', httpsPort, 'a port other than the HTTP port');
    }
  }
  const file = tlsCert ?? tlsKey;
  if (file === undefined || tls || httpsPort !== undefined || mqtts !== undefined) return;
  const option = tlsCert === undefined ? 'tlsKey' : 'tlsCert';
  throw new OptionError(
    option,
    file,
    'tls, httpsPort or mqtts as well, without which it has no use',
  );
}

async function toYaml(document: object): Promise<string> {
  const { stringify } = await import('yaml');
  let text = '';
  for (const [name, value] of Object.entries(document)) {
    // Others have their turn after the library was loaded, and after each part.
    await setImmediate();
    text += stringify({ [name]: value as unknown });
  }
  return text;
}

/** Loads the listener only if it is used: its codec makes a start much slower. */
async function openMqttListener(options: MqttListenerOptions): Promise<MqttListener> {
  const module = await import('../hosts/mqtt/mqtt-listener.js');
  return module.openMqttListener(options);
}
