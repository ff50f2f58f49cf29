import type { StoredClient } from '../../core/client.js';
import type { BrokerState, StateListener } from '../../core/broker-state.js';
import { subscriptionsOf } from '../../core/subscriptions.js';
import { TURN_MS } from '../../shared/take-turns.js';
import { countersOf, createClientRow, type ConnectedClient } from './client-row.js';
import type { ConnectRequest } from './connect-request.js';
import type { MqttLimits } from './limits.js';
import { type Reason, Violation } from './reason-codes.js';
import { Session } from './session.js';

/** Expired sessions are dropped only when there are more sessions than this. */
const FEW_SESSIONS = 1000;

/**
 * The listener's clients and sessions. Their rows are in the state's store; this keeps what the API
 * does not show: filters and message identifiers.
 */
export class SessionRegistry implements StateListener {
  readonly #clients = new Map<string, ConnectedClient>();
  /** Sessions of the connected clients, and of offline ones that may return. */
  readonly #sessions = new Map<string, Session>();
  #sweepAt = FEW_SESSIONS;
  /** Clients whose row does not show their latest traffic. */
  readonly #outdated = new Set<ConnectedClient>();
  #updateTimer: NodeJS.Timeout | undefined;

  /** @param node the name of the broker's node that these clients are connected to. */
  constructor(
    private readonly state: BrokerState,
    private readonly node: string,
    private readonly limits: MqttLimits,
  ) {}

  /**
   * Finds or creates the session of a CONNECT. A client with the same id is disconnected: an id has
   * one session in the whole cluster.
   * @throws {Violation} if there are too many sessions.
   */
  open(request: ConnectRequest): { readonly session: Session; readonly isResumed: boolean } {
    const { store, clock } = this.state;
    const { clientid } = request;
    // Of others that have ended as many as take a moment: a request to the API waits for all of them.
    store.expireId(clientid, clock.now());
    store.expireSome(clock.now());
    // Before the lookup: this keeps or removes the session.
    this.#clients.get(clientid)?.end('session taken over', 'another client connected with its id');
    const found = latest(store.get(clientid));
    if (found && found.expiry_interval > 0 && !request.clean) {
      return { session: this.#sessionOf(found), isResumed: true };
    }
    this.#sessions.delete(clientid);
    this.#makeRoom();
    return { session: new Session(clock.now()), isResumed: false };
  }

  /** Adds a connected client to the API. */
  add(client: ConnectedClient, isResumed: boolean): void {
    const { store, clock } = this.state;
    const { clientid } = client.request;
    // A resumed session keeps its place in the list; a new one is a new client.
    for (const { node } of store.get(clientid)) {
      if (!isResumed || node !== this.node) store.remove(clientid, node);
    }
    const now = clock.now();
    store.put(createClientRow(client, this.node, this.limits.awaitingRel, now), now);
    this.#clients.set(clientid, client);
    this.#sessions.set(clientid, client.session);
  }

  /** Updates a client's row, after the delay of the limits. */
  updateSoon(client: ConnectedClient): void {
    this.#outdated.add(client);
    this.#updateTimer ??= setTimeout(() => this.#updateSome(), this.limits.countersDelay).unref();
  }

  /** Updates rows for a moment, and the rest of them when others have had their turn. */
  #updateSome(): void {
    const started = performance.now();
    this.#updateTimer = undefined;
    for (const client of this.#outdated) {
      this.#outdated.delete(client);
      this.update(client);
      if (performance.now() - started < TURN_MS) continue;
      this.#updateTimer = setTimeout(() => this.#updateSome(), 0).unref();
      return;
    }
  }

  /** Updates the subscriptions and counters of a client's row. */
  update(client: ConnectedClient): void {
    const row = this.#rowOf(client);
    if (row) this.state.store.put({ ...row, ...countersOf(client) }, this.state.clock.now());
  }

