import { createReadStream } from 'node:fs';
import { appendFile, rm } from 'node:fs/promises';
import { messageOf, UsageError } from '../shared/errors.js';
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

  /** The options of an unfinished snapshot; `undefined` without one. */
  async readHead(): Promise<PartialHead | undefined> {
    const first = await firstOf(linesOf(this.path)).catch((cause: unknown) => {
      throw new UsageError(
        `Failed to continue the snapshot: ${this.path} cannot be read: ${messageOf(cause)}. Remove it, or choose another --out.`,
        { cause },
      );
    });
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
    return head as unknown as PartialHead;
  }

  /** The pages, one after the other. */
  async *pages(): AsyncGenerator<readonly JsonObject[], void> {
    const lines = linesOf(this.path);
    await lines.next(); // the head
    for await (const line of lines) {
      const page = readJson(line);
      // The last line is incomplete if the run was interrupted while writing.
      if (!Array.isArray(page) || !page.every(isJsonObject)) return;
      yield page;
    }
  }

  /** Starts the file again. Only the owner may read it: it has client ids. */
  async begin(head: PartialHead): Promise<void> {
    await writeNamedFile(this.path, `${JSON.stringify(head)}\n`, 0o600);
  }

  /** Keeps only the whole pages of an earlier run that `keep` accepts, and returns their number. */
  async resume(head: PartialHead, keep: (page: readonly JsonObject[]) => boolean): Promise<number> {
    let kept = 0;
    async function* lines(pages: AsyncIterable<readonly JsonObject[]>): AsyncGenerator<string> {
      yield `${JSON.stringify(head)}\n`;
      for await (const page of pages) {
        if (!keep(page)) return;
        kept += 1;
        yield `${JSON.stringify(page)}\n`;
      }
    }
    await writeNamedFile(this.path, lines(this.pages()), 0o600);
    return kept;
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
