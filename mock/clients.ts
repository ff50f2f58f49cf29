import type { Client } from '../openapi/index.js';
import { readClient } from './core/client-input.js';
import type { ClientChange, ClientInput, FieldProblem, ReadContext } from './core/client-input.js';
import type { StoredClient, Subscription } from './core/client.js';
import { kick, type BrokerState } from './core/broker-state.js';
import { subscriptionsOf } from './core/subscriptions.js';

/** A mock's clients, for a test to change and to inspect. */
export interface MockClients {
  /**
   * Adds a client; missing members get the defaults of a stock EMQX.
   * @throws {ClientError} if a member is invalid, or the id exists on the given node (without a
   *   node: on any node).
   */
  add(client: ClientInput): Client;
  /** Adds several clients; if one is invalid, none is added. */
  add(clients: readonly ClientInput[]): Client[];
  /**
   * Changes a client on every node that has it.
   * @throws {ClientError} if no client has the id, or a member is invalid.
   */
  update(clientid: string, change: ClientChange): Client;
  /** Ends connection and session, as a kick does. Returns whether the client existed. */
  remove(clientid: string): boolean;
  get(clientid: string): Client | undefined;
  /**
   * The subscriptions of a client, which the rows of the API only count; on several nodes, those of
   * the first. Change them with `update(clientid, { subscriptions })`.
   * @throws {ClientError} if no client has the id.
   */
  subscriptions(clientid: string): readonly Subscription[];
  /** The client that the API lists first. */
  first(): Client | undefined;
  /** All clients, in the API's order. */
  list(): Client[];
  readonly count: number;
}

/** A client cannot be added or changed. */
export class ClientError extends Error {
  override readonly name = 'ClientError';

  constructor(
    what: string,
    /** Every invalid member; empty if the client as a whole is refused. */
    readonly problems: readonly FieldProblem[] = [],
  ) {
    super(
      problems.length === 0
        ? what
        : `${what}: ${problems
            .map(({ field, value, expected }) => {
              return `${field || 'the client'}: expected ${expected}, but got ${JSON.stringify(value)}`;
            })
            .join('; ')}.`,
    );
  }
}

/** @param show renders a stored client as the API sends it. */
export function createClients(
  state: BrokerState,
  utcOffsetMinutes: number,
  show: (client: StoredClient) => Client,
): MockClients {
  const context = (): ReadContext => ({ utcOffsetMinutes, now: state.clock.now() });

  function read(input: ClientInput): StoredClient {
    const result = readClient(input, context());
    // Without TypeScript, the input may be anything.
    const id = JSON.stringify((input as Partial<ClientInput> | null)?.clientid);
    if (!result.ok) throw new ClientError(`Failed to add client ${id}`, result.problems);
    const { client } = result;
    const twins = state.store.get(client.clientid);
    // Without a node, the id must not exist on any node.
    const taken = twins.find(({ node }) => node === (input.node ?? node));
    if (taken) {
      throw new ClientError(
        `Failed to add client ${id}: node ${taken.node} has it already. Use update to change it` +
          `${input.node === undefined ? ', or name another node to add it there as well' : ''}.`,
      );
    }
    return client;
  }

  function put(client: StoredClient): Client {
    state.store.put(client, state.clock.now());
    return show(client);
  }

  function add(client: ClientInput): Client;
  function add(clients: readonly ClientInput[]): Client[];
  function add(given: ClientInput | readonly ClientInput[]): Client | Client[] {
    if (!isList(given)) return put(read(given));
    const clients = given.map(read);
    const seen = new Set<string>();
    for (const { clientid, node } of clients) {
      const key = `${node}\n${clientid}`;
      if (seen.has(key)) {
        throw new ClientError(
          `Failed to add client ${JSON.stringify(clientid)}: it is given twice for node ${node}.`,
        );
      }
      seen.add(key);
    }
    return clients.map(put);
  }

  return {
    add,
    update(clientid, change) {
      const id = JSON.stringify(clientid);
      const changed = state.store.get(clientid).map((base) => {
        const result = readClient(change, { ...context(), base });
        if (!result.ok) throw new ClientError(`Failed to update client ${id}`, result.problems);
        return { base, client: result.client };
      });
      const [first, second] = changed;
      if (!first) throw new ClientError(`Failed to update client ${id}: it does not exist.`);
      if (second && change.node !== undefined) {
        throw new ClientError(
          `Failed to update client ${id}: several nodes have it, so it cannot move to ${change.node}.`,
        );
      }
      for (const { base, client } of changed) {
        if (base.node !== client.node) state.store.remove(clientid, base.node);
        put(client);
        if (change.subscriptions === undefined && change.subscriptions_cnt === undefined) continue;
        for (const listener of state.listeners) listener.subscriptionsChanged?.(client);
      }
      return show(first.client);
    },
    remove: (clientid) => kick(state, clientid).length > 0,
    get(clientid) {
      const [client] = state.store.get(clientid);
      return client && show(client);
    },
    subscriptions(clientid) {
      const [client] = state.store.get(clientid);
      if (client) return [...subscriptionsOf(client)];
      throw new ClientError(
        `Failed to read the subscriptions of client ${JSON.stringify(clientid)}: it does not exist.`,
      );
    },
    first() {
      const [client] = state.store.slice(0, 1);
      return client && show(client);
    },
    list: () => [...state.store].map(show),
    get count() {
      return state.store.size;
    },
  };
}

const isList = (given: ClientInput | readonly ClientInput[]): given is readonly ClientInput[] =>
  Array.isArray(given);
