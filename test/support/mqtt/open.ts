import { connectAsync, type IClientOptions, type MqttClient } from 'mqtt';
import { createMock, type Client, type ClientInput, type Mock } from '../../../mock/index.js';
import { openDoor, type Door, type DoorOptions } from '../../../mock/hosts/mqtt/mqtt-listener.js';
import { createLog } from '../../../mock/server/request-log.js';

/** A mock without HTTP, and its door. */
export interface OpenMock extends AsyncDisposable {
  readonly mock: Mock;
  readonly door: Door;
  /** What the log was told, one line of JSON each. */
  readonly lines: string[];
  /** What the API shows of a client, `undefined` where it shows none; whoever expired is gone. */
  row(this: void, clientid: string): Client | undefined;
}

/** Opens a door to a mock that has no clients, or these. */
export async function open(
  options: Partial<DoorOptions> = {},
  clients: readonly ClientInput[] = [],
): Promise<OpenMock> {
  const mock = createMock({ clients });
  const lines: string[] = [];
  const log = createLog('json', (line) => lines.push(line), Date.now);
  const door = await openDoor({
    state: mock.state,
    host: '127.0.0.1',
    port: 0,
    log,
    ...options,
    limits: { countersLag: 10, ...options.limits },
  });
  return {
    mock,
    door,
    lines,
    row(clientid) {
      mock.state.store.expire(mock.state.clock.now());
      return mock.clients.get(clientid);
    },
    [Symbol.asyncDispose]: () => door.close(),
  };
}

/** Connects with MQTT.js, which does not come back by itself; a refusal rejects. */
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
