import { randomUUID } from 'node:crypto';
import { CONTROL_PATH, createControl } from '../control/control.js';
import { chooseToken } from '../control/token.js';
import { createMockWith } from '../create-mock.js';
import { createApp } from '../hosts/express/app.js';
import { listen } from '../hosts/express/server.js';
import type { Door, DoorOptions } from '../hosts/mqtt/mqtt-listener.js';
import { readDoorOptions } from '../hosts/mqtt/options.js';
import { createLog, LOG_FORMATS, type RequestLog } from './request-log.js';
import type { Mock } from '../mock.js';
import { OptionError, readOptions, type MockSettings } from '../options.js';
import type { RunningMock, StartOptions } from './running-mock.js';
import { keepState, type KeptState } from '../state-file/persist.js';
import { checkFileOptions, loadClients, PERSIST_DELAY } from '../state-file/load.js';
import { signatureOf, watchFile } from '../state-file/watch.js';

const DEFAULT_PORT = 8081;
const DEFAULT_HOST = '127.0.0.1';
/** Milliseconds between two looks for sandboxes that nobody uses any more. */
const SWEEP_MS = 60_000;

/**
 * Starts a mock on a port.
 * @throws {OptionError | ClientError} as createMock; what listening fails with.
 * @throws {StateFileError} for a file of clients that can not be read or written.
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
  const settings = readOptions(options);
  checkFileOptions(options, options);
  const watched = options.watch && options.from !== undefined ? options.from : undefined;
  const signature = watched === undefined ? '' : await signatureOf(watched);
  const loaded = await loadClients(options, settings.utcOffsetMinutes, process.stdin);
  const mock = createMockWith(settings, options, loaded);
  const write = options.write ?? ((line: string) => process.stdout.write(line));
  const log = createLog(format, write, Date.now);
  const host = options.host ?? DEFAULT_HOST;
  const controlToken = chooseToken(options.controlToken, host, randomUUID);
  const control =
    (options.control ?? true) ? createControl({ mock, token: controlToken }) : undefined;
  const app = createApp({
    handle: mock.handle,
    control,
    cors: options.cors ?? true,
    log,
  });
  // HTTP last: who sees it ready finds all of the mock there.
  const door = doorSettings && (await openDoor({ ...doorSettings, state: mock.state, host, log }));
  const server = await listen(app, host, port).catch(async (error: unknown) => {
    await door?.close();
    throw error;
  });
  const kept = await keep(options, mock, log).catch(async (error: unknown) => {
    await Promise.all([server.close(), door?.close()]);
    throw error;
  });
  const unwatch =
    watched === undefined ? undefined : follow(watched, signature, { options, mock, log });
  mock.sandboxes.onDrop = (name, reason) => log.note('sandbox', { name, dropped: reason });
  const sweeper = setInterval(() => mock.sandboxes.sweep(), SWEEP_MS).unref();
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => {
    clearInterval(sweeper);
    mock.waiters.close();
    return (closing ??= Promise.all([server.close(), door?.close(), unwatch?.()]).then(() =>
      kept?.close(),
    ));
  };
  const controlUrl = control && server.origin + CONTROL_PATH;
  return {
    ...mock,
    url: server.origin + mock.settings.basePath,
    port: server.port,
    mqttUrl: door?.url,
    authorization: authorizationOf(mock.settings),
    controlUrl,
    controlToken: control && controlToken,
    sandbox: (name) => {
      const sandbox = mock.sandbox(name);
      return Object.assign(sandbox, {
        url: server.origin + sandbox.basePath,
        controlUrl:
          control && `${server.origin}/sandbox/${encodeURIComponent(name)}${CONTROL_PATH}`,
      });
    },
    log,
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Serves what a file holds from now on, whenever it changes. */
function follow(
  file: string,
  signature: string,
  { options, mock, log }: { options: StartOptions; mock: Mock; log: RequestLog },
): () => Promise<void> {
  return watchFile(file, signature, {
    async reload() {
      const clients = await loadClients(options, mock.settings.utcOffsetMinutes, process.stdin);
      mock.sandboxes.renew(clients ?? []);
      log.note('reload', { file, clients: mock.clients.count });
    },
    onError: (error) => log.error(error),
  });
}

async function keep(
  { persist, persistDelay = PERSIST_DELAY }: StartOptions,
  { state, settings }: Mock,
  log: RequestLog,
): Promise<KeptState | undefined> {
  if (persist === undefined) return undefined;
  return keepState(persist, {
    state,
    utcOffsetMinutes: settings.utcOffsetMinutes,
    delay: persistDelay,
    onError: (error) => {
      log.error(error);
    },
  });
}

function authorizationOf({ credentials }: MockSettings): Record<string, string> {
  const [application] = credentials ?? [];
  if (!application) return {};
  const token = Buffer.from(`${application.id}:${application.secret}`).toString('base64');
  return { authorization: `Basic ${token}` };
}

/** The door is loaded where it is wanted only: its codec is a good part of what a start costs. */
async function openDoor(options: DoorOptions): Promise<Door> {
  const door = await import('../hosts/mqtt/mqtt-listener.js');
  return door.openDoor(options);
}
