import { MAX_ROW, SplitError, type RawRow, type RowSplitter } from './row-splitter.js';

/** No list of clients is nested deeper. */
const MAX_DEPTH = 64;

const [TAB, NEWLINE, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];
const [QUOTE, BACKSLASH, COMMA, COLON] = [0x22, 0x5c, 0x2c, 0x3a];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** The members that are lists of rows: of an answer of GET /clients, and of a recording. */
const [ANSWER, RECORDING] = ['data', 'population'];

/**
 * Splits JSON into the texts of its rows without ever holding it whole. Rows are the objects of a
 * list, of a list that the outermost object has as `data` or `population`, and outermost objects
 * without such a list; several of these may stand one behind the other.
 */
export class DocumentSplitter implements RowSplitter {
  /** The closing brackets that are due. */
  readonly #due: number[] = [];
  /** How many brackets are open where rows begin. */
  #rowsDepth = 0;
  #isRecorded = false;
  /** Where the row begins in this chunk; -1 while there is none. */
  #start = -1;
  /** What the row has in the chunks before. */
  readonly #parts: Buffer[] = [];
  #partsLength = 0;
  #inText = false;
  #isEscaped = false;
  /** Where a text of the outermost object begins in this chunk; -1 for any other. */
  #textStart = -1;
  #text = '';
  #key = '';

  push(chunk: Buffer): RawRow[] {
    const rows: RawRow[] = [];
    if (this.#start !== -1) this.#start = 0;
    if (this.#textStart !== -1) this.#textStart = 0;
    for (let at = 0; at < chunk.length; at++) {
      if (this.#inText) at = this.#skipText(chunk, at);
      else this.#read(chunk, at, rows);
    }
    if (this.#start !== -1) this.#keep(chunk.subarray(this.#start));
    if (this.#textStart !== -1) this.#text += chunk.toString('latin1', this.#textStart);
    return rows;
  }

  end(): RawRow[] {
    if (this.#inText || this.#due.length > 0) {
      const missing = (this.#inText ? '"' : '') + String.fromCharCode(...this.#due.toReversed());
      throw new SplitError(`ends before its end: ${missing} is missing`);
    }
    return this.#start === -1 ? [] : [this.#finish(Buffer.alloc(0), 0)];
  }

  /** Goes on within a text; returns the index of its end, or of the chunk's. */
  #skipText(chunk: Buffer, from: number): number {
    for (let at = from; at < chunk.length; at++) {
      const byte = chunk[at];
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) {
        this.#inText = false;
        if (this.#textStart !== -1) this.#text += chunk.toString('latin1', this.#textStart, at);
        this.#textStart = -1;
        return at;
      }
    }
    return chunk.length;
  }

  #read(chunk: Buffer, at: number, rows: RawRow[]): void {
    const byte = chunk[at] as number;
    const depth = this.#due.length;
    switch (byte) {
      case SPACE:
      case NEWLINE:
      case RETURN:
      case TAB:
        return;
      case QUOTE:
        this.#begin(at);
        this.#inText = true;
        this.#text = '';
        if (depth === 1 && this.#rowsDepth === 0) this.#textStart = at + 1;
        return;
      case COLON:
        if (depth === 1) this.#key = this.#text;
        return;
      case COMMA:
        if (depth === 1) this.#key = '';
        if (depth === this.#rowsDepth && this.#start !== -1) rows.push(this.#finish(chunk, at));
        return;
      case OPEN_OBJECT:
        this.#begin(at);
        this.#enter(CLOSE_OBJECT);
        return;
      case OPEN_LIST:
        if (this.#beginsRows(depth)) {
          this.#drop();
          this.#rowsDepth = depth + 1;
          this.#isRecorded = depth === 1 && this.#key === RECORDING;
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

  /** Begins a row, where rows begin and none has begun. */
  #begin(at: number): void {
    if (this.#start === -1 && this.#due.length === this.#rowsDepth) this.#start = at;
  }

  #beginsRows(depth: number): boolean {
    if (this.#rowsDepth > 0) return false;
    if (depth === 0) return true;
    const isMember = depth === 1 && this.#due[0] === CLOSE_OBJECT;
    return isMember && (this.#key === ANSWER || this.#key === RECORDING);
  }

  #enter(closing: number): void {
    if (this.#due.length >= MAX_DEPTH) {
      throw new SplitError('is nested too deeply to be a list of clients');
    }
    this.#due.push(closing);
  }

  #leave(byte: number, chunk: Buffer, at: number, rows: RawRow[]): void {
    if (this.#due.pop() !== byte) {
      throw new SplitError(`is not JSON: there is one ${String.fromCharCode(byte)} too many`);
    }
    const depth = this.#due.length;
    if (depth < this.#rowsDepth) {
      if (this.#start !== -1) rows.push(this.#finish(chunk, at));
      this.#rowsDepth = 0;
      this.#isRecorded = false;
    } else if (depth === this.#rowsDepth && this.#start !== -1) {
      rows.push(this.#finish(chunk, at + 1));
    }
  }

  #finish(chunk: Buffer, end: number): RawRow {
    const last = chunk.subarray(this.#start, end);
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#drop();
    return { bytes, isRecorded: this.#isRecorded };
  }

  #keep(part: Buffer): void {
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
