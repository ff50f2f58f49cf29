import { hash32 } from '../order.js';

/** Parts of a map: of 400,000 entries, one that is copied has 400. */
const PARTS = 1024;

type Part<V> = ReadonlyMap<string, V>;

/** A map whose fork costs the same however large it is: a change copies the part that it is in. */
export class ForkableMap<V> {
  #size = 0;
  /** `undefined`: there is no entry. */
  #parts: (Part<V> | undefined)[] | undefined;
  /** The parts that no other map has as well. */
  #own = new Map<number, Map<string, V>>();

  get size(): number {
    return this.#size;
  }

  get(key: string): V | undefined {
    return this.#size === 0 ? undefined : this.#parts?.[partOf(key)]?.get(key);
  }

  has(key: string): boolean {
    return this.#size > 0 && this.#parts?.[partOf(key)]?.has(key) === true;
  }

  /** @returns the number of the part that has the entry now. */
  set(key: string, value: V): number {
    const at = partOf(key);
    const part = this.#ownPart(at);
    const before = part.size;
    part.set(key, value);
    this.#size += part.size - before;
    return at;
  }

  delete(key: string): void {
    if (!this.has(key)) return;
    this.#ownPart(partOf(key)).delete(key);
    this.#size--;
  }

  /** The entries of a part, from 0 on; `undefined` if it has never had one. */
  part(at: number): Part<V> | undefined {
    return this.#parts?.[at];
  }

  fork(): ForkableMap<V> {
    const copy = new ForkableMap<V>();
    copy.#size = this.#size;
    copy.#parts = this.#parts?.slice();
    this.#own = new Map();
    return copy;
  }

  #ownPart(at: number): Map<string, V> {
    const known = this.#own.get(at);
    if (known) return known;
    this.#parts ??= Array.from({ length: PARTS }, () => undefined);
    const own = new Map(this.#parts[at]);
    this.#parts[at] = own;
    this.#own.set(at, own);
    return own;
  }
}

const partOf = (key: string): number => hash32(key, 0) % PARTS;
