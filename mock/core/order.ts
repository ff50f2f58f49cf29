import type { Steps } from './steps.js';

/** The position of a client in the list; rows are listed by ascending key. */
export interface Order {
  /**
   * Whether a new client always goes to the end, so that the store need not search. Otherwise the
   * list goes node after node.
   */
  readonly appends: boolean;
  /**
   * An integer from 0; below 2^32 unless the order appends. Keys may be equal.
   * @param sequence counts the clients that the store has been given, from 0.
   */
  keyFor(clientid: string, sequence: number): number;
}

/** The documented dialect's order: as inserted (decisions.md#28). */
export const insertionOrder: Order = {
  appends: true,
  keyFor: (_clientid, sequence) => sequence,
};

/**
 * The order of a real broker's hash table: node after node, arbitrary within one, stable while
 * nothing changes (decisions.md#28). Seeded, so that a test can repeat an order.
 */
export function hashOrder(seed: number): Order {
  return { appends: false, keyFor: (clientid) => hash32(clientid, seed) };
}

/** What each node's keys are apart. */
export const NODE_SPAN = 2 ** 32;

/** Bits that one pass of the sort looks at. */
const DIGIT = 11;

/** How many numbers a step of the sort looks at. */
const SLICE = 2 ** 18;

/** The indexes of integers from 0 on, sorted by them; equal ones stay in order. A radix sort. */
export function* sortedIndexes(keys: readonly number[]): Steps<Uint32Array> {
  const { length } = keys;
  // Only two, used in turn: new memory outside of the heap can start a long collection of garbage.
  let [sorted, moved] = [new Uint32Array(length), new Uint32Array(length)];
  let most = 0;
  for (let index = 0; index < length; index++) {
    sorted[index] = index;
    most = Math.max(most, keys[index] as number);
  }
  for (let unit = 1; unit <= most; unit *= 2 ** DIGIT) {
    const digitOf = (index: number): number =>
      ((keys[index] as number) / unit) & ((1 << DIGIT) - 1);
    const starts = new Uint32Array((1 << DIGIT) + 1);
    for (let from = 0; from < length; from += SLICE) {
      yield;
      for (const index of sorted.subarray(from, from + SLICE)) {
        const next = digitOf(index) + 1;
        starts[next] = (starts[next] as number) + 1;
      }
    }
    for (let digit = 1; digit < starts.length; digit++) {
      starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
    }
    for (let from = 0; from < length; from += SLICE) {
      yield;
      for (const index of sorted.subarray(from, from + SLICE)) {
        const digit = digitOf(index);
        const place = starts[digit] as number;
        moved[place] = index;
        starts[digit] = place + 1;
      }
    }
    [sorted, moved] = [moved, sorted];
  }
  return sorted;
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
