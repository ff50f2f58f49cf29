import { signal } from '@preact/signals';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { controlHeaders } from './control.js';
import { CONTROL_URL, needsToken } from './session.js';

/** Something that has happened in the mock, in the sandbox of the page. */
export interface MockEvent {
  /** Such as `clients` or `request`. */
  readonly type: string;
  readonly data: unknown;
}

type Listener = (event: MockEvent) => void;

const listeners = new Set<Listener>();

/** `connecting` until the stream of events is open; `live` while it is. */
export const connection = signal<'connecting' | 'live' | 'lost'>('connecting');

/** Calls the listener with each event. @returns a function that ends it. */
export function onEvent(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

const RETRY_MS = 2000;

/**
 * Reads the stream of events, and opens it again when it ends. Not with `EventSource`, which cannot
 * send the token in a header.
 */
export async function followEvents(): Promise<never> {
  for (;;) {
    try {
      await readEvents();
    } catch {
      // The mock has ended, or the network: try again.
    }
    connection.value = 'lost';
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

async function readEvents(): Promise<void> {
  if (needsToken.value) return;
  const url = new URL('events', CONTROL_URL);
  const headers = { accept: 'text/event-stream', ...controlHeaders() };
  const response = await fetch(url, { headers, cache: 'no-store' });
  if (response.status === 401) needsToken.value = true;
  if (!response.ok || !response.body) return;
  const wasLost = connection.value === 'lost';
  connection.value = 'live';
  // What happened while the page did not listen is unknown: views load what they show again.
  if (wasLost) notify({ type: 'reconnected', data: undefined });
  const events = response.body
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream());
  for await (const { event = 'message', data } of events) {
    notify({ type: event, data: JSON.parse(data) as unknown });
  }
}

function notify(event: MockEvent): void {
  for (const listener of [...listeners]) listener(event);
}
