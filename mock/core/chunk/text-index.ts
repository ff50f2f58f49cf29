/** Rows that have a pair of characters are noted in one of as many sets: 16 MB for a million ids. */
const SET_BITS = 7;
const SETS = 1 << SET_BITS;
/** More pairs of a searched text rule out hardly any row. */
const MOST_PAIRS = 8;
/** From this number of matches on, in at most `DENSE` times as many values, a test of each value is faster. */
const FEW = 32;
const DENSE = 4;

/** Where the sets begin that a search reads; each search is done before another begins. */
const begins = new Uint32Array(MOST_PAIRS);

/**
 * Finds the texts of a column that contain a text. Only those that have all its pairs of characters
 * are compared; a single character, which has none, is searched in all texts, joined to one.
 */
export class TextIndex {
  /** The texts, one a line; nothing stands for a value that is no text. */
  readonly text: string;
  /** Where each value ends; made by the first search that finds one. */
  #ends: Uint32Array | undefined;
  /** Of each set the places of its values, one bit each. */
  readonly #sets: Uint32Array;
  /** How many numbers hold a set. */
  readonly #width: number;

  constructor(private readonly values: readonly unknown[]) {
    this.text = values.join('\n');
    this.#width = (values.length + 31) >> 5;
    this.#sets = new Uint32Array(SETS * this.#width);
    for (let place = 0; place < values.length; place++) this.#note(values[place], place);
  }

  #note(value: unknown, place: number): void {
    if (typeof value !== 'string') return;
    const [word, bit] = [place >> 5, 1 << (place & 31)];
    let first = value.charCodeAt(0);
    for (let index = 1; index < value.length; index++) {
      const second = value.charCodeAt(index);
      const at = setOf(first, second) * this.#width + word;
      this.#sets[at] = (this.#sets[at] as number) | bit;
      first = second;
    }
  }

  /** Whether a value may contain the text; it may be wrong if it returns true, never if false. */
  mayContain(needle: string): boolean {
    const count = this.#begin(needle);
    let some = count === 0;
    for (let word = 0; word < this.#width && !some; word++) some = this.#having(word, count) !== 0;
    return some && this.text.includes(needle);
  }

  /**
   * Finds the values that contain a text.
   * @param needle not empty.
   * @param from only among these places, ascending. Default: among all.
   * @param places gets the places of the values, ascending; may be the memory of `from`.
   * @returns how many there are.
   */
  find(needle: string, from: Uint16Array | undefined, places: Uint16Array): number {
    const pairs = this.#begin(needle);
    if (from) return this.#findAmong(from, needle, pairs, places);
    if (pairs === 0) return this.#findCharacter(needle, places);
    const { values } = this;
    let count = 0;
    for (let word = 0; word < this.#width; word++) {
      let bits = this.#having(word, pairs);
      while (bits !== 0) {
        const place = (word << 5) + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        if ((values[place] as string).includes(needle)) places[count++] = place;
      }
    }
    return count;
  }

  #findAmong(from: Uint16Array, needle: string, pairs: number, places: Uint16Array): number {
    const { values } = this;
    let [word, bits, count] = [-1, 0, 0];
    for (const place of from) {
      if (place >> 5 !== word) {
        word = place >> 5;
        bits = this.#having(word, pairs);
      }
      if ((bits & (1 << (place & 31))) === 0) continue;
      const value = values[place];
      if (typeof value === 'string' && value.includes(needle)) places[count++] = place;
    }
    return count;
  }

  /** Finds the sets of the text's pairs; returns how many there are. */
  #begin(needle: string): number {
    const count = Math.min(needle.length - 1, MOST_PAIRS);
    for (let index = 0; index < count; index++) {
      const set = setOf(needle.charCodeAt(index), needle.charCodeAt(index + 1));
      begins[index] = set * this.#width;
    }
    return count;
  }

  /** Of 32 values, those that have all pairs. */
  #having(word: number, pairs: number): number {
    let bits = -1;
    for (let index = 0; index < pairs && bits !== 0; index++) {
      bits &= this.#sets[(begins[index] as number) + word] as number;
    }
    return bits;
  }

  #findCharacter(needle: string, places: Uint16Array): number {
    const { text, values } = this;
    if (needle === '\n') return findEach(needle, values, 0, places, 0);
    let at = text.indexOf(needle);
    if (at === -1) return 0;
    const ends = (this.#ends ??= endsOf(values));
    let place = 0;
    let count = 0;
    while (at !== -1) {
      while ((ends[place] as number) <= at) place++;
      places[count++] = place++;
      if (count > FEW && place < count * DENSE)
        return findEach(needle, values, place, places, count);
      at = text.indexOf(needle, ends[place - 1]);
    }
    return count;
  }
}

/** The set of a pair. Neighbours, such as the pairs of digits, are in different ones. */
const setOf = (first: number, second: number): number =>
  Math.imul(first * 37 + second, 0x9e3779b1) >>> (32 - SET_BITS);

function findEach(
  needle: string,
  values: readonly unknown[],
  from: number,
  places: Uint16Array,
  found: number,
): number {
  let count = found;
  for (let place = from; place < values.length; place++) {
    const value = values[place];
    if (typeof value === 'string' && value.includes(needle)) places[count++] = place;
  }
  return count;
}

function endsOf(values: readonly unknown[]): Uint32Array {
  const ends = new Uint32Array(values.length);
  let end = -1;
  for (let place = 0; place < values.length; place++) {
    const value = values[place];
    end += (typeof value === 'string' ? value.length : 0) + 1;
    ends[place] = end;
  }
  return ends;
}
