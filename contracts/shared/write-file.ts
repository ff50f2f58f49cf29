import { createWriteStream } from 'node:fs';
import { mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { messageOf, UsageError } from './errors.js';

/**
 * Writes a file that the user named; creates missing folders. The text goes to a file beside it,
 * which then takes its name: a run that ends in the middle leaves the old file whole. A name that
 * ends in `.gz` is compressed.
 * @param mode of the file, e.g. 0o600 for one with client ids
 * @throws UsageError where it cannot be written
 */
export async function writeNamedFile(
  path: string,
  content: string | Iterable<string> | AsyncIterable<string>,
  mode?: number,
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const existing = await stat(path).catch(() => undefined);
    // A device or a pipe, such as /dev/stdout, cannot be replaced.
    if (existing && !existing.isFile()) await write(path, content, path, mode);
    else {
      const file = existing ? await realpath(path) : path;
      const beside = `${file}.${process.pid}.tmp`;
      try {
        await write(beside, content, path, mode ?? (existing && existing.mode & 0o777));
        await rename(beside, file);
      } finally {
        await rm(beside, { force: true });
      }
    }
  } catch (cause) {
    if (cause instanceof SourceFailed) throw cause.cause;
    throw new UsageError(
      `Failed to write ${path}: ${messageOf(cause)}. Name a file that can be written.`,
      { cause },
    );
  }
}

async function write(
  file: string,
  content: string | Iterable<string> | AsyncIterable<string>,
  name: string,
  mode: number | undefined,
): Promise<void> {
  const source = Readable.from(guarded(typeof content === 'string' ? [content] : content));
  const target = createWriteStream(file, mode === undefined ? {} : { mode });
  if (name.endsWith('.gz')) await pipeline(source, createGzip(), target);
  else await pipeline(source, target);
}

/** What produces the text has failed, not the file. */
class SourceFailed extends Error {}

async function* guarded(content: Iterable<string> | AsyncIterable<string>): AsyncGenerator<string> {
  try {
    yield* content;
  } catch (cause) {
    throw new SourceFailed('', { cause });
  }
}
