import { expect, test } from 'vitest';
import type { StoredClient } from '../../../mock/core/client.js';
import { createClock } from '../../../mock/core/clock.js';
import { insertionOrder } from '../../../mock/core/order.js';
import { disconnect, reconnect } from '../../../mock/core/session.js';
import { kick, type BrokerState } from '../../../mock/core/broker-state.js';
import { Store } from '../../../mock/core/store.js';
import { NOW, offline, stored } from '../../support/stored.js';

/** A broker of these clients, and what its listeners are told. */
function brokerOf(...clients: StoredClient[]): { state: BrokerState; told: string[] } {
  const store = new Store(insertionOrder);
  store.load(clients, NOW);
  const told: string[] = [];
  const listener = {
    kicked: (kicked: readonly StoredClient[]) => {
      told.push(`kicked ${kicked.map(({ clientid }) => clientid).join()}`);
    },
    disconnected: ({ clientid }: StoredClient) => {
      told.push(`disconnected ${clientid}`);
    },
    reset: () => undefined,
  };
  const deaf = { kicked: listener.kicked, reset: listener.reset };
  const state = { store, clock: createClock(() => NOW), listeners: new Set([listener, deaf]) };
  return { state, told };
}

test('a client is gone when its connection ends if its session expires at once', () => {
  const client = stored('a');
  const { state, told } = brokerOf(client, stored('b'));
  disconnect(state, client, NOW);
  expect([...state.store].map(({ clientid }) => clientid)).toEqual(['b']);
  expect(told).toEqual(['kicked a', 'kicked a']);
});

test('all listeners are called for a kick, none for a kick of an unknown client', () => {
  const { state, told } = brokerOf(stored('a', { node: 'n1@h' }), stored('a', { node: 'n2@h' }));
  expect(kick(state, 'nobody')).toEqual([]);
  expect(told).toEqual([]);
  expect(kick(state, 'a')).toHaveLength(2);
  expect(told).toEqual(['kicked a,a', 'kicked a,a']);
});

test('another stays as a session, in its place, until that expires', () => {
  const client = stored('a', { expiry_interval: 60, clean_start: false });
  const { state, told } = brokerOf(client, stored('b'));
  disconnect(state, client, NOW + 5);
  expect([...state.store]).toEqual([
    { ...client, conn_state: 'disconnected', disconnected_at: NOW + 5 },
    stored('b'),
  ]);
  expect(told).toEqual(['disconnected a']);
  state.store.expire(NOW + 60_005 - 1);
  expect(state.store.size).toBe(2);
  state.store.expire(NOW + 60_005);
  expect(state.store.size).toBe(1);
});

test('no client disconnects before it connected, at any time of the clock', () => {
  const client = stored('a', { expiry_interval: 60, connected_at: NOW + 1000 });
  const { state } = brokerOf(client);
  disconnect(state, client, NOW);
  expect(state.store.get('a')[0]?.disconnected_at).toBe(NOW + 1000);
});

test('a client that returns has its session, and nothing in flight', () => {
  const session = offline('a', 60, { inflight: 4, mqueue_len: 2 });
  const { state } = brokerOf(session);
  reconnect(state, session, NOW + 5);
  expect(state.store.get('a')).toEqual([
    {
      ...session,
      conn_state: 'connected',
      connected_at: NOW + 5,
      disconnected_at: null,
      inflight: 0,
    },
  ]);
  state.store.expire(NOW + 3_600_000);
  expect(state.store.size).toBe(1);
});

test('no client reconnects before its session was created, at any time of the clock', () => {
  const session = offline('a', 60, { created_at: NOW + 1000, connected_at: NOW + 1000 });
  const { state } = brokerOf(session);
  reconnect(state, session, NOW);
  expect(state.store.get('a')[0]?.connected_at).toBe(NOW + 1000);
});
