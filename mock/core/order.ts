import type { StoredClient } from './client.js';

/**
 * The position of a client in the list. A key is a safe integer, unique in its store; rows are
 * listed by ascending key.
 */
export interface Order {
  /** Whether a new client always goes to the end, so that the store need not search. */
  readonly appends: boolean;
  /**
   * @param nodeRank 0 for the first node in the store, 1 for the next, and so on.
   * @param sequence counts the clients that the store has been given, from 0.
   */
  keyFor(client: StoredClient, nodeRank: number, sequence: number): number;
}

/** The documented dialect's order: as inserted (decisions.md#28). */
export const insertionOrder: Order = {
  appends: true,
  keyFor: (_client, _nodeRank, sequence) => sequence,
};

const NODE_SPAN = 2 ** 32;

/**
 * The order of a real broker's hash table: node after node, arbitrary within one, stable while
 * nothing changes (decisions.md#28). Seeded, so that a test can repeat an order.
 */
export function hashOrder(seed: number): Order {
  return {
    appends: false,
    keyFor: (client, nodeRank) => nodeRank * NODE_SPAN + hash32(client.clientid, seed),
  };
}

/** FNV-1a over UTF-16 units with a final avalanche: it must distribute well, not keep a secret. */
export function hash32(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
