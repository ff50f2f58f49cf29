import { ForkableMap } from './forkable-map.js';

/** The keys of the clients of one id: usually one number, more if nodes share the id. */
type Keys = number | readonly number[];

/** One map of a million ids would stop everything for 50 ms whenever it grows. */
const MAPS = 32;
const mapOf = (clientid: string): number => {
  const { length } = clientid;
  // The ends of ids differ most.
  const [last, before] = [clientid.charCodeAt(length - 1), clientid.charCodeAt(length - 2)];
  return (last + before * 10) & (MAPS - 1);
};

/**
 * Finds the rows of a client id by their keys. A fork shares the maps, which then are never changed;
 * changes are in the overlay.
 */
export class KeyIndex {
  #isShared = false;
  #overlay = new ForkableMap<Keys | undefined>();
  #size = 0;

  constructor(
    private readonly maps: readonly Map<string, Keys>[] = Array.from(
      { length: MAPS },
      () => new Map<string, Keys>(),
    ),
  ) {}

  get isShared(): boolean {
    return this.#isShared;
  }

  /** How many ids there are. */
  get size(): number {
    return this.#size;
  }

  /** Ascending. */
  get(clientid: string): readonly number[] {
    const isChanged = this.#isShared && this.#overlay.has(clientid);
    const keys = (isChanged ? this.#overlay : this.#mapOf(clientid)).get(clientid);
    if (keys === undefined) return [];
    return typeof keys === 'number' ? [keys] : keys;
  }

  add(clientid: string, key: number): void {
    const keys = this.get(clientid);
    const all = keys.length === 0 ? [key] : [...keys, key].sort((a, b) => a - b);
    this.#put(clientid, all, keys.length > 0);
  }

  set(clientid: string, keys: readonly number[]): void {
    this.#put(clientid, keys, this.get(clientid).length > 0);
  }

  #put(clientid: string, keys: readonly number[], isKnown: boolean): void {
    this.#size += Number(keys.length > 0) - Number(isKnown);
    const value = keys.length > 1 ? keys : keys[0];
    const map = this.#mapOf(clientid);
    if (this.#isShared) {
      // An id that was added and removed only here leaves no entry.
      if (value === undefined && !map.has(clientid)) this.#overlay.delete(clientid);
      else this.#overlay.set(clientid, value);
    } else if (value === undefined) map.delete(clientid);
    else map.set(clientid, value);
  }

  fork(): KeyIndex {
    this.#isShared = true;
    const copy = new KeyIndex(this.maps);
    copy.#isShared = true;
    copy.#overlay = this.#overlay.fork();
    copy.#size = this.#size;
    return copy;
  }

  #mapOf(clientid: string): Map<string, Keys> {
    return this.maps[mapOf(clientid)] as Map<string, Keys>;
  }
}
