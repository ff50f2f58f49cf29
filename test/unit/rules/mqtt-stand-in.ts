import type {
  Closing,
  FixtureDriver,
  MqttClientSpec,
  MqttConnection,
} from '../../../contracts/test-clients/test-client.js';
import { kick } from '../../../mock/core/broker-state.js';
import type { Broker } from './broker.js';

/** Connects clients by writing rows: no socket, no waiting. */
export class MqttStandIn implements FixtureDriver {
  readonly onLoopback = true;
  readonly #open = new Map<string, (closing: Closing) => void>();

  constructor(readonly broker: Broker) {
    broker.mock.state.listeners.add({
      kicked: (clients) => {
        for (const { clientid, proto_ver: version } of clients) {
          this.#end(clientid, version === 5 ? { reasonCode: 152 } : {});
        }
      },
      reset: () => undefined,
    });
  }

  async connect(spec: MqttClientSpec): Promise<MqttConnection> {
    await Promise.resolve();
    const { mock, clock } = this.broker;
    const { clientid } = spec;
    const old = spec.clean ? undefined : mock.state.store.get(clientid)[0];
    mock.state.store.remove(clientid);
    this.#end(clientid, {});
    const now = new Date(clock.now());
    mock.clients.add({
      clientid,
      username: spec.username ?? null,
      proto_name: spec.version === 3 ? 'MQIsdp' : 'MQTT',
      proto_ver: spec.version,
      ip_address: spec.localAddress ?? '127.0.0.1',
      clean_start: spec.clean,
      expiry_interval: spec.expiry ?? (spec.clean ? 0 : 7200),
      keepalive: spec.keepalive,
      subscriptions_cnt: spec.subscriptions.length,
      connected_at: now,
      created_at: old ? new Date(old.created_at) : now,
    });
    let isOpen = true;
    const closed = new Promise<Closing>((resolve) => {
      this.#open.set(clientid, (closing) => {
        isOpen = false;
        resolve(closing);
      });
    });
    return {
      clientid,
      get isOpen() {
        return isOpen;
      },
      closed,
      disconnect: async () => {
        // A later connection under the same id is not this one's to end.
        if (!isOpen) return;
        this.broker.disconnect(clientid);
        this.#end(clientid, {});
        await closed;
      },
    };
  }

  async close(): Promise<void> {
    for (const clientid of [...this.#open.keys()]) {
      kick(this.broker.mock.state, clientid);
      this.#end(clientid, {});
    }
    await Promise.resolve();
  }

  #end(clientid: string, closing: Closing): void {
    this.#open.get(clientid)?.(closing);
    this.#open.delete(clientid);
  }
}
