import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { StateFileError } from './state-file-error.js';

/** Bytes read at once. */
const CHUNK = 1 << 20;
const GZIP = Buffer.from([0x1f, 0x8b]);

/** The unpacked bytes of a file, and the part that has been read. */
export interface Input {
  readonly chunks: AsyncIterable<Buffer>;
  /** 0 to 1; `undefined` if the size is unknown, as for standard input. */
  progress(): number | undefined;
}

/**
 * Opens a file, or standard input for `-`. Gzip is detected by content, not by file name.
 * @throws {StateFileError} if the file cannot be opened; the iteration throws one if reading fails.
 */
export async function openInput(file: string, stdin: Readable): Promise<Input> {
  const size = file === '-' ? undefined : await sizeOf(file);
  const input = file === '-' ? stdin : createReadStream(file, { highWaterMark: CHUNK });
  let read = 0;
  async function* packed(): AsyncGenerator<Buffer> {
    for await (const chunk of input) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : (chunk as Buffer);
      read += bytes.length;
      yield bytes;
    }
  }
  return {
    chunks: explaining(file, inUtf8(unpacked(packed()))),
    progress: () => (size ? Math.min(1, read / size) : undefined),
  };
}

async function sizeOf(file: string): Promise<number> {
  const handle = await open(file).catch((error: unknown) => fail(file, error));
  try {
    const stats = await handle.stat();
    if (stats.isDirectory()) throw new StateFileError(file, 'is a directory: expected a file.');
    return stats.size;
  } finally {
    await handle.close();
  }
}

async function* unpacked(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < GZIP.length) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  async function* all(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    yield* chunks;
  }
  if (!head.subarray(0, GZIP.length).equals(GZIP)) {
    yield* all();
    return;
  }
  const input = Readable.from(all());
  const gunzip = createGunzip({ chunkSize: CHUNK });
  input.on('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of input.pipe(gunzip)) yield chunk as Buffer;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

/** What a file in another encoding begins with: a byte order mark, or its first bracket. */
const UTF16 = { 'utf-16le': ['fffe', '7b00', '5b00'], 'utf-16be': ['feff', '007b', '005b'] };
const UTF8_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads UTF-16, as PowerShell's `>` writes it, and removes a byte order mark. */
async function* inUtf8(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < UTF8_MARK.length) {
    const next = await chunks.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  const start = head.toString('hex', 0, 2);
  const [encoding] = Object.entries(UTF16).find(([, starts]) => starts.includes(start)) ?? [];
  if (encoding === undefined) {
    const hasMark = head.subarray(0, UTF8_MARK.length).equals(UTF8_MARK);
    yield hasMark ? head.subarray(UTF8_MARK.length) : head;
    yield* chunks;
    return;
  }
  const decoder = new TextDecoder(encoding);
  yield Buffer.from(decoder.decode(head, { stream: true }));
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

async function* explaining(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    fail(file, error);
  }
}

function fail(file: string, error: unknown): never {
  const { code, message } = error as NodeJS.ErrnoException;
  const problem = PROBLEMS[code ?? ''] ?? `cannot be read: ${message}.`;
  throw new StateFileError(file, problem, { cause: error });
}

const DENIED = 'cannot be read: permission denied.';

/** What is wrong, by the error code of Node. */
const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: expected a file of clients, such as what GET /clients answers.',
  EACCES: DENIED,
  EPERM: DENIED,
  EISDIR: 'is a directory: expected a file.',
  Z_BUF_ERROR: 'is incomplete: expected the whole gzip file.',
  Z_DATA_ERROR: 'is damaged: it begins as gzip but cannot be unpacked.',
};
