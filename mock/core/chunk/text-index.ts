/** Letters, digits and the hyphen have a set each; all other characters share the last one. */
const CHARACTER_SETS = 64;
const OTHERS = CHARACTER_SETS - 1;
const SETS_OF_CHARACTERS = new Uint8Array(128).fill(OTHERS);
const KNOWN = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-';
for (let set = 0; set < KNOWN.length; set++) SETS_OF_CHARACTERS[KNOWN.charCodeAt(set)] = set;
/** Pairs of characters share as many sets. */
const PAIR_BITS = 7;
const SETS = CHARACTER_SETS + (1 << PAIR_BITS);
/** More pairs of a searched text rule out hardly any value. */
const MOST_PAIRS = 8;

/** Where the sets begin that a search reads; each search is done before another begins. */
const begins = new Uint32Array(MOST_PAIRS);

/**
 * Finds the texts among some values that contain a text. For each character and each pair of them,
 * a set says which values have it, one bit each: only those with all pairs of the text are compared.
 * 24 MB for a million texts.
 */
export class TextIndex {
  readonly #sets: Uint32Array;
  /** How many numbers hold a set. */
  readonly #width: number;

  /** @param values those that are no texts contain nothing. */
  constructor(private readonly values: readonly unknown[]) {
    this.#width = (values.length + 31) >> 5;
    this.#sets = new Uint32Array(SETS * this.#width);
    for (let place = 0; place < values.length; place++) {
      const value = values[place];
      if (typeof value === 'string') this.#note(value, place >> 5, 1 << (place & 31));
    }
  }

  #note(value: string, word: number, bit: number): void {
    const [sets, width] = [this.#sets, this.#width];
    let last = -1;
    for (let index = 0; index < value.length; index++) {
      const code = value.charCodeAt(index);
      const character = setOf(code) * width + word;
      sets[character] = (sets[character] as number) | bit;
      if (last !== -1) {
        const pair = setOfPair(last, code) * width + word;
        sets[pair] = (sets[pair] as number) | bit;
      }
      last = code;
    }
  }

  /**
   * Whether a value may contain the text; it may be wrong if it returns true, never if false.
   * @param text not empty.
   */
  mayContain(text: string): boolean {
    const count = this.#begin(text);
    for (let word = 0; word < this.#width; word++) if (this.#having(word, count) !== 0) return true;
    return false;
  }

  /**
   * Finds the values that contain a text.
   * @param text not empty.
   * @param from only among these places, ascending. Default: among all.
   * @param places gets the places of the values, ascending; may be the memory of `from`.
   * @returns how many there are.
   */
  find(text: string, from: Uint16Array | undefined, places: Uint16Array): number {
    const { values } = this;
    const sets = this.#begin(text);
    const isExact = text.length === 1 && setOf(text.charCodeAt(0)) !== OTHERS;
    let count = 0;
    if (from) {
      let [word, bits] = [-1, 0];
      for (const place of from) {
        if (place >> 5 !== word) {
          word = place >> 5;
          bits = this.#having(word, sets);
        }
        if ((bits & (1 << (place & 31))) === 0) continue;
        if (isExact || (values[place] as string).includes(text)) places[count++] = place;
      }
      return count;
    }
    for (let word = 0; word < this.#width; word++) {
      let bits = this.#having(word, sets);
      while (bits !== 0) {
        const place = (word << 5) + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        if (isExact || (values[place] as string).includes(text)) places[count++] = place;
      }
    }
    return count;
  }

  /** Finds the sets that all values with the text are in; returns how many there are. */
  #begin(text: string): number {
    if (text.length === 1) {
      begins[0] = setOf(text.charCodeAt(0)) * this.#width;
      return 1;
    }
    const count = Math.min(text.length - 1, MOST_PAIRS);
    for (let index = 0; index < count; index++) {
      const set = setOfPair(text.charCodeAt(index), text.charCodeAt(index + 1));
      begins[index] = set * this.#width;
    }
    return count;
  }

  /** Of 32 values, those in all sets. */
  #having(word: number, sets: number): number {
    let bits = -1;
    for (let index = 0; index < sets && bits !== 0; index++) {
      bits &= this.#sets[(begins[index] as number) + word] as number;
    }
    return bits;
  }
}

const setOf = (code: number): number =>
  code < 128 ? (SETS_OF_CHARACTERS[code] as number) : OTHERS;

/** Similar pairs, such as those of digits, are in different sets. */
const setOfPair = (first: number, second: number): number =>
  CHARACTER_SETS + (Math.imul(first * 37 + second, 0x9e3779b1) >>> (32 - PAIR_BITS));
