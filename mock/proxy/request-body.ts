import type { IncomingMessage } from 'node:http';
import { TOO_LARGE } from './failure.js';

/** Bytes of a request's body. */
export const MAX_REQUEST = 64 * 1024 * 1024;
/** Characters of a request's body that the journal may show. */
const SHOWN_BODY = 2048;

export const TOO_LARGE_BODY = `The body is too large to be passed on: expected at most ${MAX_REQUEST} bytes.`;

/** The body of a request on its way. */
export class RequestBody {
  /** Why it was not sent. */
  error: Error | undefined;
  #start = '';

  constructor(private readonly request: IncomingMessage) {}

  get isEmpty(): boolean {
    const { headers } = this.request;
    return headers['transfer-encoding'] === undefined && !Number(headers['content-length']);
  }

  /** Its first characters, as far as they have been sent. */
  get start(): string {
    return this.#start;
  }

  async *stream(): AsyncGenerator<Buffer> {
    let size = 0;
    // The connection is still needed, for the response.
    const chunks = this.request.iterator({ destroyOnReturn: false });
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_REQUEST) {
        this.error = Object.assign(new Error(TOO_LARGE_BODY), { code: TOO_LARGE });
        throw this.error;
      }
      if (this.#start.length < SHOWN_BODY) {
        this.#start += chunk.subarray(0, SHOWN_BODY).toString();
      }
      yield chunk;
    }
  }
}
