import type { Mock } from '../../mock.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import { refusal } from '../refusal.js';
import type { ControlCall, ControlRoutes } from '../route.js';
import type { EventStream } from './event-stream.js';
import { SandboxWatch } from './sandbox-watch.js';

/** The most callers that listen at a time. */
const MOST_STREAMS = 50;

/** The streams of a mock's events: a watch for each sandbox that a caller listens to. */
export class EventStreams {
  readonly #watches = new Map<Sandbox, SandboxWatch>();
  #open = 0;
  #isClosed = false;

  /** @param inTurns runs what takes long. */
  constructor(
    private readonly mock: Mock,
    private readonly inTurns: ControlCall['inTurns'],
  ) {}

  /**
   * Opens a stream of what happens in a sandbox from now on.
   * @param lastId the id of the last event that the caller has had.
   * @returns `undefined` if too many callers listen, or the mock is stopping.
   */
  open(sandbox: Sandbox, lastId: string | undefined): EventStream | undefined {
    if (this.#isClosed || this.#open >= MOST_STREAMS) return undefined;
    const watch =
      this.#watches.get(sandbox) ??
      new SandboxWatch(sandbox, this.mock, this.inTurns, () => this.#watches.delete(sandbox));
    this.#watches.set(sandbox, watch);
    this.#open++;
    return watch.open(lastId, () => this.#open--);
  }

  /** Ends all streams, and refuses new ones: the mock stops. */
  close(): void {
    this.#isClosed = true;
    for (const watch of [...this.#watches.values()]) watch.close();
  }
}

/** What happens in a sandbox, as server-sent events. */
export const createEventRoutes = (streams: EventStreams): ControlRoutes => ({
  'GET /events': ({ sandbox, request: { method, headers = {} } }) => {
    const head = {
      'content-type': 'text/event-stream',
      // Some proxies would keep the events back.
      'x-accel-buffering': 'no',
      connection: 'close',
    };
    if (method === 'HEAD') return { headers: head };
    const events = streams.open(sandbox, headers['last-event-id']);
    if (events) return { events, headers: head };
    const message = `Too many callers listen, or the mock is stopping: expected at most ${MOST_STREAMS} at a time.`;
    return refusal('too many listeners', message, { expected: String(MOST_STREAMS) });
  },
});
