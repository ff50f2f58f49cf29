/** Letters, digits and the hyphen have a set each; all other characters share the last one. */
const CHARACTER_SETS = 64;
const OTHERS = CHARACTER_SETS - 1;
const SETS_OF_CHARACTERS = new Uint8Array(128).fill(OTHERS);
const KNOWN = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-';
for (let set = 0; set < KNOWN.length; set++) SETS_OF_CHARACTERS[KNOWN.charCodeAt(set)] = set;
/** As many pairs of characters, those that come first, have a set each: all pairs that are frequent. */
const OWN_SETS = 128;
/** The other pairs share as many sets. */
const SHARED_BITS = 6;
const FIRST_SHARED = CHARACTER_SETS + OWN_SETS;
const SETS = FIRST_SHARED + (1 << SHARED_BITS);
/** More pairs of a searched text rule out hardly any value. */
const MOST_PAIRS = 8;

/** Where the sets begin that a search reads; each search is done before another begins. */
const begins = new Uint32Array(MOST_PAIRS);

/** The sets of pairs while an index is made, by their number; 0: none yet. */
const setsOfPairs = new Uint8Array(CHARACTER_SETS * CHARACTER_SETS);

/**
 * Finds the texts among some values that contain a text. For each character and each pair of them,
 * a set says which values have it, one bit each: only those with all pairs of the text are compared,
 * and for a text of two characters mostly none. 33 MB for a million texts.
 */
export class TextIndex {
  readonly #sets: Uint32Array;
  /** The numbers of the pairs that have a set each. */
  readonly #own: Uint16Array;
  /** How many numbers hold a set. */
  readonly #width: number;

  /** @param values those that are no texts contain nothing. */
  constructor(private readonly values: readonly unknown[]) {
    this.#width = (values.length + 31) >> 5;
    this.#sets = new Uint32Array(SETS * this.#width);
    const own: number[] = [];
    for (let place = 0; place < values.length; place++) {
      const value = values[place];
      if (typeof value === 'string') this.#note(value, place >> 5, 1 << (place & 31), own);
    }
    for (const pair of own) setsOfPairs[pair] = 0;
    this.#own = Uint16Array.from(own);
  }

  #note(value: string, word: number, bit: number, own: number[]): void {
    const [sets, width] = [this.#sets, this.#width];
    let last = -1;
    for (let index = 0; index < value.length; index++) {
      const character = setOf(value.charCodeAt(index));
      const at = character * width + word;
      sets[at] = (sets[at] as number) | bit;
      if (last !== -1) {
        const pair = last * CHARACTER_SETS + character;
        let set = setsOfPairs[pair] as number;
        if (set === 0) {
          if (own.length < OWN_SETS && isExactPair(pair)) {
            set = setsOfPairs[pair] = CHARACTER_SETS - 1 + own.push(pair);
          } else set = sharedSetOf(pair);
        }
        const at = set * width + word;
        sets[at] = (sets[at] as number) | bit;
      }
      last = character;
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
    const isExact = this.#isExact(text);
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
      begins[index] = this.#setOf(pairAt(text, index)) * this.#width;
    }
    return count;
  }

  #setOf(pair: number): number {
    const own = this.#own.indexOf(pair);
    return own === -1 ? sharedSetOf(pair) : CHARACTER_SETS + own;
  }

  /** Whether the values in all sets of the text are those that contain it. */
  #isExact(text: string): boolean {
    if (text.length === 1) return setOf(text.charCodeAt(0)) !== OTHERS;
    return text.length === 2 && this.#own.includes(pairAt(text, 0));
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

/** The number of the pair of characters that begins at a place of a text. */
const pairAt = (text: string, index: number): number =>
  setOf(text.charCodeAt(index)) * CHARACTER_SETS + setOf(text.charCodeAt(index + 1));

/** Whether no other pair has the number. */
const isExactPair = (pair: number): boolean =>
  pair < OTHERS * CHARACTER_SETS && pair % CHARACTER_SETS !== OTHERS;

/** Similar pairs, such as those of digits, are in different sets. */
const sharedSetOf = (pair: number): number =>
  FIRST_SHARED + (Math.imul(pair, 0x9e3779b1) >>> (32 - SHARED_BITS));
