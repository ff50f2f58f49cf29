import type { ServerResponse } from 'node:http';
import { truncate } from './send-long.js';
import type { Delivery } from '../../core/request-response.js';

/** Responses that hang for ever, by a fault, and responses that wait for their delay. */
const hung = new Set<ServerResponse>();
const delayed = new Set<ServerResponse>();
/** The most responses that hang, in all servers of the process. */
const MAX_HUNG = 1000;

/** Sends a response when a fault lets it; `send` writes it. */
export function deliver(response: ServerResponse, delivery: Delivery, send: () => void): void {
  const { delayMs = 0, hang, reset } = delivery;
  if (hang) {
    // A flood must not keep connections open: those beyond the limit are reset.
    if (hung.size >= MAX_HUNG) {
      response.socket?.resetAndDestroy();
      return;
    }
    hung.add(response);
    response.once('close', () => hung.delete(response));
    return;
  }
  const write = (): void => {
    if (reset) {
      response.socket?.resetAndDestroy();
      return;
    }
    send();
  };
  if (delayMs <= 0) {
    write();
    return;
  }
  delayed.add(response);
  later(response, delayMs, () => {
    delayed.delete(response);
    try {
      write();
    } catch (error) {
      // Thrown in a timer, a header that Node refuses would end the process.
      response.destroy(error as Error);
    }
  });
  response.once('close', () => delayed.delete(response));
}

/** Ends what hangs, and the connection after each delayed response: its server closes. */
export function endDeliveries(isOwn: (response: ServerResponse) => boolean): void {
  for (const response of hung) if (isOwn(response)) response.destroy();
  for (const response of delayed) if (isOwn(response)) response.setHeader('connection', 'close');
}

/** Sends a body as a fault asks for it: slowly, or only its start. */
export function writeBody(
  response: ServerResponse,
  { truncateAt, drip }: Delivery,
  body: Buffer,
): void {
  const isCut = truncateAt !== undefined;
  const part = isCut ? body.subarray(0, truncateAt) : body;
  const end = (rest: Buffer): void => {
    if (isCut) truncate(response, rest);
    else response.end(rest);
  };
  if (drip) sendSlowly(response, part, { ...drip, bytes: Math.max(1, drip.bytes) }, end);
  else end(part);
}

function sendSlowly(
  response: ServerResponse,
  rest: Buffer,
  drip: { readonly bytes: number; readonly everyMs: number },
  end: (rest: Buffer) => void,
): void {
  const { bytes, everyMs } = drip;
  if (rest.length <= bytes) {
    end(rest);
    return;
  }
  response.write(rest.subarray(0, bytes));
  later(response, everyMs, () => sendSlowly(response, rest.subarray(bytes), drip, end));
}

/** A timer that ends if the caller closes the connection. */
function later(response: ServerResponse, ms: number, act: () => void): void {
  const cancel = (): void => clearTimeout(timer);
  const timer = setTimeout(() => {
    response.off('close', cancel);
    act();
  }, ms);
  response.once('close', cancel);
}
