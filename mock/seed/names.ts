import type { Archetype } from './archetype.js';
import { Random } from './random.js';

/** Nodes of a cluster at most. */
export const MAX_NODES = 100;

/** The names of a cluster's nodes; the documents' example has the first. */
export function nodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `emqx@10.12.50.${91 + index}`);
}

/**
 * The id of client `index`. Its end is unique within a family: the index itself, or hexadecimal
 * digits, to which the indexes below 2^24 are mapped one to one.
 */
export function clientIdOf(archetype: Archetype, index: number): string {
  if (archetype.ending === 'number') return archetype.stem + String(index).padStart(5, '0');
  let bits = Math.imul(index, 0x9e3779b1) & 0xffffff;
  bits = Math.imul(bits ^ (bits >>> 12), 0x85ebca6b) & 0xffffff;
  return archetype.stem + bits.toString(16).padStart(6, '0');
}

const ADDRESSES = 16_384;

/**
 * A fixed number of private addresses (RFC 1918) to pick from: a site's devices share the address of
 * their gateway, and a million clients share a few thousand strings.
 */
export class AddressBook {
  private readonly addresses: (string | undefined)[] = [];

  constructor(private readonly seed: number) {}

  pick(random: Random): string {
    const index = random.int(0, ADDRESSES - 1);
    return (this.addresses[index] ??= privateAddress(new Random(this.seed ^ 0x1918, index)));
  }
}

function privateAddress(random: Random): string {
  const range = random.int(1, 10);
  const host = `${random.int(0, 255)}.${random.int(1, 254)}`;
  if (range <= 6) return `10.${random.int(0, 255)}.${host}`;
  if (range <= 8) return `172.${random.int(16, 31)}.${host}`;
  return `192.168.${host}`;
}
