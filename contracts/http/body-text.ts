import { promisify } from 'node:util';
import { gunzip, inflate, inflateRaw } from 'node:zlib';
import { type Dispatcher, errors } from 'undici';
import { MAX_BODY_BYTES } from './dispatcher.js';

/** Compressions that a request allows. */
export const ACCEPT_ENCODING = 'gzip, deflate';

/** Others that are in use. A name that is none, such as a character set, is no compression. */
const NOT_ASKED_FOR = ['br', 'zstd', 'compress', 'x-compress'];

class NotAskedFor extends Error {
  constructor(readonly encoding: string) {
    super(encoding);
  }
}

/**
 * The body as text: the rules judge whether it is JSON.
 * @throws whatever {@link describeBrokenBody} describes
 */
export async function textOf(
  body: Dispatcher.ResponseData['body'],
  encoding = '',
): Promise<string> {
  const bytes = Buffer.from(await body.arrayBuffer());
  if (bytes.length === 0) return '';
  let plain: Buffer = bytes;
  // Gateways may pack a second time; the last one is undone first.
  for (const name of encoding.toLowerCase().split(',').reverse()) {
    plain = await unpack(plain, name.trim());
  }
  return plain.toString('utf8');
}

async function unpack(bytes: Buffer, name: string): Promise<Buffer> {
  if (NOT_ASKED_FOR.includes(name)) throw new NotAskedFor(name);
  const limit = { maxOutputLength: MAX_BODY_BYTES };
  if (['gzip', 'x-gzip'].includes(name)) return promisify(gunzip)(bytes, limit);
  if (name !== 'deflate') return bytes;
  // Some servers leave out its header, and browsers take that.
  const [first = 0, second = 0] = bytes;
  const hasHeader = first % 16 === 8 && (first * 256 + second) % 31 === 0;
  return promisify(hasHeader ? inflate : inflateRaw)(bytes, limit);
}

/** What is wrong with a body, in plain words; the texts of undici and zlib name their own trouble. */
export function describeBrokenBody(error: unknown): string {
  if (error instanceof NotAskedFor) {
    return `it is packed as "${error.encoding}", and the kit asked for "${ACCEPT_ENCODING}"`;
  }
  const { code = '' } = error as { code?: string };
  if (error instanceof errors.ResponseExceededMaxSizeError || code === 'ERR_BUFFER_TOO_LARGE') {
    return `it is larger than ${MAX_BODY_BYTES / 1024 / 1024} MB`;
  }
  if (code.startsWith('Z_')) return 'it cannot be unpacked';
  if (error instanceof errors.HTTPParserError) return 'it is not HTTP any more';
  return 'the connection ended before it did';
}
