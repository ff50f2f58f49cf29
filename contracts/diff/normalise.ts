import type { Exchange } from '../http/exchange.js';
import { isJsonObject, type Json, type JsonObject } from '../shared/json.js';
import { idOf } from '../http/list-response.js';

/** An answer without the parts that always differ between two brokers. */
export interface PlainAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Json;
}

/** Traffic, load and resources: they change by themselves. */
const COUNTERS =
  /^(?:recv_|send_|mailbox_len$|heap_size$|reductions$|mqueue_|inflight$|awaiting_rel$|subscriptions_cnt$)/;
/** Properties of the machine and the connection. */
const PLACES = new Set(['node', 'port']);
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** Stands for all rows where the run has no clients of its own. */
export const ANY_ROW = '<row>';

/**
 * Masks counters, places and times, keeps the run's own rows only, by id instead of in order, and
 * writes `<prefix>` for the run's prefix. Without clients of its own, it keeps the members that
 * rows have and their types.
 */
export function normalise(exchange: Exchange, prefix: string, hasOwn: boolean): PlainAnswer {
  const { response, json } = exchange;
  return {
    status: response.status,
    contentType: (response.headers['content-type'] ?? '').replace(/;.*/, ''),
    body:
      json === undefined
        ? response.text.replaceAll(prefix, '<prefix>')
        : normaliseBody(json, prefix, exchange.request.path, hasOwn),
  };
}

function normaliseBody(json: Json, prefix: string, path: string, hasOwn: boolean): Json {
  if (!isJsonObject(json)) return withoutPrefix(json, prefix);
  const body: Record<string, Json | undefined> = { ...json };
  if (Array.isArray(json['data'])) {
    const rows = (json['data'] as readonly Json[]).filter(isJsonObject);
    body['data'] = hasOwn ? ownRows(rows, prefix, path) : formOf(rows);
  }
  const { meta } = body as { meta?: Json };
  // The number of other clients, and of their pages, is not the broker's behaviour.
  if (isJsonObject(meta) && !/_like_clientid=|[?&]clientid=/.test(path)) {
    body['meta'] = { ...meta, count: signOf(meta['count']), hasnext: typeof meta['hasnext'] };
  }
  return withoutPrefix(body, prefix);
}

function signOf(count: Json | undefined): Json {
  if (typeof count !== 'number') return count ?? null;
  return count < 0 ? count : '<count>';
}

/** The order is undefined, and so are the rows of one page: only their number is compared. */
function ownRows(rows: readonly JsonObject[], prefix: string, path: string): Json {
  const own = rows.filter((row) => idOf(row).startsWith(prefix));
  if (/[?&]_limit=/.test(path)) return `<${own.length} rows>`;
  if (own.length === 0) return [];
  return Object.fromEntries(own.map((row) => [idOf(row), maskRow(row)]));
}

/** `disconnected_at` depends on which clients are offline. */
function formOf(rows: readonly JsonObject[]): Json {
  if (rows.length === 0) return [];
  const members = rows.flatMap((row) => Object.entries(row));
  const types = members.map(([key, value]) => [key, `<${typeof value}>`] as const);
  return { [ANY_ROW]: Object.fromEntries(types.filter(([key]) => key !== 'disconnected_at')) };
}

function maskRow(row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, maskValue(key, value)]),
  );
}

function maskValue(key: string, value: Json | undefined): Json | undefined {
  if (COUNTERS.test(key) || PLACES.has(key)) return `<${typeof value}>`;
  return typeof value === 'string' && TIME.test(value) ? '<time>' : value;
}

function withoutPrefix(value: Json, prefix: string): Json {
  if (typeof value === 'string') return value.replaceAll(prefix, '<prefix>');
  if (Array.isArray(value))
    return (value as readonly Json[]).map((item) => withoutPrefix(item, prefix));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter((entry): entry is [string, Json] => entry[1] !== undefined)
      .map(([key, item]) => [key.replaceAll(prefix, '<prefix>'), withoutPrefix(item, prefix)]),
  );
}
