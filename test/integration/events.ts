import { expect, onTestFinished } from 'vitest';

/** One server-sent event. */
interface SentEvent {
  readonly id: string | undefined;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface EventReader {
  readonly response: Response;
  /** The events so far. */
  readonly events: readonly SentEvent[];
  /** Everything that was sent, as text. */
  readonly text: () => string;
  /** Resolves with the first event that fits and has not been returned before. */
  next(this: void, event: string, fits?: (data: SentEvent['data']) => boolean): Promise<SentEvent>;
  /** Resolves when the mock has ended the stream. */
  readonly ended: Promise<void>;
  close(this: void): void;
}

/** Listens to a mock's events until the test ends. @param controlUrl e.g. `http://127.0.0.1:8081/__mock`. */
export async function listenTo(
  controlUrl: string | undefined,
  headers: Readonly<Record<string, string>> = {},
): Promise<EventReader> {
  const abort = new AbortController();
  onTestFinished(() => abort.abort());
  const response = await fetch(`${controlUrl}/events`, { headers, signal: abort.signal });
  expect(response.status).toBe(200);
  const events: SentEvent[] = [];
  const returned = new Set<SentEvent>();
  let text = '';
  let check = (): void => undefined;
  async function read(): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      const decoded = decoder.decode(part, { stream: true });
      text += decoded;
      const blocks = (rest + decoded).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = new Map(
          block.split('\n').map((line) => {
            const [, name = '', value = ''] = /^(\w*): ?(.*)$/.exec(line) ?? [];
            return [name, value];
          }),
        );
        const event = fields.get('event');
        if (event === undefined) continue;
        const data = JSON.parse(fields.get('data') ?? '') as SentEvent['data'];
        events.push({ id: fields.get('id'), event, data });
      }
      check();
    }
  }
  const ended = read().catch((error: unknown) => {
    if (!abort.signal.aborted) throw error;
  });
  return {
    response,
    events,
    text: () => text,
    ended,
    close: () => abort.abort(),
    next: (name, fits = () => true) =>
      new Promise((resolve) => {
        const earlier = check;
        check = () => {
          earlier();
          const found = events.find(
            (each) => each.event === name && !returned.has(each) && fits(each.data),
          );
          if (!found) return;
          check = earlier;
          returned.add(found);
          resolve(found);
        };
        check();
      }),
  };
}
