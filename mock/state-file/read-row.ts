import { isUtf8 } from 'node:buffer';
import { validator } from '../../openapi/validators.js';
import type { OpenClient } from '../../openapi/index.js';
import { CLIENT_KEYS, CONN_STATES, formatTime, NO_USERNAME } from '../core/client.js';
import type { ConnState, JsonValue, StoredClient } from '../core/client.js';
import { parseInstant } from '../core/clock.js';
import { readClient } from '../core/client-input.js';
import { MAX_SUBSCRIPTIONS, parseSubscriptions } from '../core/subscriptions.js';
import { truncate } from '../shared/truncate.js';
import { PRIVATE_FIELDS, readPrivateFields } from './private-fields.js';
import { createShownTimeReader, type ReadShownTime } from './shown-time.js';

/** A row that was read, or a sentence for each problem. */
export type ReadRow =
  | { readonly ok: true; readonly client: StoredClient }
  | { readonly ok: false; readonly clientid: string | undefined; readonly problems: string[] };

const NO_MOUNTPOINT = 'undefined';

/** A client as the API sends it, with the members that only files have. */
type FileRow = OpenClient & {
  readonly conn_state?: unknown;
  readonly [PRIVATE_FIELDS]?: unknown;
};

const KNOWN: ReadonlySet<string> = new Set([
  ...CLIENT_KEYS,
  'disconnected_at',
  'conn_state',
  'subscriptions',
  PRIVATE_FIELDS,
]);

/**
 * Creates a reader of rows. Each row is checked against the schema of a client in the API's document.
 * @param utcOffsetMinutes minutes east of UTC in which times are read.
 */
export function createRowReader(utcOffsetMinutes: number): (bytes: Buffer) => ReadRow {
  const isClient = validator('Client');
  const readTime = createShownTimeReader(utcOffsetMinutes);
  const intern = createInterner();

  return (bytes) => {
    const value = withShownTimes(complete(parse(bytes)), utcOffsetMinutes);
    if (value === undefined) return refuse(undefined, [describeBroken(bytes)]);
    const result = isClient(value);
    if (!result.ok) {
      const ownClient = readOwnRow(value, utcOffsetMinutes);
      if (ownClient) return { ok: true, client: ownClient };
      return refuse(
        value,
        isAnswer(value) ? [describeAnswer(value)] : result.errors.map(({ message }) => message),
      );
    }
    return convert(result.value, readTime, intern);
  };
}

/** The oldest releases send no mountpoint (recording emqx-4.1.5); it is `undefined` by default. */
function complete(value: unknown): unknown {
  const isRow = typeof value === 'object' && value !== null && 'clientid' in value;
  return isRow && !('mountpoint' in value) ? { mountpoint: NO_MOUNTPOINT, ...value } : value;
}

const TIMES = ['created_at', 'connected_at', 'disconnected_at'] as const;
const ISO = /^\d{4}-\d\d-\d\d(?:T|$)/;

/** A row whose ISO 8601 times, as other tools write them, are as the API shows them. */
function withShownTimes(value: unknown, utcOffsetMinutes: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const row = value as Readonly<Record<string, unknown>>;
  let changed: Record<string, unknown> | undefined;
  for (const field of TIMES) {
    const text = row[field];
    if (typeof text !== 'string' || !ISO.test(text)) continue;
    const instant = parseInstant(text, utcOffsetMinutes);
    if (Number.isNaN(instant)) continue;
    changed = { ...(changed ?? row), [field]: formatTime(instant, utcOffsetMinutes) };
  }
  return changed ?? value;
}

