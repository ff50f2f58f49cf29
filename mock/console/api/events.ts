import { effect, signal } from '@preact/signals';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import { controlHeaders } from './control.js';
import { CONTROL_URL, needsToken } from './session.js';

/** Something that has happened in the mock, in the sandbox of the page: see `GET /__mock/events`. */
interface MockEvent {
  /** Such as `clients` or `requests`; `missed`: what has happened is not known, so load all again. */
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
    if (needsToken.value) {
      connection.value = 'connecting';
      await loggedIn();
      continue;
    }
    connection.value = 'lost';
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
}

/** Resolves when the mock has accepted a token. */
function loggedIn(): Promise<void> {
  return new Promise((resolve) => {
    const end = effect(() => {
      if (needsToken.value) return;
      resolve();
      queueMicrotask(() => end());
    });
  });
}

/** The id of the last event: the mock then sends what has happened since. */
let lastId: string | undefined;
let isFirst = true;

async function readEvents(): Promise<void> {
  const headers: Record<string, string> = { accept: 'text/event-stream', ...controlHeaders() };
  if (lastId !== undefined) headers['last-event-id'] = lastId;
  const abort = new AbortController();
  // A user who logs out leaves no stream open.
  const end = effect(() => {
    if (needsToken.value) abort.abort();
  });
  try {
    await readStream(headers, abort.signal);
  } finally {
    end();
  }
}

async function readStream(headers: Record<string, string>, signal: AbortSignal): Promise<void> {
  const url = new URL('events', CONTROL_URL);
  const response = await fetch(url, { headers, cache: 'no-store', signal });
  if (response.status === 401) needsToken.value = true;
  if (!response.ok || !response.body) return;
  connection.value = 'live';
  const events = response.body
    .pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>)
    .pipeThrough(new EventSourceParserStream());
  for await (const { event: type = 'message', id, data: text } of events) {
    lastId = id ?? lastId;
    const data = JSON.parse(text) as unknown;
    notify({ type, data });
    const { resumed } = (type === 'hello' ? data : {}) as { readonly resumed?: boolean };
    // Views have loaded what they show when the first stream opens.
    const isMissed = type === 'resync' || (type === 'hello' && resumed !== true && !isFirst);
    if (type === 'hello') isFirst = false;
    if (isMissed) notify({ type: 'missed', data: undefined });
  }
}

function notify(event: MockEvent): void {
  for (const listener of [...listeners]) listener(event);
}
