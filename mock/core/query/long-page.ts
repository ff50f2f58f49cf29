import type { Chunk } from '../chunk/chunk.js';
import type { Selection } from '../chunk/column.js';
import type { StoredClient } from '../client.js';
import type { BodyParts, MockResponse } from '../request-response.js';
import { type RowSpan, rowsOf } from './page.js';
import type { Steps } from '../steps.js';

/** More rows than this are sent in parts: one text of them would hold up every other request. */
export const LONG_ROWS = 512;

/** The most chunks of which the bytes are kept, in two generations: about 40 MB. */
const KEPT_CHUNKS = 64;

/** The printed rows of a chunk. */
interface Printed {
  readonly rows: Selection;
  readonly bytes: Uint8Array;
}

/** The printed rows of the chunks that were used last. */
class KeptBytes {
  #young = new Map<Chunk, Printed>();
  #old = new Map<Chunk, Printed>();

  find({ chunk, rows }: RowSpan): Uint8Array | undefined {
    const kept = this.#young.get(chunk) ?? this.#old.get(chunk);
    return kept && isSameSelection(kept.rows, rows) ? kept.bytes : undefined;
  }

  add({ chunk, rows }: RowSpan, bytes: Uint8Array): Uint8Array {
    if (this.#young.size >= KEPT_CHUNKS / 2) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(chunk, { rows, bytes });
    return bytes;
  }
}

function isSameSelection(a: Selection, b: Selection): boolean {
  if (a === b) return true;
  if (!a || a.length !== b?.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/**
 * Prints spans of rows as bytes, each row with a comma before it. The bytes are kept, as chunks do
 * not change: of whole chunks, and of the latest selection of each, such as the clients of a node.
 */
export function createSpanText(
  rowText: (client: StoredClient, keep?: boolean) => string,
): (span: RowSpan) => Uint8Array {
  const encoder = new TextEncoder();
  const [whole, selected] = [new KeptBytes(), new KeptBytes()];
  const print = (rows: Iterable<StoredClient>, keep: boolean): Uint8Array => {
    let text = '';
    for (const row of rows) text += `,${rowText(row, keep)}`;
    return encoder.encode(text);
  };
  return (span) => {
    const { chunk, rows } = span;
    if (rows) return selected.find(span) ?? selected.add(span, print(rowsOf(span), true));
    // Kept as bytes: not as rows or texts, too.
    return whole.find(span) ?? whole.add(span, print(chunk, false));
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
export function* bodyLength(response: Pick<MockResponse, 'body' | 'parts'>): Steps<number> {
  const encoder = new TextEncoder();
  const { parts } = response;
  // The text of a long body is joined whenever it is read.
  if (!parts) return encoder.encode(response.body).length;
  let length = 0;
  for (const part of parts()) {
    length += (typeof part === 'string' ? encoder.encode(part) : part).length;
    yield;
  }
  return length;
}
