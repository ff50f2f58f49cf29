import { createHmac } from 'node:crypto';

/**
 * A permutation of 0 … `size` - 1 that depends only on `salt` and `label`: a Fisher-Yates shuffle
 * with random numbers from HMAC-SHA256 in counter mode.
 */
export function keyedPermutation(salt: string, label: string, size: number): readonly number[] {
  const draw = keyedIntegers(salt, label);
  const items = Array.from({ length: size }, (_, index) => index);
  for (let last = size - 1; last > 0; last -= 1) {
    const other = draw(last + 1);
    [items[last], items[other]] = [items[other] ?? 0, items[last] ?? 0];
  }
  return items;
}

/** Draws integers from 0 to below a bound, without bias. */
function keyedIntegers(salt: string, label: string): (below: number) => number {
  let counter = 0;
  let pool: number[] = [];
  const next = (): number => {
    if (pool.length === 0) {
      const digest = createHmac('sha256', salt).update(`${label}:${counter}`).digest();
      counter += 1;
      pool = Array.from({ length: 8 }, (_, index) => digest.readUInt32BE(index * 4));
    }
    return pool.pop() ?? 0;
  };
  return (below) => {
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % below);
    let value = next();
    while (value >= limit) value = next();
    return value % below;
  };
}
