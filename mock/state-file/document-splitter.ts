import { MAX_ROW, SplitError, type RowSplitter } from './row-splitter.js';

/** Lists of clients have fewer levels of nesting. */
const MAX_DEPTH = 64;

const [TAB, NEWLINE, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Members that hold a list of rows: in an answer of GET /clients, and in a recording. */
const ROW_LISTS = ['data', 'population'];

/**
 * Splits JSON into the texts of its rows without holding all of it in memory. A row is an item of an
 * outermost list, an item of the list `data` or `population` of an outermost object, or an outermost
 * object without such a list. A file may contain several of these in sequence, or a list of answers,
 * as `jq -s` writes it.
 */
export class DocumentSplitter implements RowSplitter {
  /** The closing brackets that are still expected. */
  readonly #expected: number[] = [];
  /** How many brackets are open where rows begin. */
  #rowsDepth = 0;
  /** Where the row begins in this chunk; -1 outside of a row. */
  #start = -1;
  /** The parts of the row in earlier chunks. */
  readonly #parts: Buffer[] = [];
  #partsLength = 0;
  #inString = false;
  #isEscaped = false;
  /** Where a string of the outermost object begins in this chunk; -1 outside of one. */
  #stringStart = -1;
  #string = '';
  #key = '';
  /** Whether the items of the outermost list may be answers: until the first one is none. */
  #mayHoldAnswers = true;
  #saysMore = false;

  get isPartial(): boolean {
    return this.#saysMore;
  }

  push(chunk: Buffer): Buffer[] {
    const rows: Buffer[] = [];
    if (this.#start !== -1) this.#start = 0;
    if (this.#stringStart !== -1) this.#stringStart = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#inString) at = this.#skipString(chunk, at);
      else this.#read(chunk, at, rows);
    }
    if (this.#start !== -1) this.#append(chunk.subarray(this.#start));
    if (this.#stringStart !== -1) this.#string += chunk.toString('latin1', this.#stringStart);
    return rows;
  }

  end(): Buffer[] {
    if (this.#inString || this.#expected.length > 0) {
      const missing =
        (this.#inString ? '"' : '') + String.fromCharCode(...this.#expected.toReversed());
      throw new SplitError(`is incomplete: ${missing} is missing`);
    }
    return this.#start === -1 ? [] : [this.#finish(Buffer.alloc(0), 0)];
  }

  /** Skips the rest of a string; returns the index of its end, or of the chunk's. */
  #skipString(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) {
        this.#inString = false;
        if (this.#stringStart !== -1)
          this.#string += chunk.toString('latin1', this.#stringStart, at);
        this.#stringStart = -1;
        return at;
      }
    }
    return chunk.length;
  }

  #read(chunk: Buffer, at: number, rows: Buffer[]): void {
    const byte = chunk[at] as number;
    const depth = this.#expected.length;
    switch (byte) {
      case SPACE:
      case NEWLINE:
      case RETURN:
      case TAB:
        return;
      case QUOTE:
        this.#begin(at);
        this.#inString = true;
        this.#string = '';
        if (this.#isKeyDepth(depth)) this.#stringStart = at + 1;
        return;
      case COLON:
        if (this.#isKeyDepth(depth)) this.#key = this.#string;
        return;
      case COMMA:
        if (this.#isKeyDepth(depth)) this.#key = '';
        if (depth === this.#rowsDepth && this.#start !== -1) rows.push(this.#finish(chunk, at));
        return;
      case OPEN_OBJECT:
        this.#begin(at);
        this.#enter(CLOSE_OBJECT);
        return;
      case OPEN_LIST:
        if (this.#beginsRows(depth)) {
          this.#noteHead(chunk, at);
          this.#drop();
          this.#rowsDepth = depth + 1;
        } else this.#begin(at);
        this.#enter(CLOSE_LIST);
        return;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        this.#leave(byte, chunk, at, rows);
        return;
      default:
        this.#begin(at);
    }
  }

  /** Begins a row, if rows are expected here and none has begun. */
  #begin(at: number): void {
    if (this.#start === -1 && this.#expected.length === this.#rowsDepth) this.#start = at;
  }

  #beginsRows(depth: number): boolean {
    if (this.#rowsDepth === 0 && depth === 0) return true;
    if (!this.#isKeyDepth(depth) || this.#expected[depth - 1] !== CLOSE_OBJECT) return false;
    return ROW_LISTS.includes(this.#key);
  }

  /** Whether this is the inside of an answer: an outermost object, or one in the outermost list. */
  #isKeyDepth(depth: number): boolean {
    if (this.#rowsDepth === 0) return depth === 1;
    return depth === 2 && this.#rowsDepth === 1 && this.#mayHoldAnswers;
  }

  /** Reads what an answer says before its rows. */
  #noteHead(chunk: Buffer, end: number): void {
    const isAnswer = this.#expected.length > 0 && this.#start !== -1;
    if (!isAnswer || this.#key !== 'data') return;
    const head = Buffer.concat([...this.#parts, chunk.subarray(this.#start, end)]);
    this.#saysMore = /"hasnext"\s*:\s*true/.test(head.toString('latin1'));
  }

  #enter(closing: number): void {
    if (this.#expected.length >= MAX_DEPTH) {
      throw new SplitError('is nested too deeply to be a list of clients');
    }
    this.#expected.push(closing);
  }

  #leave(byte: number, chunk: Buffer, at: number, rows: Buffer[]): void {
    if (this.#expected.pop() !== byte) {
      throw new SplitError(`is not JSON: it has one ${String.fromCharCode(byte)} too many`);
    }
    const depth = this.#expected.length;
    if (depth < this.#rowsDepth) {
      if (this.#start !== -1) rows.push(this.#finish(chunk, at));
      // The rows of an answer in a list end: the list goes on.
      this.#rowsDepth = depth === 2 ? 1 : 0;
    } else if (depth === this.#rowsDepth && this.#start !== -1) {
      if (depth === 1) this.#mayHoldAnswers = false;
      rows.push(this.#finish(chunk, at + 1));
    }
  }

  #finish(chunk: Buffer, end: number): Buffer {
    const last = chunk.subarray(this.#start, end);
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#drop();
    return bytes;
  }

  #append(part: Buffer): void {
    this.#parts.push(part);
    this.#partsLength += part.length;
    if (this.#partsLength > MAX_ROW) {
      throw new SplitError(`has a row of more than ${MAX_ROW} bytes`);
    }
  }

  #drop(): void {
    this.#start = -1;
    this.#parts.length = 0;
    this.#partsLength = 0;
  }
}
