import { TextIndex } from './text-index.js';

/** The value of a field: a column knows neither its name nor its type. */
type Value = unknown;

/** No row. */
const NONE = new Uint16Array(0);
/** Rows of a column at most, and distinct values: places are 16 bits wide. */
const MOST_ROWS = 4096;

/** Where a selection is made; each search copies what it keeps before it gives way to another. */
const scratch = new Uint16Array(MOST_ROWS);

/** What is asked of a value. */
export interface Condition {
  accepts(this: void, value: never): boolean;
  /** Only this value is accepted: without it, no row has to be looked at. */
  readonly equals?: Value;
  /** Only numbers from the first to the second are accepted, and all of them. */
  readonly range?: readonly [from: number, to: number];
  /** Only values that this accepts can be accepted: a column looks once whether it has one. */
  readonly among?: (this: void, value: never) => boolean;
  /** Only texts with this text in them are accepted, and all of them. */
  readonly contains?: string;
}

/** Places of rows, ascending; `undefined`: all of them. */
export type Selection = Uint16Array | undefined;

/**
 * The values that the rows of a chunk have in one field, immutable. A filter compares each distinct
 * value once, and no row has to be there for it.
 */
export class Column {
  #texts: TextIndex | undefined;
  #among: { readonly test: unknown; readonly has: boolean } | undefined;
  #bounds: readonly [lowest: number, highest: number] | undefined;

  private constructor(
    /** By place if there are no codes, else each distinct value; some may be of rows that are gone. */
    readonly values: readonly Value[],
    /** For each row the place of its value. */
    private readonly codes: Uint16Array | undefined,
    readonly length: number,
  ) {}

  /** @param isMixed whether most values differ: then nothing is gained by finding the distinct ones. */
  static of(values: readonly Value[], isMixed: boolean): Column {
    if (isMixed) return new Column(values, undefined, values.length);
    const places = new Map<Value, number>();
    const codes = new Uint16Array(values.length);
    for (let row = 0; row < values.length; row++) {
      const value = values[row];
      let place = places.get(value);
      if (place === undefined) places.set(value, (place = places.size));
      codes[row] = place;
    }
    return new Column([...places.keys()], codes, values.length);
  }

  at(row: number): Value {
    return this.values[this.codes ? (this.codes[row] ?? 0) : row];
  }

  /** The values of the rows, each once, in the order of their first rows. */
  distinct(): Set<Value> {
    const found = new Set<Value>();
    for (let row = 0; row < this.length && found.size < this.values.length; row++) {
      found.add(this.at(row));
    }
    return found;
  }

  /** Finds the values that contain a text. Some may be of rows that are gone. */
  get texts(): TextIndex {
    return (this.#texts ??= new TextIndex(this.values));
  }

  /**
   * The rows whose value is accepted, of those given.
   * @returns valid until the next call, of any column.
   */
  select(condition: Condition, from: Selection): Selection {
    const { values, codes } = this;
    const { accepts, equals, range, among, contains } = condition;
    if (equals !== undefined && !values.includes(equals)) return NONE;
    if (among && !this.#hasAmong(among)) return NONE;
    if (!codes) {
      if (contains) {
        const kept = this.texts.find(contains, from, scratch);
        return from ? scratch.subarray(0, kept) : selectionOf(kept, this.length);
      }
      return range ? this.#selectRange(range, from) : this.#selectMixed(accepts, from);
    }
    return this.#selectCoded(codes, condition, from);
  }

  /** Without branches in its loops, which would be mispredicted every other time. */
  #selectCoded(codes: Uint16Array, condition: Condition, from: Selection): Selection {
    const { values, length } = this;
    const accepted = new Uint8Array(values.length);
    const count = this.#accept(condition, accepted, from);
    if (count === 0) return NONE;
    if (count === values.length) return from;
    let kept = 0;
    if (from) {
      for (const row of from) {
        scratch[kept] = row;
        kept += accepted[codes[row] as number] as number;
      }
      return scratch.subarray(0, kept);
    }
    for (let row = 0; row < length; row++) {
      scratch[kept] = row;
      kept += accepted[codes[row] as number] as number;
    }
    return selectionOf(kept, length);
  }

  /** Finds the distinct values that are accepted, and marks them with a 1; returns how many. */
  #accept({ accepts, contains }: Condition, accepted: Uint8Array, from: Selection): number {
    const { values } = this;
    let count = 0;
    if (contains) {
      // `from` may be in the memory that is used otherwise.
      const places = from ? new Uint16Array(values.length) : scratch;
      count = this.texts.find(contains, undefined, places);
      for (let index = 0; index < count; index++) accepted[places[index] as number] = 1;
      return count;
    }
    for (let place = 0; place < values.length; place++) {
      if (!accepts(values[place] as never)) continue;
      accepted[place] = 1;
      count++;
    }
    return count;
  }

