import { ClientError, createClients } from '../clients.js';
import type { ClientInput } from '../core/client-input.js';
import type { StoredClient } from '../core/client.js';
import { disconnect, reconnect } from '../core/session.js';
import type { BrokerState } from '../core/broker-state.js';
import type { Sandbox } from '../sandboxes/sandbox.js';
import { BadInput, badInput } from './validation-error.js';

/** What is to be done to the clients of a sandbox, in this order. */
export interface Bulk {
  readonly remove?: readonly unknown[];
  readonly add?: readonly unknown[];
  /** Each with the `clientid` of whom it changes. */
  readonly update?: readonly unknown[];
  readonly disconnect?: readonly unknown[];
  readonly reconnect?: readonly unknown[];
}

export type BulkStep = keyof Bulk;

/** How often each step was done; and the ids that were added, in order. */
export interface BulkDone {
  readonly counts: Readonly<Record<BulkStep, number>>;
  readonly added: readonly string[];
}

/**
 * Does all of it, or nothing: the work is done on a fork of the clients, which takes their place
 * once everything has gone well. Only then are the listeners told.
 * @param fieldOf names an item in a message, `add[3]`.
 * @throws {BadInput} naming the first item that can not be used.
 */
export function applyBulk(
  sandbox: Sandbox,
  bulk: Bulk,
  fieldOf: (step: BulkStep, index: number) => string = (step, index) => `${step}[${index}]`,
): BulkDone {
  const { clock, store } = sandbox.state;
  const calls: ((listener: ReturnType<typeof listeners>[number]) => void)[] = [];
  const listeners = () => [...sandbox.state.listeners];
  const work: BrokerState = {
    store: store.fork(),
    clock,
    listeners: new Set([
      {
        kicked: (clients) => calls.push((listener) => listener.kicked(clients)),
        disconnected: (client) => calls.push((listener) => listener.disconnected?.(client)),
        reset: () => undefined,
      },
    ]),
  };
  const { utcOffsetMinutes } = sandbox.settings;
  const clients = createClients(work, utcOffsetMinutes, (client) => sandbox.engine.show(client));
  const added: string[] = [];

  const known = (item: unknown, field: string): readonly StoredClient[] => {
    if (typeof item !== 'string') throw badInput(field, item, 'a client id');
    const found = work.store.get(item);
    if (found.length === 0) throw badInput(field, item, 'the id of a client that is there');
    return found;
  };
  const steps: Readonly<Record<BulkStep, (item: unknown, field: string) => void>> = {
    remove(item, field) {
      for (const { clientid } of known(item, field).slice(0, 1)) clients.remove(clientid);
    },
    add(item, field) {
      added.push(clients.add(asInput(item, field)).clientid);
    },
    update(item, field) {
      const { clientid, ...change } = asInput(item, field);
      known(clientid, `${field}.clientid`);
      clients.update(clientid, change);
    },
    disconnect(item, field) {
      for (const client of known(item, field)) disconnect(work, client, clock.now());
    },
    reconnect(item, field) {
      for (const client of known(item, field)) reconnect(work, client, clock.now());
    },
  };
  const counts = { remove: 0, add: 0, update: 0, disconnect: 0, reconnect: 0 };
  for (const step of Object.keys(steps) as BulkStep[]) {
    for (const [index, item] of (bulk[step] ?? []).entries()) {
      const field = fieldOf(step, index);
      inField(field, item, () => steps[step](item, field));
      counts[step]++;
    }
  }
  sandbox.state.store = work.store;
  for (const listener of listeners()) for (const call of calls) call(listener);
  return { counts, added };
}

/** An object is enough here: the reader of clients judges the members. */
function asInput(item: unknown, field: string): ClientInput {
  if (typeof item === 'object' && item !== null && !Array.isArray(item)) return item as ClientInput;
  throw badInput(field, item, 'a client: an object with a clientid');
}

/** Puts the place of the item before the fields that are wrong in it. */
function inField(field: string, item: unknown, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const [first, ...others] = error.problems.map((problem) => ({
      ...problem,
      field: [field, problem.field].filter((part) => part !== '').join('.'),
    }));
    if (first) throw new BadInput(first, ...others);
    const { clientid } = item as ClientInput;
    const where = field === '' ? 'clientid' : `${field}.clientid`;
    throw badInput(where, clientid, 'an id that its node does not have yet');
  }
}
