import type { Chunk } from '../chunk/chunk.js';
import type { Selection } from '../chunk/column.js';
import type { StoredClient } from '../client.js';
import type { BodyParts, MockResponse } from '../request-response.js';
import { type RowSpan, rowsOf } from './page.js';
import type { Steps } from '../steps.js';

/** More rows than this are sent in parts: one text of them would hold up every other request. */
export const LONG_ROWS = 512;

/**
 * The most chunks of which the bytes are kept, in two generations: about 40 MB. Nothing is kept of a
 * longer list: the end of it would replace its start.
 */
const KEPT_CHUNKS = 64;

/** Rows that are printed at once: to print a whole chunk would hold up others. */
const PIECE_ROWS = 256;

/** The printed rows of a chunk. */
interface Printed {
  readonly rows: Selection;
  readonly pieces: readonly Uint8Array[];
}

/** The printed rows of the chunks that were used last. */
class KeptBytes {
  #young = new Map<Chunk, Printed>();
  #old = new Map<Chunk, Printed>();

  find({ chunk, rows }: RowSpan): readonly Uint8Array[] | undefined {
    const kept = this.#young.get(chunk) ?? this.#old.get(chunk);
    return kept && isSameSelection(kept.rows, rows) ? kept.pieces : undefined;
  }

  add({ chunk, rows }: RowSpan, pieces: readonly Uint8Array[]): void {
    if (this.#young.size >= KEPT_CHUNKS / 2) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(chunk, { rows, pieces });
  }
}

function isSameSelection(a: Selection, b: Selection): boolean {
  if (a === b) return true;
  if (!a || a.length !== b?.length) return false;
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false;
  return true;
}

/**
 * Bytes of rows, each row with a comma before it.
 * @param keep whether the rows are likely to be read again.
 */
type SpanText = (span: RowSpan, keep: boolean) => Iterable<Uint8Array>;

/**
 * Prints spans of rows, piece by piece. The bytes are kept, as chunks do not change: of whole chunks,
 * and of the latest selection of each, such as the clients of a node.
 */
export function createSpanText(
  rowText: (client: StoredClient, keep?: boolean) => string,
): SpanText {
  const encoder = new TextEncoder();
  const [whole, selected] = [new KeptBytes(), new KeptBytes()];
  return function* (span, keep) {
    const { rows } = span;
    const kept = rows ? selected : whole;
    const known = kept.find(span);
    if (known) {
      yield* known;
      return;
    }
    const pieces: Uint8Array[] = [];
    let [text, count] = ['', 0];
    // A whole chunk is kept as bytes: not as rows or texts, too.
    const keepRows = keep && rows !== undefined;
    for (const row of rowsOf(span, keepRows)) {
      text += `,${rowText(row, keepRows)}`;
      if (++count % PIECE_ROWS !== 0 && count < span.size) continue;
      const bytes = encoder.encode(text);
      text = '';
      if (keep) pieces.push(bytes);
      yield bytes;
    }
    if (keep) kept.add(span, pieces);
  };
}

/** The rows between the start and the end of a body. */
export function* longBody(
  start: string,
  spans: readonly RowSpan[],
  spanText: SpanText,
  end: string,
): Generator<string | Uint8Array, void> {
  yield start;
  let isFirst = true;
  const keep = spans.length <= KEPT_CHUNKS;
  for (const span of spans) {
    for (const bytes of spanText(span, keep)) {
      yield isFirst ? bytes.subarray(1) : bytes;
      isFirst = false;
    }
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
