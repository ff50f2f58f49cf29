import type { ServerResponse } from 'node:http';
import type { MockResponse } from '../../core/messages.js';

/** Answers that are held back for ever, by a fault that hangs. */
const hung = new Set<ServerResponse>();
/** How many of them there are at the most, in all servers of the process. */
const MAX_HUNG = 1000;

/** Whether an answer will never be sent: nobody has to wait for it. */
export const isHung = (response: ServerResponse): boolean => hung.has(response);

/** Writes an answer, in the way that its delivery asks for. */
export function deliver(response: ServerResponse, answer: MockResponse): void {
  const { delayMs, hang, reset } = answer.delivery ?? {};
  // A flood must not pile connections up: those beyond the bound are reset.
  if (reset || (hang && hung.size >= MAX_HUNG)) {
    response.socket?.resetAndDestroy();
    return;
  }
  if (hang) {
    hung.add(response);
    response.once('close', () => hung.delete(response));
    return;
  }
  if (delayMs === undefined || delayMs <= 0) write(response, answer);
  else {
    later(response, delayMs, () => {
      try {
        write(response, answer);
      } catch (error) {
        // Nobody stands behind a timer: a header that Node refuses must not end the process.
        response.destroy(error as Error);
      }
    });
  }
}

function write(response: ServerResponse, { status, headers, body, delivery }: MockResponse): void {
  const bytes = Buffer.from(body);
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status !== 204 && !('content-length' in headers)) {
    response.setHeader('content-length', bytes.length);
  }
  if (delivery?.truncateAt !== undefined) {
    truncate(response, bytes.subarray(0, delivery.truncateAt));
  } else if (delivery?.drip) {
    drip(response, bytes, Math.max(1, delivery.drip.bytes), delivery.drip.everyMs);
  } else {
    response.end(bytes);
  }
}

/** Sends less than was announced, and ends the connection once that has left. */
function truncate(response: ServerResponse, part: Buffer): void {
  response.flushHeaders();
  response.write(part, () => response.socket?.end());
}

function drip(response: ServerResponse, rest: Buffer, bytes: number, everyMs: number): void {
  if (rest.length <= bytes) {
    response.end(rest);
    return;
  }
  response.write(rest.subarray(0, bytes));
  later(response, everyMs, () => drip(response, rest.subarray(bytes), bytes, everyMs));
}

/** As a timer, unless the caller has gone by then. */
function later(response: ServerResponse, ms: number, act: () => void): void {
  const cancel = (): void => clearTimeout(timer);
  const timer = setTimeout(() => {
    response.off('close', cancel);
    act();
  }, ms);
  response.once('close', cancel);
}
