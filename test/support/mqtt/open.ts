import { onTestFinished } from 'vitest';
import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { createMock, type Client, type ClientInput, type Mock } from '../../../mock/index.js';
import {
  openMqttListener,
  type MqttListener,
  type MqttListenerOptions,
} from '../../../mock/hosts/mqtt/mqtt-listener.js';
import { createLog } from '../../../mock/server/request-log.js';

/** A mock without HTTP, and its MQTT listener. */
export interface OpenMock {
  readonly mock: Mock;
  readonly listener: MqttListener & { readonly url: string; readonly port: number };
  /** The log's lines, in JSON. */
  readonly lines: string[];
  /** What the API shows of a client; `undefined` if it does not exist or has expired. */
  row(this: void, clientid: string): Client | undefined;
}

/** Opens an MQTT listener, which is closed when the test ends. */
export async function open(...args: Parameters<typeof openForFile>): Promise<OpenMock> {
  const opened = await openForFile(...args);
  onTestFinished(() => opened.listener.close());
  return opened;
}

/** Opens an MQTT listener of a mock that has no clients, or these. */
export async function openForFile(
  options: Partial<MqttListenerOptions> = {},
  clients: readonly ClientInput[] = [],
): Promise<OpenMock> {
  const mock = createMock({ clients });
  const lines: string[] = [];
  const log = createLog('json', (line) => lines.push(line), Date.now);
  const listener = await openMqttListener({
    state: mock.state,
    host: '127.0.0.1',
    port: 0,
    log,
    ...options,
    limits: { countersDelay: 10, ...options.limits },
  });
  const url = listener.urls.mqtt ?? '';
  return {
    mock,
    listener: Object.assign(listener, { url, port: Number(new URL(url).port) }),
    lines,
    row(clientid) {
      mock.state.store.expire(mock.state.clock.now());
      return mock.clients.get(clientid);
    },
  };
}

/** Connects with MQTT.js, without reconnecting; a refusal rejects. */
export async function connectClient(
  url: string,
  version: 3 | 4 | 5,
  clientId: string,
  options: IClientOptions = {},
): Promise<MqttClient> {
  return connectAsync(
    url,
    {
      clientId,
      protocolVersion: version,
      protocolId: version === 3 ? 'MQIsdp' : 'MQTT',
      reconnectPeriod: 0,
      ...options,
    },
    false,
  );
}
