import type { Archetype } from './archetype.js';
import { Random } from './random.js';

/** Most nodes that a seeded cluster has. */
export const MAX_NODES = 100;

/** The names of a cluster's nodes; the first is the one of the documents' example. */
export function nodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `emqx@10.12.50.${91 + index}`);
}

/**
 * The id of client `index`. The ending alone tells two clients of a family apart: the number is
 * the index itself, the hexadecimal digits are the index taken one to one to another of 2^24.
 */
export function clientIdOf(archetype: Archetype, index: number): string {
  if (archetype.ending === 'number') return archetype.stem + String(index).padStart(5, '0');
  let bits = Math.imul(index, 0x9e3779b1) & 0xffffff;
  bits = Math.imul(bits ^ (bits >>> 12), 0x85ebca6b) & 0xffffff;
  return archetype.stem + bits.toString(16).padStart(6, '0');
}

const ADDRESSES = 16_384;

/**
 * Addresses of the private ranges (RFC 1918), drawn from a fixed number of them: a site's devices
 * share its gateway's address, and a million clients share the text of a few thousand.
 */
export class AddressBook {
  private readonly pages: (string | undefined)[] = [];

  constructor(private readonly seed: number) {}

  pick(random: Random): string {
    const page = random.int(0, ADDRESSES - 1);
    return (this.pages[page] ??= privateAddress(new Random(this.seed ^ 0x1918, page)));
  }
}

function privateAddress(random: Random): string {
  const range = random.int(1, 10);
  const host = `${random.int(0, 255)}.${random.int(1, 254)}`;
  if (range <= 6) return `10.${random.int(0, 255)}.${host}`;
  if (range <= 8) return `172.${random.int(16, 31)}.${host}`;
  return `192.168.${host}`;
}
