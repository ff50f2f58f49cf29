import { isUtf8 } from 'node:buffer';
import { validator } from '../../openapi/validators.js';
import type { Client } from '../../openapi/index.js';
import { CLIENT_KEYS, CONN_STATES, NO_USERNAME } from '../core/client.js';
import type { ConnState, JsonValue, StoredClient } from '../core/client.js';
import { readClient } from '../core/client-input.js';
import { HIDDEN, readHidden, type Hidden } from './private-fields.js';
import type { RawRow } from './row-splitter.js';
import { createShownTimeReader, type ReadShownTime } from './shown-time.js';

/** A row that was read, or a sentence for each thing that is wrong with it. */
export type ReadRow =
  | { readonly ok: true; readonly client: StoredClient }
  | { readonly ok: false; readonly clientid: string | undefined; readonly problems: string[] };

/** A client as a file holds it: as the API sends it, and what the API does not send. */
type FileRow = Client & { readonly conn_state?: unknown; readonly [HIDDEN]?: unknown };

const KNOWN: ReadonlySet<string> = new Set([
  ...CLIENT_KEYS,
  'disconnected_at',
  'conn_state',
  HIDDEN,
]);

/**
 * Makes a reader of rows. Each is checked against the schema of a client in the API's document.
 * @param utcOffsetMinutes minutes east of UTC in which its times are read.
 */
export function createRowReader(utcOffsetMinutes: number): (raw: RawRow) => ReadRow {
  const isClient = validator('Client');
  const readTime = createShownTimeReader(utcOffsetMinutes);
  const same = createInterner();

  return ({ bytes, isRecorded }) => {
    const value = parse(bytes);
    if (value === undefined) return refuse(undefined, [describeBroken(bytes)]);
    const result = isClient(value);
    if (!result.ok) {
      const own = readOwn(value, utcOffsetMinutes);
      if (own) return { ok: true, client: own };
      return refuse(
        value,
        isAnswer(value) ? [describeAnswer(value)] : result.errors.map(({ message }) => message),
      );
    }
    const row = result.value as FileRow;
    // The recorder looked states up in a plain object, where `__proto__` found its prototype.
    const state = isRecorded && typeof row.conn_state !== 'string' ? undefined : row.conn_state;
    return convert(row, state, readTime, same);
  };
}

function convert(
  row: FileRow,
  state: unknown,
  readTime: ReadShownTime,
  same: (text: string) => string,
): ReadRow {
  const problems: string[] = [];
  const wrong = (field: string, value: unknown, expected: string): void => {
    problems.push(`${field} must be ${expected}, but is ${shown(value)}.`);
  };
  const time = (field: 'created_at' | 'connected_at' | 'disconnected_at'): number => {
    const text = row[field] ?? '';
    const instant = readTime(text);
    if (instant === undefined) wrong(field, text, 'a time that exists');
    return instant ?? 0;
  };
  const conn_state = state ?? (row.connected ? 'connected' : 'disconnected');
  if (!isConnState(conn_state)) {
    wrong('conn_state', state, `one of ${CONN_STATES.join(', ')}`);
  } else if ((conn_state === 'connected') !== row.connected) {
    wrong('conn_state', state, `in keeping with connected, which is ${String(row.connected)}`);
  }
  for (const field of ['clientid', 'username'] as const) {
    if (!row[field].isWellFormed()) wrong(field, row[field], 'a text in Unicode');
  }
  const hidden: Hidden | undefined = row[HIDDEN] === undefined ? {} : readHidden(row[HIDDEN]);
  if (!hidden) wrong(HIDDEN, row[HIDDEN], 'what the mock itself wrote');
  const created_at = hidden?.created_at ?? time('created_at');
  const connected_at = hidden?.connected_at ?? time('connected_at');
  const disconnected_at = row.connected
    ? null
    : (hidden?.disconnected_at ?? time('disconnected_at'));
  if (problems.length > 0) return refuse(row, problems);
  const extra = extraOf(row);
  // One literal with every key in one order: a million records share one shape in memory.
  const client: StoredClient = {
    clientid: row.clientid,
    username: row.username === NO_USERNAME && !hidden?.username ? null : row.username,
    node: same(row.node),
    zone: same(row.zone),
    mountpoint: same(row.mountpoint),
    proto_name: same(row.proto_name),
    proto_ver: row.proto_ver,
    ip_address: row.ip_address,
    port: row.port,
    is_bridge: row.is_bridge,
    clean_start: row.clean_start,
    keepalive: row.keepalive,
    expiry_interval: row.expiry_interval,
    conn_state: conn_state as ConnState,
    created_at,
    connected_at,
    disconnected_at,
    subscriptions_cnt: row.subscriptions_cnt,
    max_subscriptions: row.max_subscriptions,
    inflight: row.inflight,
    max_inflight: row.max_inflight,
    mqueue_len: row.mqueue_len,
    max_mqueue: row.max_mqueue,
    mqueue_dropped: row.mqueue_dropped,
    awaiting_rel: row.awaiting_rel,
    max_awaiting_rel: row.max_awaiting_rel,
    recv_oct: row.recv_oct,
    recv_cnt: row.recv_cnt,
    recv_pkt: row.recv_pkt,
    recv_msg: row.recv_msg,
    send_oct: row.send_oct,
    send_cnt: row.send_cnt,
    send_pkt: row.send_pkt,
    send_msg: row.send_msg,
    mailbox_len: row.mailbox_len,
    heap_size: row.heap_size,
    reductions: row.reductions,
  };
  return { ok: true, client: extra ? { ...client, extra } : client };
}

