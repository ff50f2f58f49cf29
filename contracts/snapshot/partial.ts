import { createReadStream } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';
import { UsageError } from '../shared/errors.js';
import { isJsonObject, type JsonObject, readJson } from '../shared/json.js';
import { writeNamedFile } from '../shared/write-file.js';

/** The options of an unfinished snapshot; with any other, it starts from the beginning. */
export interface PartialHead {
  readonly target: string;
  readonly limit: number;
  /** Absent: not anonymised. */
  readonly salt?: string;
}

/** The pages read so far, in a file beside the snapshot until it is complete: one JSON a line. */
export class PartialFile {
  readonly path: string;

  constructor(file: string) {
    this.path = `${file}.partial`;
  }

  /** The pages of an unfinished snapshot; `undefined` without one. */
  async read(): Promise<
    { head: PartialHead; pages: readonly (readonly JsonObject[])[] } | undefined
  > {
    const lines = linesOf(this.path);
    const first = await firstOf(lines);
    if (first === undefined) return undefined;
    const head = readJson(first);
    if (
      !isJsonObject(head) ||
      typeof head['target'] !== 'string' ||
      typeof head['limit'] !== 'number'
    ) {
      throw new UsageError(
        `Failed to continue the snapshot: ${this.path} is not one of its files. Remove it, or choose another --out.`,
      );
    }
    const pages: (readonly JsonObject[])[] = [];
    for await (const line of lines) {
      const page = readJson(line);
      // The last line is incomplete if the run was interrupted while writing.
      if (!Array.isArray(page) || !page.every(isJsonObject)) break;
      pages.push(page);
    }
    return { head: head as unknown as PartialHead, pages };
  }

  /** Writes the pages read earlier. Only the owner may read the file: it has client ids. */
  async begin(head: PartialHead, pages: readonly (readonly JsonObject[])[]): Promise<void> {
    function* lines(): Generator<string> {
      for (const line of [head, ...pages]) yield `${JSON.stringify(line)}\n`;
    }
    await writeNamedFile(this.path, lines(), 0o600);
  }

  async add(page: readonly JsonObject[]): Promise<void> {
    await appendFile(this.path, `${JSON.stringify(page)}\n`);
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}

const NEWLINE = 0x0a;

/** Line by line: the file may exceed the maximum length of a string. */
async function* linesOf(path: string): AsyncGenerator<string, void> {
  let partial: Buffer[] = [];
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end; (end = chunk.indexOf(NEWLINE, start)) !== -1; start = end + 1) {
      yield Buffer.concat([...partial, chunk.subarray(start, end)]).toString();
      partial = [];
    }
    partial.push(chunk.subarray(start));
  }
  yield Buffer.concat(partial).toString();
}

/** The first line; `undefined` if the file does not exist. */
async function firstOf(lines: AsyncGenerator<string, void>): Promise<string | undefined> {
  try {
    return (await lines.next()).value ?? '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
