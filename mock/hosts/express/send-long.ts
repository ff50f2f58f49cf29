import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { BodyParts, Delivery } from '../../core/request-response.js';
import { TURN_MS } from '../../shared/take-turns.js';

/** A body up to this many bytes is sent with its length, which takes it as a whole. */
const MOST_WITH_LENGTH = 32 * 1024 * 1024;
const toBytes = (part: string | Uint8Array): Uint8Array =>
  typeof part === 'string' ? Buffer.from(part) : part;

/**
 * Sends a long body part by part, as fast as the caller takes them; other requests are answered in
 * between. One that is not too long has its length in the head, as a broker's has.
 */
export async function sendLong(
  response: ServerResponse,
  parts: BodyParts,
  writeHead: (length: number | undefined) => void,
): Promise<void> {
  const rest = parts[Symbol.iterator]();
  const gathered: Uint8Array[] = [];
  let length = 0;
  let next = rest.next();
  let turn = performance.now();
  for (; next.done !== true && length <= MOST_WITH_LENGTH; next = rest.next()) {
    const bytes = toBytes(next.value);
    gathered.push(bytes);
    length += bytes.length;
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    turn = performance.now();
  }
  if (response.destroyed) return;
  if (next.done === true) {
    writeHead(length);
    response.cork();
    for (const bytes of gathered) response.write(bytes);
    response.end();
    return;
  }
  writeHead(undefined);
  async function* all(): AsyncGenerator<Uint8Array, void> {
    yield* gathered;
    for (; next.done !== true; next = rest.next()) {
      yield toBytes(next.value);
      await setImmediate();
    }
  }
  // The caller may go away at any time.
  await pipeline(Readable.from(all()), response).catch(() => response.destroy());
}

/** Sends a long body as a fault asks for it: slowly, or only its start. */
export async function sendFaulty(
  response: ServerResponse,
  parts: BodyParts,
  { truncateAt = Infinity, drip }: Delivery,
): Promise<void> {
  const drop = drip ? Math.max(1, drip.bytes) : Infinity;
  let [sent, dropped, turn] = [0, 0, performance.now()];
  for (const part of parts) {
    let bytes = toBytes(part).subarray(0, truncateAt - sent);
    while (bytes.length > 0 && !response.destroyed) {
      if (drip && dropped === drop) {
        await closedWithin(response, drip.everyMs);
        dropped = 0;
      }
      const piece = bytes.subarray(0, drop - dropped);
      bytes = bytes.subarray(piece.length);
      sent += piece.length;
      dropped += piece.length;
      if (!response.write(piece)) await drained(response);
    }
    if (response.destroyed || sent >= truncateAt) break;
    if (performance.now() - turn < TURN_MS) continue;
    await setImmediate();
    turn = performance.now();
  }
  if (truncateAt === Infinity) response.end();
  else truncate(response, Buffer.alloc(0));
}

/** Ends after a time, or when the caller closes the connection. */
async function closedWithin(response: ServerResponse, ms: number): Promise<void> {
  const closed = new AbortController();
  const close = (): void => closed.abort();
  response.once('close', close);
  await setTimeout(ms, undefined, { signal: closed.signal }).catch(() => undefined);
  response.off('close', close);
}

const drained = (response: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.once('drain', done).once('close', done);
  });

/** Sends less than was announced, and ends the connection once that has left. */
export function truncate(response: ServerResponse, part: Uint8Array): void {
  response.flushHeaders();
  response.write(part, () => response.socket?.end());
}