/**
 * Reads what the mock itself wrote of a client that the schema does not describe: such a client can
 * come through the MQTT door, or from a test.
 */
function readOwn(value: unknown, utcOffsetMinutes: number): StoredClient | undefined {
  if (typeof value !== 'object' || value === null || !(HIDDEN in value)) return undefined;
  const { [HIDDEN]: mark, ...row } = value;
  const hidden = readHidden(mark);
  const read = readClient(row, { utcOffsetMinutes, now: hidden?.connected_at ?? 0 });
  if (!hidden || !read.ok) return undefined;
  const { created_at, connected_at, disconnected_at } = { ...read.client, ...hidden };
  const username = hidden.username ? NO_USERNAME : read.client.username;
  return { ...read.client, username, created_at, connected_at, disconnected_at };
}

const isConnState = (value: unknown): value is ConnState =>
  (CONN_STATES as readonly unknown[]).includes(value);

/** Members that the documents do not name, such as the eleven of EMQX 4.4. */
function extraOf(row: FileRow): Readonly<Record<string, JsonValue>> | undefined {
  let extra: [string, JsonValue][] | undefined;
  for (const key in row) {
    if (!KNOWN.has(key)) (extra ??= []).push([key, row[key] as JsonValue]);
  }
  // Object.fromEntries, unlike assignment, takes `__proto__` for a name like any other.
  return extra && Object.fromEntries(extra);
}

function parse(bytes: Buffer): unknown {
  if (!isUtf8(bytes)) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    return undefined;
  }
}

function describeBroken(bytes: Buffer): string {
  const text = shown(bytes.toString('utf8', 0, 200));
  return isUtf8(bytes) ? `it is not JSON: ${text}.` : `it is not UTF-8: ${text}.`;
}

type Answer = Readonly<Record<'code' | 'message', unknown>>;

/** What a broker answers in place of a list. */
const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'code' in value && !('clientid' in value);

const describeAnswer = ({ code, message }: Answer): string =>
  `it is an answer with code ${shown(code)} and message ${shown(message)}: expected one with clients.`;

function refuse(value: unknown, problems: string[]): ReadRow {
  const named = typeof value === 'object' && value !== null && 'clientid' in value;
  const clientid = named && typeof value.clientid === 'string' ? value.clientid : undefined;
  return { ok: false, clientid, problems };
}

const LONGEST = 80;

function shown(value: unknown): string {
  const text = (JSON.stringify(value) as string | undefined) ?? 'missing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Texts that a few values repeat in every row are kept once. */
function createInterner(): (text: string) => string {
  const kept = new Map<string, string>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size < 1000) kept.set(text, text);
    return text;
  };
}
