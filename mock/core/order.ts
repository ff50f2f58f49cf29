import { CHUNK_ROWS, type Entry, type Origin } from './chunk/chunk.js';
import type { StoredClient } from './client.js';
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

/** How many numbers a step of a sort looks at. */
export const SLICE = 2 ** 16;

/** The indexes of integers from 0 on, sorted by them; equal ones stay in order. A radix sort. */
export function* sortedIndexes(keys: Float64Array): Steps<Uint32Array> {
  const { length } = keys;
  // Only two, used in turn: new memory outside of the heap can start a long collection of garbage.
  let [sorted, moved] = [new Uint32Array(length), new Uint32Array(length)];
  let most = 0;
  for (let index = 0; index < length; index++) {
    if (index % SLICE === 0) yield;
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

/** A client that is loaded, what stands for it, and its key if it is known. */
export type Loaded = readonly [entry: Entry, client: StoredClient, key: number | undefined];

/** As many clients as a step takes, with places of their nodes; one array of all would grow in leaps. */
interface Block {
  readonly entries: Entry[];
  readonly keys: number[];
  readonly nodes: number[];
}

const emptyBlock = (): Block => ({ entries: [], keys: [], nodes: [] });

/**
 * Sorts clients as a cluster lists them: node after node, by name. `undefined` ends a step in which no
 * client is ready.
 * @param origin makes the clients whose entries are numbers.
 * @param keyFor a client's key among those of its node.
 * @param rankOf a node's place in the list: one that it does not know yet comes last.
 */
export function* sortClients(
  clients: Iterable<Loaded>,
  origin: Origin | undefined,
  keyFor: (clientid: string) => number,
  rankOf: (node: string) => number,
): Generator<Loaded | undefined, void> {
  const blocks: Block[] = [];
  const places = new Map<string, number>();
  let [block, length] = [emptyBlock(), 0];
  for (const [entry, { clientid, node }] of clients) {
    if (block.entries.length === 0) blocks.push(block);
    let place = places.get(node);
    if (place === undefined) places.set(node, (place = places.size));
    block.entries.push(entry);
    block.keys.push(keyFor(clientid));
    block.nodes.push(place);
    if (++length % CHUNK_ROWS !== 0) continue;
    block = emptyBlock();
    yield undefined;
  }
  const nodes = [...places.keys()];
  for (const node of nodes.toSorted()) rankOf(node);
  const starts = nodes.map((node) => rankOf(node) * NODE_SPAN);
  const keys = new Float64Array(length);
  for (const [number, rows] of blocks.entries()) {
    const first = number * CHUNK_ROWS;
    for (let row = 0; row < rows.keys.length; row++) {
      const start = starts[rows.nodes[row] as number] as number;
      keys[first + row] = (rows.keys[row] as number) + start;
    }
    yield undefined;
  }
  const sorting = sortedIndexes(keys);
  let step = sorting.next();
  for (; step.done !== true; step = sorting.next()) yield undefined;
  for (const index of step.value) {
    const { entries } = blocks[Math.floor(index / CHUNK_ROWS)] as Block;
    const entry = entries[index % CHUNK_ROWS] as Entry;
    yield [entry, typeof entry === 'number' ? (origin as Origin).make(entry) : entry, keys[index]];
  }
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
