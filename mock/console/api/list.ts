import { control } from './control.js';
import { apiUrl, credentials, loadSettings, settings } from './settings.js';

/** A client as the API sends it: text, numbers and flags by name. */
export type Row = Readonly<Record<string, unknown>> & { readonly clientid: string };

/** `meta` of a list. */
export interface Meta {
  readonly page?: number;
  readonly limit?: number;
  readonly count?: number;
  readonly hasnext?: boolean;
}

/** The response to `GET /clients`. */
export interface ListAnswer {
  /** How it was got: a preview is no request to the API. */
  readonly via: 'request' | 'preview';
  readonly status: number;
  /** Milliseconds until it had arrived. */
  readonly ms: number;
  readonly body: string;
  /** `undefined`: the body is no list. */
  readonly list?: { readonly rows: readonly Row[]; readonly meta: Meta };
}

/** UTF-8 as Base64: `btoa` reads only Latin-1. */
const base64 = (text: string): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(text)));

/**
 * Sends `GET /clients` to the API, with the credentials of the mock.
 * @throws {TypeError} if there is no whole response, e.g. because a fault has cut it.
 */
export async function sendList(query: string, signal: AbortSignal): Promise<ListAnswer> {
  if (!settings.value) await loadSettings();
  const sent = performance.now();
  const own = credentials();
  const response = await fetch(`${apiUrl.value}/clients${query === '' ? '' : `?${query}`}`, {
    headers: own === undefined ? {} : { authorization: `Basic ${base64(own)}` },
    cache: 'no-store',
    signal,
  });
  const body = await response.text();
  return answerOf('request', response.status, body, performance.now() - sent);
}

/** What the API answers now: no request to it, so that looking at the list changes nothing. */
export async function previewList(query: string, signal: AbortSignal): Promise<ListAnswer> {
  const sent = performance.now();
  const { status, body } = await control<{ readonly status: number; readonly body: string }>(
    'GET',
    `preview${query === '' ? '' : `?${query}`}`,
    undefined,
    signal,
  );
  return answerOf('preview', status, body, performance.now() - sent);
}

function answerOf(via: ListAnswer['via'], status: number, body: string, ms: number): ListAnswer {
  const list = status === 200 ? listIn(body) : undefined;
  return { via, status, ms: Math.round(ms), body, ...(list && { list }) };
}

function listIn(body: string): ListAnswer['list'] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  const { data, meta } = parsed as { readonly data?: unknown; readonly meta?: Meta };
  return Array.isArray(data) ? { rows: data as readonly Row[], meta: meta ?? {} } : undefined;
}
