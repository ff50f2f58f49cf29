import type { Client } from '../../openapi/index.js';

/**
 * The client record, in its two shapes: as it is stored (times in epoch milliseconds, the
 * connection state named) and as the API sends it (the documents' strings, section
 * "响应消息" of GET /clients).
 */

export const CONN_STATES = ['connected', 'idle', 'disconnected'] as const;
export type ConnState = (typeof CONN_STATES)[number];

/** A value that JSON can hold; the type of members that the documents do not name. */
export type JsonValue =
  null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/**
 * A subscription of a client: its topic filter as the client sends it, `$share/GROUP/FILTER` if it
 * is shared. Releases before they check it take any number as QoS (recording beside/emqx-4.3.0).
 */
export interface Subscription {
  readonly topic: string;
  readonly qos: number;
}

/** The members of a client in the order of the documents' example answer. */
export const CLIENT_KEYS = [
  'recv_cnt',
  'send_pkt',
  'clean_start',
  'expiry_interval',
  'proto_ver',
  'recv_msg',
  'connected_at',
  'recv_oct',
  'is_bridge',
  'connected',
  'max_awaiting_rel',
  'heap_size',
  'mqueue_dropped',
  'recv_pkt',
  'ip_address',
  'max_subscriptions',
  'created_at',
  'awaiting_rel',
  'mountpoint',
  'node',
  'proto_name',
  'mailbox_len',
  'send_msg',
  'clientid',
  'mqueue_len',
  'inflight',
  'max_mqueue',
  'subscriptions_cnt',
  'keepalive',
  'reductions',
  'zone',
  'send_cnt',
  'username',
  'send_oct',
  'port',
  'max_inflight',
] as const satisfies readonly (keyof Client)[];

/** The members that are stored in another form than the API sends. */
type Converted = 'username' | 'proto_name' | 'connected' | 'created_at' | 'connected_at';

/**
 * One client of the broker, as the store keeps it. Immutable: a change makes a new record,
 * so that sandboxes share records without copying them.
 */
export interface StoredClient extends Pick<
  Client,
  Exclude<(typeof CLIENT_KEYS)[number], Converted>
> {
  /** `null`: the client gave no user name; the API then sends the text `undefined`. */
  readonly username: string | null;
  /** Any text. */
  readonly proto_name: string;
  /** Not sent by the API: `conn_state` is a query parameter only. */
  readonly conn_state: ConnState;
  /** Epoch milliseconds. */
  readonly created_at: number;
  readonly connected_at: number;
  /** `null` exactly while `conn_state` is `connected`. */
  readonly disconnected_at: number | null;
  /**
   * As many as `subscriptions_cnt`. Absent: they are generated from the id when they are asked for
   * (see subscriptions.ts), so that a client without changes costs no memory for them.
   */
  readonly subscriptions?: readonly Subscription[];
  /** Members beyond the documents' table, sent after the documented ones (4.4 has eleven). */
  readonly extra?: Readonly<Record<string, JsonValue>>;
}

/** What EMQX sends for a missing value: Erlang's atom, printed. */
export const NO_USERNAME = 'undefined';

/** `connected` is derived, never stored: it always agrees with `conn_state`. */
export function isConnected(client: StoredClient): boolean {
  return client.conn_state === 'connected';
}

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : String(value));

/**
 * Prints an instant as the documents do, `YYYY-MM-DD HH:mm:ss`, in the node's local time.
 * @param epochMs epoch milliseconds; the fraction of a second is cut, as the broker does.
 * @param utcOffsetMinutes minutes east of UTC (default of the mock: 0).
 */
export function formatTime(epochMs: number, utcOffsetMinutes: number): string {
  const date = new Date(epochMs + utcOffsetMinutes * 60_000);
  const year = String(date.getUTCFullYear()).padStart(4, '0');
  return (
    `${year}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())} ` +
    `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}:${twoDigits(date.getUTCSeconds())}`
  );
}

const TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;

/**
 * Reads what {@link formatTime} prints. Returns epoch milliseconds of the start of that second,
 * or `undefined` if the text has another form or names no real instant (month 13).
 */
export function parseTime(text: string, utcOffsetMinutes: number): number | undefined {
  const parts = TIME.exec(text);
  if (!parts) return undefined;
  const [year, month, day, hour, minute, second] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second, 0);
  const local = date.getTime();
  return formatTime(local, 0) === text ? local - utcOffsetMinutes * 60_000 : undefined;
}
