import { ClientError, createClients } from '../clients.js';
import type { BrokerState, StateListener } from '../core/broker-state.js';
import { isSame } from '../core/chunk/compare-chunks.js';
import type { ClientInput } from '../core/client-input.js';
import type { StoredClient } from '../core/client.js';
import * as s from '../core/schema.js';
import { disconnect, reconnect } from '../core/session.js';
import { finish, type Steps } from '../core/steps.js';
import type { Store } from '../core/store.js';
import type { Sandbox } from '../sandboxes/sandbox.js';
import { invalid, readInput, ValidationError } from './validation-error.js';

export const CLIENT_ID = s.text('A client id.', { expected: 'a client id' });

/** The members are checked when the client is added or changed. */
export const CLIENT_INPUT = s.check<ClientInput>(
  { $ref: '#/components/schemas/ClientInput' },
  'a client: an object with a clientid',
  s.isObject,
);
/** No more fit into a body. */
const MAX_INPUTS = 100_000;
export const CLIENT_INPUTS = s.list(CLIENT_INPUT, { maxItems: MAX_INPUTS });

/** Changes to the clients of a sandbox, which are applied in this order. */
export const BULK = s.partial({
  remove: s.list(CLIENT_ID),
  add: CLIENT_INPUTS,
  update: CLIENT_INPUTS,
  disconnect: s.list(CLIENT_ID),
  reconnect: s.list(CLIENT_ID),
});
export type Bulk = s.Infer<typeof BULK>;
export type BulkStep = keyof Bulk;

interface BulkResult {
  /** Number of changes of each kind. */
  readonly counts: Readonly<Record<BulkStep, number>>;
  /** The ids of the clients that were added, in order. */
  readonly added: readonly string[];
}

/** Changes that are made in a step. */
const CHANGES = 16;
/** The last try, while others change the clients all the time, is made without steps. */
const MOST_TRIES = 3;

type FieldOf = (step: BulkStep, index: number) => string;

/**
 * Applies all changes or none: it works on a fork of the clients, which replaces them on success. If
 * they have changed by then, it begins again. Only then are listeners notified.
 * @param fieldOf names an item in a message, such as `add[3]`.
 * @throws {ValidationError} about the first invalid item.
 */
export function* applyBulk(
  sandbox: Sandbox,
  bulk: Bulk,
  fieldOf: FieldOf = (step, index) => `${step}[${index}]`,
): Steps<BulkResult> {
  const { state } = sandbox;
  const count = Object.values(bulk).reduce((sum, { length }) => sum + length, 0);
  for (let tries = 1; ; tries++) {
    const { store } = state;
    const chunks = store.chunks;
    const calls: Call[] = [];
    // A single change is made as a whole or not at all: it needs no fork, which many changes make slow.
    const work = workOn(sandbox, count > 1 ? store.fork() : store, calls);
    const applying = applyTo(work, sandbox, bulk, fieldOf);
    const result = tries < MOST_TRIES && count > 1 ? yield* applying : finish(applying);
    if (count > 1) {
      if (state.store !== store || !isSame(store.chunks, chunks)) continue;
      state.store = work.store;
    }
    for (const listener of [...state.listeners]) for (const call of calls) call(listener);
    return result;
  }
}

type Call = (listener: StateListener) => void;

/** A state whose listeners are called later. */
function workOn({ state: { clock } }: Sandbox, store: Store, calls: Call[]): BrokerState {
  const listener: StateListener = {
    kicked: (clients) => calls.push((each) => each.kicked(clients)),
    disconnected: (client) => calls.push((each) => each.disconnected?.(client)),
    subscriptionsChanged: (client) => calls.push((each) => each.subscriptionsChanged?.(client)),
    reset: () => undefined,
  };
  return { store, clock, listeners: new Set([listener]) };
}

function* applyTo(
  work: BrokerState,
  sandbox: Sandbox,
  bulk: Bulk,
  fieldOf: FieldOf,
): Steps<BulkResult> {
  const { clock } = work;
  const { utcOffsetMinutes } = sandbox.settings;
  const clients = createClients(work, utcOffsetMinutes, (client) => sandbox.engine.show(client));
  const added: string[] = [];
  const counts = { remove: 0, add: 0, update: 0, disconnect: 0, reconnect: 0 };

  const existing = (clientid: string, field: string): readonly StoredClient[] => {
    const found = work.store.get(clientid);
    if (found.length > 0) return found;
    throw invalid(field, clientid, 'the id of a client that exists');
  };
  function* apply<T>(
    step: BulkStep,
    items: readonly T[] | undefined,
    change: (item: T, field: string) => void,
  ): Steps<void> {
    for (const [index, item] of (items ?? []).entries()) {
      if (index % CHANGES === CHANGES - 1) yield;
      const field = fieldOf(step, index);
      inField(field, item, () => change(item, field));
      counts[step]++;
    }
  }
  yield* apply('remove', bulk.remove, (clientid, field) => {
    existing(clientid, field);
    clients.remove(clientid);
  });
  yield* apply('add', bulk.add, (client) => added.push(clients.add(client).clientid));
  yield* apply('update', bulk.update, ({ clientid, ...change }, field) => {
    existing(readInput(CLIENT_ID, clientid, `${field}.clientid`), `${field}.clientid`);
    clients.update(clientid, change);
  });
  yield* apply('disconnect', bulk.disconnect, (clientid, field) => {
    for (const client of existing(clientid, field)) disconnect(work, client, clock.now());
  });
  yield* apply('reconnect', bulk.reconnect, (clientid, field) => {
    for (const client of existing(clientid, field)) reconnect(work, client, clock.now());
  });
  return { counts, added };
}

/** Adds the field of the item to the fields of its problems. */
function inField(field: string, item: unknown, change: () => void): void {
  try {
    change();
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const [first, ...others] = error.problems.map((problem) => ({
      ...problem,
      field: [field, problem.field].filter((part) => part !== '').join('.'),
    }));
    if (first) throw new ValidationError(first, ...others);
    const { clientid } = item as ClientInput;
    const where = field === '' ? 'clientid' : `${field}.clientid`;
    throw invalid(where, clientid, 'an id that its node does not have yet');
  }
}
