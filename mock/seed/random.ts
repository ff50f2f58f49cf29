/** Mixes the bits of a 32-bit number, one to one (the finalizer of MurmurHash3). */
export function scramble(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

const UINT32 = 2 ** 32;

/** The highest seed; the lowest is 0. */
export const MAX_SEED = UINT32 - 1;

/**
 * A small seeded random number generator (mulberry32). Each pair of seed and stream is a sequence of
 * its own, so that client 42 does not depend on the others. Integer arithmetic only, for the same
 * numbers on every JavaScript engine. Not for secrets.
 */
export class Random {
  private state = 0;

  /** @param seed, stream integers; only their low 32 bits count. */
  constructor(seed: number, stream = 0) {
    this.restart(seed, stream);
  }

  /** Starts another stream, so that a million clients need only one generator. */
  restart(seed: number, stream: number): this {
    this.state = scramble(scramble(seed) ^ Math.imul(stream + 1, 0x9e3779b1));
    return this;
  }

  /** 0 ≤ value < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), bits | 61)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / UINT32;
  }

  /** An integer from `min` to `max`, which are less than 2^31 apart. */
  int(min: number, max: number): number {
    return min + ((this.next() * (max - min + 1)) | 0);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws {RangeError} if there are no items. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError('Failed to pick: expected at least one item.');
    return items[this.int(0, items.length - 1)] as T;
  }
}

/**
 * Point `index` of a low-discrepancy sequence in the unit square (Roberts' R2, based on the plastic
 * number): unlike random points, even the first few dozen cover it evenly.
 */
export function evenPoint(seed: number, index: number): readonly [x: number, y: number] {
  const share = (offset: number, step: number): number =>
    ((scramble(offset) + Math.imul(index, step)) >>> 0) / UINT32;
  return [share(seed, 0xc13fa9a9), share(seed + 1, 0x91e10da5)];
}
