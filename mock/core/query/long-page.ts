import type { Chunk } from '../chunk/chunk.js';
import type { StoredClient } from '../client.js';
import type { BodyParts, MockResponse } from '../request-response.js';
import { type RowSpan, rowsOf, type Steps } from './page.js';

/** More rows than this are sent in parts: one text of them would hold up every other request. */
export const LONG_ROWS = 512;

/** The most chunks of which the bytes are kept, in two generations: about 40 MB. */
const KEPT_CHUNKS = 64;

/**
 * Prints spans of rows as bytes, each row with a comma before it. The bytes of whole chunks are
 * kept: chunks do not change.
 */
export function createSpanText(
  rowText: (client: StoredClient, keep?: boolean) => string,
): (span: RowSpan) => Uint8Array {
  const encoder = new TextEncoder();
  let young = new Map<Chunk, Uint8Array>();
  let old = new Map<Chunk, Uint8Array>();
  const print = (rows: Iterable<StoredClient>, keep: boolean): Uint8Array => {
    let text = '';
    for (const row of rows) text += `,${rowText(row, keep)}`;
    return encoder.encode(text);
  };
  return (span) => {
    const { chunk, rows } = span;
    if (rows) return print(rowsOf(span), true);
    const kept = young.get(chunk) ?? old.get(chunk);
    if (kept) return kept;
    // Kept as bytes: not as rows or texts, too.
    const bytes = print(chunk, false);
    if (young.size >= KEPT_CHUNKS / 2) {
      old = young;
      young = new Map();
    }
    young.set(chunk, bytes);
    return bytes;
  };
}

/** The rows between the start and the end of a body. */
export function* longBody(
  start: string,
  spans: Iterable<RowSpan>,
  spanText: (span: RowSpan) => Uint8Array,
  end: string,
): Generator<string | Uint8Array, void> {
  yield start;
  let isFirst = true;
  for (const span of spans) {
    const bytes = spanText(span);
    yield isFirst ? bytes.subarray(1) : bytes;
    isFirst = false;
  }
  yield end;
}

/**
 * A response with a long body. `body` joins the parts when it is read, which throws a `RangeError`
 * if they are longer than a text can be; hosts send `parts`.
 */
export function inParts<T extends Omit<MockResponse, 'body' | 'parts'>>(
  response: T,
  parts: () => BodyParts,
): T & Pick<MockResponse, 'body' | 'parts'> {
  return {
    ...response,
    parts,
    get body() {
      const decoder = new TextDecoder();
      let text = '';
      for (const part of parts()) text += typeof part === 'string' ? part : decoder.decode(part);
      return text;
    },
  };
}

/** The same response with other members; a long body stays in parts. */
export function changed<T extends MockResponse>(response: T, changes: Partial<MockResponse>): T {
  if (!response.parts) return { ...response, ...changes };
  const copy = Object.defineProperties({}, Object.getOwnPropertyDescriptors(response)) as T;
  return Object.defineProperties(copy, Object.getOwnPropertyDescriptors(changes));
}

/** Bytes of the body. */
export function* bodyLength({ parts, body }: Pick<MockResponse, 'body' | 'parts'>): Steps<number> {
  const encoder = new TextEncoder();
  if (!parts) return encoder.encode(body).length;
  let length = 0;
  for (const part of parts()) {
    length += (typeof part === 'string' ? encoder.encode(part) : part).length;
    yield;
  }
  return length;
}