  /** Written out: a number that is passed to a function is first put on the heap. */
  #selectRange([least, most]: readonly [number, number], from: Selection): Selection {
    const values = this.values as readonly number[];
    const { length } = values;
    const [lowest, highest] = (this.#bounds ??= boundsOf(values));
    if (lowest >= least && highest <= most) return from;
    if (highest < least || lowest > most) return NONE;
    let kept = 0;
    if (from) {
      for (const row of from) {
        const value = values[row] as number;
        scratch[kept] = row;
        kept += value >= least && value <= most ? 1 : 0;
      }
      return scratch.subarray(0, kept);
    }
    for (let row = 0; row < length; row++) {
      const value = values[row] as number;
      scratch[kept] = row;
      kept += value >= least && value <= most ? 1 : 0;
    }
    return selectionOf(kept, length);
  }

  #hasAmong(test: NonNullable<Condition['among']>): boolean {
    if (this.#among?.test !== test) {
      this.#among = { test, has: this.values.some((value) => test(value as never)) };
    }
    return this.#among.has;
  }

  #selectMixed(accepts: Condition['accepts'], from: Selection): Selection {
    const { values, length } = this;
    let kept = 0;
    if (from) {
      for (const row of from) if (accepts(values[row] as never)) scratch[kept++] = row;
      return scratch.subarray(0, kept);
    }
    for (let row = 0; row < length; row++) {
      if (accepts(values[row] as never)) scratch[kept++] = row;
    }
    return selectionOf(kept, length);
  }

  /** The column with rows taken out, and others put in there. */
  splice(start: number, remove: number, ...added: readonly Value[]): Column {
    const { values, codes } = this;
    if (!codes) return Column.of(values.toSpliced(start, remove, ...added), true);
    const known = [...values];
    const rest = codes.subarray(start + remove);
    const spliced = new Uint16Array(start + added.length + rest.length);
    spliced.set(codes.subarray(0, start));
    for (const [index, value] of added.entries()) {
      const place = known.indexOf(value);
      spliced[start + index] = place === -1 ? known.push(value) - 1 : place;
    }
    spliced.set(rest, start + added.length);
    const column = new Column(known, spliced, spliced.length);
    return known.length <= MOST_ROWS / 2 ? column : column.slice(0, column.length);
  }

  /** The column of the rows from `start` to `end`. */
  slice(start: number, end: number): Column {
    return this.pick(Array.from({ length: end - start }, (_, index) => start + index));
  }

  /** The column of some rows; it has no value of a row that is gone. */
  pick(rows: readonly number[]): Column {
    return Column.of(
      rows.map((row) => this.at(row)),
      this.codes === undefined,
    );
  }
}

function boundsOf(values: readonly number[]): [lowest: number, highest: number] {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return [lowest, highest];
}

const selectionOf = (kept: number, length: number): Selection =>
  kept === 0 ? NONE : kept === length ? undefined : scratch.subarray(0, kept);
