import type { Exchange } from '../exchange.js';
import { isJsonObject, type Json, type JsonObject } from '../json.js';
import { idOf } from '../page.js';

/** An answer without what two brokers can not have in common. */
export interface PlainAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: Json;
}

/** Traffic, load and resources: they move by themselves. */
const COUNTERS =
  /^(?:recv_|send_|mailbox_len$|heap_size$|reductions$|mqueue_|inflight$|awaiting_rel$|subscriptions_cnt$)/;
/** Facts of the machine and of the connection. */
const OF_THE_PLACE = new Set(['node', 'port']);
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/**
 * Masks counters, places and times, keeps the run's own rows only, by id instead of in order, and
 * writes `<prefix>` for the run's prefix.
 */
export function normalise(exchange: Exchange, prefix: string): PlainAnswer {
  const { response, json } = exchange;
  return {
    status: response.status,
    contentType: (response.headers['content-type'] ?? '').replace(/;.*/, ''),
    body:
      json === undefined
        ? response.text.replaceAll(prefix, '<prefix>')
        : normaliseBody(json, prefix, exchange.request.path),
  };
}

function normaliseBody(json: Json, prefix: string, path: string): Json {
  if (!isJsonObject(json)) return withoutPrefix(json, prefix);
  const body: Record<string, Json | undefined> = { ...json };
  if (Array.isArray(json['data'])) body['data'] = rowsById(json['data'] as readonly Json[], prefix);
  const { meta } = body as { meta?: Json };
  // How many clients of others there are is not the broker's behaviour, nor how many pages they fill.
  if (isJsonObject(meta) && !/_like_clientid=|[?&]clientid=/.test(path)) {
    body['meta'] = { ...meta, count: signOf(meta['count']), hasnext: typeof meta['hasnext'] };
  }
  return withoutPrefix(body, prefix);
}

function signOf(count: Json | undefined): Json {
  if (typeof count !== 'number') return count ?? null;
  return count < 0 ? count : '<count>';
}

/** On a page that others share, which of the own rows it holds depends on the others. */
function rowsById(rows: readonly Json[], prefix: string): JsonObject {
  const own = rows.filter(isJsonObject).filter((row) => idOf(row).startsWith(prefix));
  return Object.fromEntries(own.map((row) => [idOf(row), maskRow(row)]));
}

function maskRow(row: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, maskValue(key, value)]),
  );
}

function maskValue(key: string, value: Json | undefined): Json | undefined {
  if (COUNTERS.test(key) || OF_THE_PLACE.has(key)) return `<${typeof value}>`;
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