function convert(row: FileRow, readTime: ReadShownTime, intern: (text: string) => string): ReadRow {
  const problems: string[] = [];
  const wrong = (field: string, value: unknown, expected: string): void => {
    problems.push(`${field} must be ${expected}, but is ${shortJson(value)}.`);
  };
  const time = (field: 'created_at' | 'connected_at' | 'disconnected_at'): number => {
    const text = row[field] ?? '';
    const instant = readTime(text);
    if (instant === undefined) wrong(field, text, 'a time that exists');
    return instant ?? 0;
  };
  const conn_state = row.conn_state ?? (row.connected ? 'connected' : 'disconnected');
  if (!isConnState(conn_state)) {
    wrong('conn_state', row.conn_state, `one of ${CONN_STATES.join(', ')}`);
  } else if ((conn_state === 'connected') !== row.connected) {
    wrong(
      'conn_state',
      row.conn_state,
      `consistent with connected, which is ${String(row.connected)}`,
    );
  }
  for (const field of ['clientid', 'username'] as const) {
    if (!row[field].isWellFormed()) wrong(field, row[field], 'a text in Unicode');
  }
  const { [PRIVATE_FIELDS]: written } = row;
  const fields = written === undefined ? {} : readPrivateFields(written);
  if (!fields) wrong(PRIVATE_FIELDS, written, 'unchanged since the mock wrote it');
  const created_at = fields?.created_at ?? time('created_at');
  const connected_at = fields?.connected_at ?? time('connected_at');
  const disconnected_at = row.connected
    ? null
    : (fields?.disconnected_at ?? time('disconnected_at'));
  const { subscriptions } = row;
  const subscribed = subscriptions === undefined ? undefined : parseSubscriptions(subscriptions);
  if (typeof subscribed === 'string') wrong('subscriptions', subscriptions, subscribed);
  else if (subscribed && subscribed.length !== row.subscriptions_cnt) {
    const expected = `${subscribed.length}, the number of subscriptions`;
    wrong('subscriptions_cnt', row.subscriptions_cnt, expected);
  }
  if (row.subscriptions_cnt > MAX_SUBSCRIPTIONS) {
    wrong('subscriptions_cnt', row.subscriptions_cnt, `${MAX_SUBSCRIPTIONS} or less`);
  }
  if (problems.length > 0) return refuse(row, problems);
  const extra = extraOf(row);
  // One literal with every key in one order: a million records share one shape in memory.
  const client: StoredClient = {
    clientid: row.clientid,
    username: row.username === NO_USERNAME && !fields?.username ? null : row.username,
    node: intern(row.node),
    zone: intern(row.zone),
    mountpoint: intern(row.mountpoint),
    proto_name: intern(row.proto_name),
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
  if (!extra && typeof subscribed !== 'object') return { ok: true, client };
  return {
    ok: true,
    client: {
      ...client,
      ...(typeof subscribed === 'object' && { subscriptions: subscribed }),
      ...(extra && { extra }),
    },
  };
}

/**
 * Reads a row that the mock wrote for a client that does not match the schema. Such clients come from
 * the MQTT listener or from a test.
 */
function readOwnRow(value: unknown, utcOffsetMinutes: number): StoredClient | undefined {
  if (typeof value !== 'object' || value === null || !(PRIVATE_FIELDS in value)) return undefined;
  const { [PRIVATE_FIELDS]: written, ...row } = value;
  const fields = readPrivateFields(written);
  const read = readClient(row, {
    utcOffsetMinutes,
    now: fields?.connected_at ?? 0,
    allowsMisspelt: true,
  });
  if (!fields || !read.ok) return undefined;
  const { created_at, connected_at, disconnected_at } = { ...read.client, ...fields };
  const username = fields.username ? NO_USERNAME : read.client.username;
  return { ...read.client, username, created_at, connected_at, disconnected_at };
}

const isConnState = (value: unknown): value is ConnState =>
  (CONN_STATES as readonly unknown[]).includes(value);

/** Members that are not documented, such as the eleven of EMQX 4.4. */
function extraOf(row: FileRow): Readonly<Record<string, JsonValue>> | undefined {
  let extra: [string, JsonValue][] | undefined;
  for (const key in row) {
    if (!KNOWN.has(key)) (extra ??= []).push([key, row[key] as JsonValue]);
  }
  // Unlike an assignment, Object.fromEntries treats `__proto__` as an ordinary name.
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
  const text = shortJson(bytes.toString('utf8', 0, 200));
  return isUtf8(bytes) ? `it is not JSON: ${text}.` : `it is not UTF-8: ${text}.`;
}

type Answer = Readonly<Record<'code' | 'message', unknown>>;

/** An answer of a broker that is not a list. */
const isAnswer = (value: unknown): value is Answer =>
  typeof value === 'object' && value !== null && 'code' in value && !('clientid' in value);

const describeAnswer = ({ code, message }: Answer): string =>
  `it is an answer with code ${shortJson(code)} and message ${shortJson(message)}: expected a list of clients.`;

function refuse(value: unknown, problems: string[]): ReadRow {
  const named = typeof value === 'object' && value !== null && 'clientid' in value;
  const clientid = named && typeof value.clientid === 'string' ? value.clientid : undefined;
  return { ok: false, clientid, problems };
}

const LONGEST = 80;

export function shortJson(value: unknown): string {
  return truncate(value === undefined ? 'missing' : JSON.stringify(value), LONGEST);
}

/** Shares the memory of equal texts that many rows repeat. */
function createInterner(): (text: string) => string {
  const shared = new Map<string, string>();
  return (text) => {
    const known = shared.get(text);
    if (known !== undefined) return known;
    if (shared.size < 1000) shared.set(text, text);
    return text;
  };
}
