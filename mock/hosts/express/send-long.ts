import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate } from 'node:timers/promises';
import type { BodyParts } from '../../core/request-response.js';
import { TURN_MS } from '../../shared/take-turns.js';

/** A body up to this many bytes is sent with its length, which takes it as a whole. */
const MOST_WITH_LENGTH = 32 * 1024 * 1024;
const toBytes = (part: string | Uint8Array): Uint8Array =>
  typeof part === 'string' ? Buffer.from(part) : part;

/** All of a body at once. */
export const joinBytes = (parts: BodyParts): Buffer => Buffer.concat([...parts].map(toBytes));

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
