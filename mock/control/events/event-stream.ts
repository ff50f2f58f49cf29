/** Characters that wait for a caller; one that reads more slowly misses events. */
const MOST_WAITING = 1024 * 1024;

/** The events for one caller, in the format of server-sent events, as a host reads them. */
export class EventStream implements AsyncIterableIterator<string, undefined> {
  #waiting: string[] = [];
  #size = 0;
  #isEnded = false;
  #reader: ((result: IteratorResult<string, undefined>) => void) | undefined;

  constructor(
    /** Called once, when the caller or the mock ends the stream. */
    private readonly onEnd: (stream: EventStream) => void,
    /** The text that a caller gets in place of those that it has been too slow for. */
    private readonly resync: () => string,
  ) {}

  send(text: string): void {
    if (this.#isEnded) return;
    const read = this.#reader;
    if (read) {
      this.#reader = undefined;
      read({ done: false, value: text });
      return;
    }
    this.#waiting.push(text);
    this.#size += text.length;
    if (this.#size <= MOST_WAITING) return;
    const resync = this.resync();
    this.#waiting = [resync];
    this.#size = resync.length;
  }

  /** Ends the stream after what waits. */
  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    this.#reader?.({ done: true, value: undefined });
    this.onEnd(this);
  }

  async next(): Promise<IteratorResult<string, undefined>> {
    if (this.#waiting.length > 0) {
      const value = this.#waiting.join('');
      this.#waiting = [];
      this.#size = 0;
      return { done: false, value };
    }
    if (this.#isEnded) return { done: true, value: undefined };
    return new Promise((resolve) => (this.#reader = resolve));
  }

  /** The caller has gone. */
  async return(): Promise<IteratorResult<string, undefined>> {
    this.#waiting = [];
    this.end();
    return { done: true, value: undefined };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }
}
