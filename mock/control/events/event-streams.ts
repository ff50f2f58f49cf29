import type { Mock } from '../../mock.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import type { EventSource } from '../route.js';
import type { EventStream } from './event-stream.js';
import { SandboxWatch } from './sandbox-watch.js';

/** The streams of a mock's events: a watch for each sandbox that a caller listens to. */
export class EventStreams implements EventSource {
  readonly most = 50;
  readonly #watches = new Map<Sandbox, SandboxWatch>();
  #open = 0;
  #isClosed = false;

  constructor(private readonly mock: Mock) {}

  /**
   * Opens a stream of what happens in a sandbox from now on.
   * @param lastId the id of the last event that the caller has had.
   * @returns `undefined` if too many callers listen, or the mock is stopping.
   */
  open(sandbox: Sandbox, lastId: string | undefined): EventStream | undefined {
    if (this.#isClosed || this.#open >= this.most) return undefined;
    const watch =
      this.#watches.get(sandbox) ??
      new SandboxWatch(sandbox, this.mock, () => this.#watches.delete(sandbox));
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
