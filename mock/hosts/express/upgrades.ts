import { IncomingMessage, type Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { apiError } from '../../core/releases/json-response.js';
import type { MockRequest, MockResponse } from '../../core/request-response.js';
import type { PassedRequest } from '../../pipeline.js';
import { toMockRequest } from './listener.js';
import { endWith } from './raw-response.js';

/** The constructor of the superclass sets the property before a field of this class exists. */
const upgrading = new WeakSet<IncomingMessage>();

/**
 * An HTTP request whose `upgrade` is only that to a WebSocket: with any other, such as Java's and
 * curl's to HTTP/2, it is an ordinary request, as on a server that does not know upgrades.
 */
export class WebSocketRequest extends IncomingMessage {
  get upgrade(): boolean {
    return upgrading.has(this) && /^websocket$/i.test(this.headers.upgrade ?? '');
  }

  set upgrade(isUpgrade: boolean | null) {
    if (isUpgrade) upgrading.add(this);
    else upgrading.delete(this);
  }
}

export interface UpgradeOptions {
  readonly claims: (path: string) => boolean;
  /** Answers a request, or returns one that the mock does not answer. */
  readonly offer: (request: MockRequest) => MockResponse | PassedRequest;
  /** Passes a WebSocket on. */
  readonly pass: (
    passed: PassedRequest,
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
  ) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

/** Passes WebSockets on; one that the mock answers itself gets its HTTP response. */
export function acceptUpgrades(server: Server, options: UpgradeOptions): void {
  server.on('upgrade', (request, socket, head) => {
    const fail = (error: unknown): void => {
      options.onError(error);
      socket.destroy();
    };
    socket.on('error', () => socket.destroy());
    try {
      const given = toMockRequest(request);
      if (options.claims(given.path)) {
        endWith(socket, apiError(400, 'badParameter', 'The control API has no WebSocket.'));
        return;
      }
      const answered = options.offer(given);
      if ('record' in answered) options.pass(answered, request, socket, head).catch(fail);
      else answer(socket, answered);
    } catch (error) {
      fail(error);
    }
  });
}

function answer(socket: Duplex, response: MockResponse): void {
  const { reset, hang } = response.delivery ?? {};
  if (reset) socket.destroy();
  else if (!hang) endWith(socket, response);
}
