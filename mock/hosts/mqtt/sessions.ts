import type { StoredClient } from '../../core/client.js';
import type { BrokerState } from '../../core/broker-state.js';
import type { DoorLimits } from './limits.js';
import type { Login } from './login.js';
import { Violation, type Reason } from './reason.js';
import { countersOf, recordOf, type Connected } from './client-row.js';
import { Session } from './session.js';

/** A connection that has a session; the registry may end it. */
export interface Occupant extends Connected {
  end(reason: Reason, message: string): void;
}

/** Below this many sessions, nobody looks for those that have expired. */
const FEW_SESSIONS = 1000;

/**
 * Who is connected with which session, and what the API therefore shows. The clients stand in
 * the state's store; kept here is what the API does not tell: filters and message identifiers.
 */
export class Sessions {
  readonly #state: BrokerState;
  readonly #node: string;
  readonly #limits: DoorLimits;
  readonly #occupants = new Map<string, Occupant>();
  /** Those of the occupants, and the offline ones that may be resumed. */
  #sessions = new Map<string, Session>();
  #sweepAt = FEW_SESSIONS;
  /** Whose traffic the store does not show yet. */
  readonly #behind = new Set<Occupant>();
  #refresh: NodeJS.Timeout | undefined;

  /** @param node the name of the broker's node that these clients are connected to. */
  constructor(state: BrokerState, node: string, limits: DoorLimits) {
    this.#state = state;
    this.#node = node;
    this.#limits = limits;
  }

  /**
   * Finds or makes the session that a CONNECT asks for, in the place of whoever had the id:
   * there is one session of an id in the whole cluster.
   * @throws {Violation} where there are too many sessions.
   */
  prepare(login: Login): { readonly session: Session; readonly isResumed: boolean } {
    const { store, clock } = this.#state;
    const { clientid } = login;
    store.expire(clock.now());
    // It leaves by this, as any other: its session stays, or is gone before we look for it.
    this.#occupants.get(clientid)?.end('session taken over', 'another client came with its id');
    const found = latest(store.get(clientid));
    if (found && found.expiry_interval > 0 && !login.clean) {
      return { session: this.#sessionOf(found), isResumed: true };
    }
    this.#sessions.delete(clientid);
    this.#makeRoom();
    return { session: new Session(clock.now()), isResumed: false };
  }

  /** From now on the API shows the client as connected. */
  enter(occupant: Occupant, isResumed: boolean): void {
    const { store, clock } = this.#state;
    const { clientid } = occupant.login;
    // A session that goes on keeps its place in the list; a new one is a new client.
    for (const { node } of store.get(clientid)) {
      if (!isResumed || node !== this.#node) store.remove(clientid, node);
    }
    const now = clock.now();
    store.put(recordOf(occupant, this.#node, this.#limits.awaitingRel, now), now);
    this.#occupants.set(clientid, occupant);
    this.#sessions.set(clientid, occupant.session);
  }

  /** Notes that traffic has been counted; the API shows it within the limit `countersLag`. */
  touch(occupant: Occupant): void {
    this.#behind.add(occupant);
    this.#refresh ??= setTimeout(() => {
      this.#refresh = undefined;
      for (const behind of this.#behind) this.show(behind);
      this.#behind.clear();
    }, this.#limits.countersLag).unref();
  }

  /** Shows an occupant's subscriptions and counters at once. */
  show(occupant: Occupant): void {
    const row = this.#rowOf(occupant);
    if (row) this.#state.store.put({ ...row, ...countersOf(occupant) }, this.#state.clock.now());
  }

  /**
   * The connection is over: its session stays for `expiry` seconds, or goes with it. Nothing
   * happens where the session has been kicked or taken over before.
   */
  leave(occupant: Occupant, expiry: number): void {
    const row = this.#rowOf(occupant);
    const { clientid } = occupant.login;
    if (this.#occupants.get(clientid) !== occupant) return;
    this.#forget(occupant);
    if (row && expiry > 0) {
      const now = this.#state.clock.now();
      this.#state.store.put(
        {
          ...row,
          ...countersOf(occupant),
          expiry_interval: expiry,
          conn_state: 'disconnected',
          disconnected_at: now,
        },
        now,
      );
      return;
    }
    this.#sessions.delete(clientid);
    if (row) this.#state.store.remove(clientid, this.#node);
  }

  /** Ends the connections of clients that the store no longer has. */
  kicked(clients: readonly StoredClient[]): void {
    for (const { clientid, node } of clients) {
      if (node !== this.#node) continue;
      this.#sessions.delete(clientid);
      const occupant = this.#occupants.get(clientid);
      if (!occupant) continue;
      this.#forget(occupant);
      occupant.end('administrative action', 'kicked');
    }
  }

  /** Ends the connection of a client that the store already shows as offline. */
  disconnected({ clientid, node }: StoredClient): void {
    const occupant = node === this.#node ? this.#occupants.get(clientid) : undefined;
    if (!occupant) return;
    this.show(occupant);
    this.#forget(occupant);
    occupant.end('administrative action', 'disconnected by the mock');
  }

  /** Ends all connections and sessions: the store is no longer the one that they stood in. */
  reset(): void {
    const occupants = [...this.#occupants.values()];
    this.close();
    for (const occupant of occupants) occupant.end('administrative action', 'the mock was reset');
  }

  /** Forgets everything, without a change to the store. */
  close(): void {
    clearTimeout(this.#refresh);
    this.#refresh = undefined;
    this.#behind.clear();
    this.#occupants.clear();
    this.#sessions.clear();
  }

  #forget(occupant: Occupant): void {
    this.#occupants.delete(occupant.login.clientid);
    this.#behind.delete(occupant);
  }

  #rowOf({ login: { clientid } }: Occupant): StoredClient | undefined {
    return this.#state.store.get(clientid).find(({ node }) => node === this.#node);
  }

  /** A session that the door did not make, a seeded one, is known by its row alone. */
  #sessionOf(row: StoredClient): Session {
    const known = this.#sessions.get(row.clientid);
    if (known?.createdAt === row.created_at) return known;
    return new Session(row.created_at, row.subscriptions_cnt);
  }

  /** Drops the sessions that have expired in the store, each time that their number doubled. */
  #makeRoom(): void {
    if (this.#sessions.size >= Math.min(this.#sweepAt, this.#limits.sessions)) {
      for (const clientid of this.#sessions.keys()) {
        if (this.#state.store.get(clientid).length === 0) this.#sessions.delete(clientid);
      }
      this.#sweepAt = Math.max(FEW_SESSIONS, 2 * this.#sessions.size);
    }
    if (this.#sessions.size < this.#limits.sessions) return;
    throw new Violation('quota exceeded', `more than ${this.#limits.sessions} sessions`);
  }
}

/** Of the clients that seeded nodes have under one id, the one that connected last. */
function latest(rows: readonly StoredClient[]): StoredClient | undefined {
  return rows.reduce<StoredClient | undefined>(
    (last, row) => (last && last.connected_at >= row.connected_at ? last : row),
    undefined,
  );
}
