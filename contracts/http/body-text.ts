import { promisify } from 'node:util';
import { unzip } from 'node:zlib';
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
  const name = encoding.trim().toLowerCase();
  if (bytes.length > 0 && NOT_ASKED_FOR.includes(name)) throw new NotAskedFor(name);
  const isPacked = bytes.length > 0 && ['gzip', 'x-gzip', 'deflate'].includes(name);
  const plain = isPacked
    ? await promisify(unzip)(bytes, { maxOutputLength: MAX_BODY_BYTES })
    : bytes;
  return plain.toString('utf8');
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
