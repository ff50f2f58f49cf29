/** The text of a row, as it stood in the file. */
export interface RawRow {
  readonly bytes: Buffer;
  /** Set for a row of a recording, to which the recorder has added members. */
  readonly isRecorded: boolean;
}

/** What splits a file into rows, chunk by chunk. */
export interface RowSplitter {
  /** @throws {SplitError} where the file's structure is broken. */
  push(chunk: Buffer): RawRow[];
  /** The rows that the end completes. @throws {SplitError} where the file ends too early. */
  end(): RawRow[];
}

/** A file whose structure is broken: rows before it were whole. */
export class SplitError extends Error {
  override readonly name = 'SplitError';
}

/** A row longer than this is none: an id has 65,535 bytes at the most. */
export const MAX_ROW = 1 << 24;
