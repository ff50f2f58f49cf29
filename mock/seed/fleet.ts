import type { Population } from '../core/chunk/chunk.js';
import type { StoredClient } from '../core/client.js';
import type { Archetype } from './archetype.js';
import { exampleClient } from './example.js';
import { AddressBook, clientIdOf, MAX_NODES, nodeNames } from './names.js';
import { MAX_SEED, Random } from './random.js';
import { drawTimeline } from './timeline.js';
import { drawTraffic } from './traffic.js';

/** Clients of a fleet at most: with more, the six digits of a hexadecimal id would repeat. */
export const MAX_CLIENTS = 10_000_000;

/** The seed of a mock for which none is given. */
export const DEFAULT_SEED = 1;

export interface SeedOptions {
  /** Number of clients, with the documents' example: 0 to {@link MAX_CLIENTS}. */
  readonly count: number;
  /** An integer, 0 to 4294967295. The same seed, nodes and now give the same clients. */
  readonly seed: number;
  /** Epoch milliseconds up to the year 9999; all ages are relative to it. */
  readonly now: number;
  /** Number of nodes, 1 to {@link MAX_NODES}. Default 3. */
  readonly nodes?: number;
}

/**
 * A fleet from archetypes, whose clients are made one by one when they are needed. Client 1 is the
 * documents' example. A client depends on the seed, the time, the nodes and its index, not on the
 * count.
 * @param archetypes at least one, unless `count` is under 2. Client n (n ≥ 2) is of family n - 2 if
 *   that exists, otherwise of a random family.
 * @throws {RangeError} naming an option out of bounds.
 */
export function openFleet(
  archetypes: readonly Archetype[],
  options: SeedOptions,
): Required<Population> {
  const { count, seed, now, nodes = 3 } = checkSeedOptions(options);
  const names = nodeNames(nodes);
  const addresses = new AddressBook(seed);
  const random = new Random(seed);
  const make = (index: number): StoredClient => {
    if (index === 0) return exampleClient(now);
    random.restart(seed, index);
    const own = index <= archetypes.length ? archetypes[index - 1] : undefined;
    const family = own ?? random.pick(archetypes);
    return createClient(random, family, index, now, random.pick(names), addresses);
  };
  return {
    make,
    *[Symbol.iterator]() {
      for (let index = 0; index < count; index++) yield make(index);
    },
  };
}

/** One literal, so that a million clients share one shape in memory. */
function createClient(
  random: Random,
  family: Archetype,
  index: number,
  now: number,
  node: string,
  addresses: AddressBook,
): StoredClient {
  const clientid = clientIdOf(family, index + 1);
  const times = drawTimeline(random, now, family.expiry_interval);
  const left = times.disconnected_at ?? now;
  const upSeconds = Math.floor((left - times.connected_at) / 1000);
  const away = times.disconnected_at === null ? 0 : Math.max(1, Math.floor((now - left) / 1000));
  const traffic = drawTraffic(random, family, upSeconds, away);
  return {
    clientid,
    username: usernameOf(family, clientid),
    node,
    zone: family.zone,
    mountpoint: family.mountpoint,
    proto_name: family.protocol.proto_name,
    proto_ver: family.protocol.proto_ver,
    ip_address: addresses.pick(random),
    port: random.int(1024, 65_535),
    is_bridge: family.is_bridge,
    clean_start: family.expiry_interval === 0,
    keepalive: family.keepalive,
    expiry_interval: family.expiry_interval,
    conn_state: times.conn_state,
    created_at: times.created_at,
    connected_at: times.connected_at,
    disconnected_at: times.disconnected_at,
    subscriptions_cnt: family.subscriptions_cnt,
    max_subscriptions: family.max_subscriptions,
    inflight: traffic.inflight,
    max_inflight: family.max_inflight,
    mqueue_len: traffic.mqueue_len,
    max_mqueue: family.max_mqueue,
    mqueue_dropped: traffic.mqueue_dropped,
    awaiting_rel: traffic.awaiting_rel,
    max_awaiting_rel: family.max_awaiting_rel,
    recv_oct: traffic.recv_oct,
    recv_cnt: traffic.recv_cnt,
    recv_pkt: traffic.recv_pkt,
    recv_msg: traffic.recv_msg,
    send_oct: traffic.send_oct,
    send_cnt: traffic.send_cnt,
    send_pkt: traffic.send_pkt,
    send_msg: traffic.send_msg,
    mailbox_len: traffic.mailbox_len,
    heap_size: traffic.heap_size,
    reductions: traffic.reductions,
  };
}

function usernameOf(family: Archetype, clientid: string): string | null {
  const { account } = family;
  if (account.kind === 'shared') return account.name;
  return account.kind === 'own' ? clientid : null;
}

const END_OF_YEAR_9999 = 253_402_300_799_999;

/** @throws {RangeError} naming the first option out of bounds. */
export function checkSeedOptions(options: SeedOptions): SeedOptions {
  checkInteger('count', options.count, 0, MAX_CLIENTS);
  checkInteger('seed', options.seed, 0, MAX_SEED);
  checkInteger('now', options.now, 0, END_OF_YEAR_9999);
  if (options.nodes !== undefined) checkInteger('nodes', options.nodes, 1, MAX_NODES);
  return options;
}

function checkInteger(name: string, value: number, min: number, max: number): void {
  if (Number.isInteger(value) && value >= min && value <= max) return;
  throw new RangeError(
    `Failed to seed clients: expected \`${name}\` to be an integer from ${min} to ${max} but got ${value}.`,
  );
}
