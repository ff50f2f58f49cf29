/** Splits a file into the texts of its rows, chunk by chunk. */
export interface RowSplitter {
  /** @throws {SplitError} if the structure of the file is broken. */
  push(chunk: Buffer): Buffer[];
  /** Returns the rows that the end completes. @throws {SplitError} if the file ends too early. */
  end(): Buffer[];
  /** Whether the last answer of the file says that more pages follow: `hasnext: true`. */
  readonly isPartial?: boolean;
}

/** The structure of a file is broken; the rows before the error are intact. */
export class SplitError extends Error {
  override readonly name = 'SplitError';
}

/** The longest row in bytes; the longest possible client id has 65,535. */
export const MAX_ROW = 1 << 24;

const [TAB, NEWLINE, RETURN, SPACE] = [0x09, 0x0a, 0x0d, 0x20];

/** Splits NDJSON, one row a line. It searches for line ends only, which is faster. */
export class LineSplitter implements RowSplitter {
  #rest: Buffer[] = [];
  #restLength = 0;

  push(chunk: Buffer): Buffer[] {
    const rows: Buffer[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#complete(rows, chunk.subarray(start, end));
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    this.#rest.push(rest);
    this.#restLength += rest.length;
    if (this.#restLength > MAX_ROW) {
      throw new SplitError(`has a line of more than ${MAX_ROW} bytes`);
    }
    return rows;
  }

  end(): Buffer[] {
    const rows: Buffer[] = [];
    this.#complete(rows, Buffer.alloc(0));
    return rows;
  }

  #complete(rows: Buffer[], line: Buffer): void {
    const bytes = this.#rest.length === 0 ? line : Buffer.concat([...this.#rest, line]);
    this.#rest = [];
    this.#restLength = 0;
    if (!isBlank(bytes)) rows.push(bytes);
  }
}

const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === SPACE || byte === TAB || byte === RETURN || byte === NEWLINE);
