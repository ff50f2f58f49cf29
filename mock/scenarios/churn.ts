import type { StoredClient } from '../core/client.js';
import { disconnect, reconnect } from '../core/session.js';
import { clientOf, fleetOf } from './fleet.js';
import type { Scenario, Scene } from './scenario.js';

/** Clients that leave, and clients that come, in a second. */
export const CHURN_RATE = 10;

export const churn: Scenario = {
  name: 'churn',
  story:
    "Ten clients leave and ten come every second of the mock's clock, and the counters of those who stay grow: no two answers agree.",
  clients: { usual: 200, adjustable: true },
  state: fleetOf,
  events: [
    {
      what: 'clients come and go',
      before: 'tick',
      everyMs: 1000,
      act(scene) {
        for (let count = 0; count < CHURN_RATE; count++) {
          leave(scene);
          come(scene, count);
          talk(scene);
        }
      },
    },
  ],
};

/** Whoever a die falls on; chance decides, the size of the fleet does not matter. */
function anyone({ state, random }: Scene): StoredClient | undefined {
  const { size } = state.store;
  return size === 0 ? undefined : state.store.slice(random.int(0, size - 1), 1)[0];
}

function leave(scene: Scene): void {
  const client = anyone(scene);
  if (client?.conn_state === 'connected') disconnect(scene.state, client, scene.now);
}

/** Somebody returns to a session, or is new, unless the fleet has grown beyond what it was. */
function come(scene: Scene, count: number): void {
  const { state, now, times, clients } = scene;
  const client = anyone(scene);
  if (client && client.conn_state !== 'connected') reconnect(state, client, now);
  else if (state.store.size < clients) {
    const number = times * CHURN_RATE + count;
    state.store.put(clientOf(`passer-by-${number}`, now, { connected_at: now }), now);
  }
}

function talk(scene: Scene): void {
  const { state, random, now } = scene;
  const client = anyone(scene);
  if (client?.conn_state !== 'connected') return;
  const messages = random.int(1, 20);
  const bytes = messages * 64;
  state.store.put(
    {
      ...client,
      recv_cnt: client.recv_cnt + messages,
      recv_pkt: client.recv_pkt + messages,
      recv_msg: client.recv_msg + messages,
      recv_oct: client.recv_oct + bytes,
      send_cnt: client.send_cnt + messages,
      send_pkt: client.send_pkt + messages,
      send_oct: client.send_oct + messages * 4,
      reductions: client.reductions + messages * 310,
    },
    now,
  );
}
