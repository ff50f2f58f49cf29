import type { StoredClient } from '../core/client.js';
import { disconnect, reconnect } from '../core/session.js';
import { clientOf, createFleet } from './fleet.js';
import { atOnce, type EventContext, type Scenario } from './scenario.js';

/** Clients that leave, and clients that connect, in a second. */
const CHURN_RATE = 10;

export const churn: Scenario = {
  name: 'churn',
  description:
    "Every second of the mock's clock ten clients disconnect and ten connect, and counters grow: no two responses are the same.",
  clients: { defaultCount: 200, adjustable: true },
  createClients: createFleet,
  events: [
    {
      what: 'clients come and go',
      before: 'tick',
      everyMs: 1000,
      act: atOnce((context) => {
        for (let count = 0; count < CHURN_RATE; count++) {
          leave(context);
          connect(context, count);
          publish(context);
        }
      }),
    },
  ],
};

/** A random client. */
function anyClient({ state, random }: EventContext): StoredClient | undefined {
  const { size } = state.store;
  return size === 0 ? undefined : state.store.slice(random.int(0, size - 1), 1)[0];
}

function leave(context: EventContext): void {
  const client = anyClient(context);
  if (client?.conn_state === 'connected') disconnect(context.state, client, context.now);
}

/** A client returns to its session; or a new one connects, while there are fewer than at the start. */
function connect(context: EventContext, count: number): void {
  const { state, now, times, clients } = context;
  const client = anyClient(context);
  if (client && client.conn_state !== 'connected') reconnect(state, client, now);
  else if (state.store.size < clients) {
    const number = times * CHURN_RATE + count;
    state.store.put(clientOf(`passer-by-${number}`, now, { connected_at: now }), now);
  }
}

function publish(context: EventContext): void {
  const { state, random, now } = context;
  const client = anyClient(context);
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
