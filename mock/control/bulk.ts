import { ClientError, createClients } from '../clients.js';
import type { BrokerState } from '../core/broker-state.js';
import type { ClientInput } from '../core/client-input.js';
import type { StoredClient } from '../core/client.js';
import * as s from '../core/schema.js';
import { disconnect, reconnect } from '../core/session.js';
import type { Sandbox } from '../sandboxes/sandbox.js';
import { invalid, readInput, ValidationError } from './validation-error.js';

export const CLIENT_ID = s.text('A client id.', { expected: 'a client id' });

/** The members are checked when the client is added or changed. */
export const CLIENT_INPUT = s.check<ClientInput>(
  { $ref: '#/components/schemas/ClientInput' },
  'a client: an object with a clientid',
  s.isObject,
);
export const CLIENT_INPUTS = s.list(CLIENT_INPUT);

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

/**
 * Applies all changes or none: it works on a fork of the clients, which replaces them on success.
 * Only then are listeners notified.
 * @param fieldOf names an item in a message, such as `add[3]`.
 * @throws {ValidationError} about the first invalid item.
 */
export function applyBulk(
  sandbox: Sandbox,
  bulk: Bulk,
  fieldOf: (step: BulkStep, index: number) => string = (step, index) => `${step}[${index}]`,
): BulkResult {
  const { clock, store } = sandbox.state;
  const listeners = () => [...sandbox.state.listeners];
  const calls: ((listener: ReturnType<typeof listeners>[number]) => void)[] = [];
  const work: BrokerState = {
    store: store.fork(),
    clock,
    listeners: new Set([
      {
        kicked: (clients) => calls.push((listener) => listener.kicked(clients)),
        disconnected: (client) => calls.push((listener) => listener.disconnected?.(client)),
        subscriptionsChanged: (client) =>
          calls.push((listener) => listener.subscriptionsChanged?.(client)),
        reset: () => undefined,
      },
    ]),
  };
  const { utcOffsetMinutes } = sandbox.settings;
  const clients = createClients(work, utcOffsetMinutes, (client) => sandbox.engine.show(client));
  const added: string[] = [];
  const counts = { remove: 0, add: 0, update: 0, disconnect: 0, reconnect: 0 };

  const existing = (clientid: string, field: string): readonly StoredClient[] => {
    const found = work.store.get(clientid);
    if (found.length > 0) return found;
    throw invalid(field, clientid, 'the id of a client that exists');
  };
  function apply<T>(
    step: BulkStep,
    items: readonly T[] | undefined,
    change: (item: T, field: string) => void,
  ): void {
    for (const [index, item] of (items ?? []).entries()) {
      const field = fieldOf(step, index);
      inField(field, item, () => change(item, field));
      counts[step]++;
    }
  }
  apply('remove', bulk.remove, (clientid, field) => {
    existing(clientid, field);
    clients.remove(clientid);
  });
  apply('add', bulk.add, (client) => added.push(clients.add(client).clientid));
  apply('update', bulk.update, ({ clientid, ...change }, field) => {
    existing(readInput(CLIENT_ID, clientid, `${field}.clientid`), `${field}.clientid`);
    clients.update(clientid, change);
  });
  apply('disconnect', bulk.disconnect, (clientid, field) => {
    for (const client of existing(clientid, field)) disconnect(work, client, clock.now());
  });
  apply('reconnect', bulk.reconnect, (clientid, field) => {
    for (const client of existing(clientid, field)) reconnect(work, client, clock.now());
  });
  sandbox.state.store = work.store;
  for (const listener of listeners()) for (const call of calls) call(listener);
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