  /**
   * Handles the end of a connection: the session stays for `expiry` seconds. Does nothing if the
   * session was kicked or taken over.
   */
  release(client: ConnectedClient, expiry: number): void {
    const row = this.#rowOf(client);
    const { clientid } = client.request;
    if (this.#clients.get(clientid) !== client) return;
    this.#forget(client);
    if (!row || expiry === 0) {
      this.#sessions.delete(clientid);
      if (row) this.state.store.remove(clientid, this.node);
      return;
    }
    const now = this.state.clock.now();
    this.state.store.put(
      {
        ...row,
        ...countersOf(client),
        expiry_interval: expiry,
        conn_state: 'disconnected',
        disconnected_at: now,
      },
      now,
    );
  }

  /** Disconnects clients that were removed from the store. */
  kicked(clients: readonly StoredClient[]): void {
    const connected: ConnectedClient[] = [];
    for (const { clientid, node } of clients) {
      if (node !== this.node) continue;
      this.#sessions.delete(clientid);
      const client = this.#clients.get(clientid);
      if (client) connected.push(client);
    }
    this.#endKicked(connected);
  }

  /** Disconnects all clients: none is left in the store. */
  cleared(): void {
    this.#sessions.clear();
    this.#endKicked([...this.#clients.values()]);
  }

  #endKicked(clients: readonly ConnectedClient[]): void {
    for (const client of clients) this.#forget(client);
    const isSilent = this.state.kickedMqtt5 === 'no DISCONNECT';
    endAll(clients, isSilent ? 'no reason given' : 'administrative action', 'kicked');
  }

  /** Disconnects a client that the store already shows as offline. */
  disconnected({ clientid, node }: StoredClient): void {
    const client = node === this.node ? this.#clients.get(clientid) : undefined;
    if (!client) return;
    this.update(client);
    this.#forget(client);
    client.end('administrative action', 'disconnected by the mock');
  }

  /** The API has subscribed in place of the client, or ended a subscription. */
  subscriptionsChanged(row: StoredClient): void {
    if (row.node !== this.node) return;
    this.#sessions.get(row.clientid)?.replace(subscriptionsOf(row));
  }

  /** The API has changed how long the client may be silent. */
  keepaliveChanged({ clientid, node, keepalive }: StoredClient): void {
    if (node === this.node) this.#clients.get(clientid)?.setKeepalive(keepalive);
  }

  /** Ends all connections and sessions, because the contents of the store were replaced. */
  reset(): void {
    const clients = [...this.#clients.values()];
    this.clear();
    endAll(clients, 'administrative action', 'the mock was reset');
  }

  /** Forgets all clients and sessions, without a change to the store. */
  clear(): void {
    clearTimeout(this.#updateTimer);
    this.#updateTimer = undefined;
    this.#outdated.clear();
    this.#clients.clear();
    this.#sessions.clear();
  }

  #forget(client: ConnectedClient): void {
    this.#clients.delete(client.request.clientid);
    this.#outdated.delete(client);
  }

  #rowOf({ request: { clientid } }: ConnectedClient): StoredClient | undefined {
    return this.state.store.get(clientid).find(({ node }) => node === this.node);
  }

  /** A generated session has a row only. */
  #sessionOf(row: StoredClient): Session {
    const known = this.#sessions.get(row.clientid);
    if (known?.createdAt === row.created_at) return known;
    return new Session(row.created_at, subscriptionsOf(row));
  }

  /** Drops the sessions that have expired in the store, whenever their number has doubled. */
  #makeRoom(): void {
    if (this.#sessions.size >= Math.min(this.#sweepAt, this.limits.sessions)) {
      for (const clientid of this.#sessions.keys()) {
        if (this.state.store.get(clientid).length === 0) this.#sessions.delete(clientid);
      }
      this.#sweepAt = Math.max(FEW_SESSIONS, 2 * this.#sessions.size);
    }
    if (this.#sessions.size < this.limits.sessions) return;
    throw new Violation('quota exceeded', `more than ${this.limits.sessions} sessions`);
  }
}

/** Ends connections for a moment, and the rest of them when others have had their turn. */
function endAll(clients: readonly ConnectedClient[], reason: Reason, message: string): void {
  const started = performance.now();
  for (const [index, client] of clients.entries()) {
    client.end(reason, message);
    if (performance.now() - started < TURN_MS) continue;
    setImmediate(() => endAll(clients.slice(index + 1), reason, message));
    return;
  }
}

/** Of the rows that several nodes have under one id, the one that connected last. */
function latest([first, ...rest]: readonly StoredClient[]): StoredClient | undefined {
  return rest.reduce(
    (last, row) => (last && last.connected_at >= row.connected_at ? last : row),
    first,
  );
}
