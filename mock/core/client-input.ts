import { type ConnState, CONN_STATES, formatTime, NO_USERNAME, parseTime } from './client.js';
import type { JsonValue, StoredClient, Subscription } from './client.js';
import { parseInstant } from './clock.js';
import { misspelt } from './nearest.js';
import { canonicalAddress } from './query/parse.js';
import { MAX_SUBSCRIPTIONS, parseSubscriptions } from './subscriptions.js';

/** A time: the documents' text, in the mock's local time; an ISO 8601 time; or a date. */
export type TimeInput = string | Date;

type Stored = Omit<
  StoredClient,
  | 'clientid'
  | 'username'
  | 'created_at'
  | 'connected_at'
  | 'disconnected_at'
  | 'subscriptions'
  | 'extra'
>;

/**
 * A client as callers describe it: the API's own members, all optional but the id. Other members
 * get the defaults of a stock EMQX: an MQTT 3.1.1 client, connected now, with a clean session; or,
 * if it is not connected, with a session that is kept for two hours.
 */
export type ClientInput = { readonly clientid: string } & ClientChange;

/** A change of a client: all members but its id. */
export type ClientChange = {
  -readonly [Key in keyof Stored]?: Stored[Key] | undefined;
} & {
  /** `null`, or `undefined` as text: the client gave none. */
  username?: string | null | undefined;
  /** Another form of `conn_state`: the two must agree. */
  connected?: boolean | undefined;
  created_at?: TimeInput | undefined;
  connected_at?: TimeInput | undefined;
  disconnected_at?: TimeInput | undefined;
  /**
   * As many as `subscriptions_cnt`, which need not be given then; a text is a topic with QoS 0. Default: generated from the id,
   * as many as `subscriptions_cnt`.
   */
  subscriptions?: readonly (Subscription | string)[] | undefined;
};

/** What is wrong with one member of a client. */
export interface FieldProblem {
  readonly field: string;
  readonly value: unknown;
  /** A phrase that fits after "expected ". */
  readonly expected: string;
}

export interface ReadContext {
  /** Minutes east of UTC in which times are read. */
  readonly utcOffsetMinutes: number;
  /** Epoch milliseconds; the default of times that are not given. */
  readonly now: number;
  /**
   * Milliseconds to add to a shown time, which is cut to seconds. 500 for a time that a broker
   * has shown, which reproduces its `_lte_` bound (decisions.md#3).
   */
  readonly intoSecond?: number;
  /** Accepts members that resemble a known one: a broker has sent them. */
  readonly allowsMisspelt?: boolean;
  /** The client that is changed; default: a new one. */
  readonly base?: StoredClient;
}

type FieldKind =
  | 'name'
  | 'text'
  | 'address'
  | 'count'
  | 'subscriptions'
  | 'byte'
  | 'word'
  | 'long'
  | 'flag'
  | 'conn_state';

/**
 * Each member's kind, and its value for a client that has just connected to a stock EMQX 4.3
 * (recording emqx-4.3.22).
 */
const FIELDS: { readonly [Key in keyof Stored]: readonly [kind: FieldKind, stock: Stored[Key]] } = {
  node: ['name', 'emqx@127.0.0.1'],
  zone: ['text', 'external'],
  mountpoint: ['text', 'undefined'],
  proto_name: ['text', 'MQTT'],
  proto_ver: ['byte', 4],
  ip_address: ['address', '127.0.0.1'],
  port: ['word', 50_000],
  is_bridge: ['flag', false],
  clean_start: ['flag', true],
  keepalive: ['word', 60],
  expiry_interval: ['long', 0],
  conn_state: ['conn_state', 'connected'],
  subscriptions_cnt: ['subscriptions', 0],
  max_subscriptions: ['count', 0],
  inflight: ['count', 0],
  max_inflight: ['count', 32],
  mqueue_len: ['count', 0],
  max_mqueue: ['count', 1000],
  mqueue_dropped: ['count', 0],
  awaiting_rel: ['count', 0],
  max_awaiting_rel: ['count', 100],
  recv_oct: ['count', 27],
  recv_cnt: ['count', 1],
  recv_pkt: ['count', 1],
  recv_msg: ['count', 0],
  send_oct: ['count', 4],
  send_cnt: ['count', 1],
  send_pkt: ['count', 1],
  send_msg: ['count', 0],
  mailbox_len: ['count', 0],
  heap_size: ['count', 1598],
  reductions: ['count', 2341],
};

const STOCK = Object.fromEntries(
  Object.entries(FIELDS).map(([field, [, stock]]) => [field, stock]),
) as unknown as Stored;

const EXPECTED: Readonly<Record<FieldKind, string>> = {
  name: 'a text in Unicode, not empty',
  text: 'a text in Unicode',
  address: 'an IPv4 or IPv6 address',
  count: 'an integer, 0 or more',
  subscriptions: `an integer from 0 to ${MAX_SUBSCRIPTIONS}`,
  byte: 'an integer from 0 to 255',
  word: 'an integer from 0 to 65535',
  long: 'an integer from 0 to 4294967295',
  flag: 'true or false',
  conn_state: `one of ${CONN_STATES.join(', ')}`,
};

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

/** Half of a surrogate pair is no character: no response could send it as UTF-8. */
const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.isWellFormed();

const isName = (value: unknown): value is string => isText(value) && value !== '';

/** The bounds are the document's, and of MQTT's own fields of one, two and four bytes. */
const IS: Readonly<Record<FieldKind, (value: unknown) => boolean>> = {
  name: isName,
  text: isText,
  address: (value) => typeof value === 'string' && canonicalAddress(value) !== undefined,
  count: isCount,
  // Each of them can be asked for: see subscriptions.ts.
  subscriptions: (value) => isCount(value) && value <= MAX_SUBSCRIPTIONS,
  byte: (value) => isCount(value) && value <= 0xff,
  word: (value) => isCount(value) && value <= 0xffff,
  long: (value) => isCount(value) && value <= 0xffff_ffff,
  flag: (value) => typeof value === 'boolean',
  conn_state: (value) => (CONN_STATES as readonly unknown[]).includes(value),
};

const KNOWN = new Set([
  ...Object.keys(FIELDS),
  'clientid',
  'username',
  'connected',
  'created_at',
  'connected_at',
  'disconnected_at',
  'subscriptions',
]);

/** Seconds that a broker keeps the session of a persistent 3.x client (recording emqx-4.3.22). */
const STOCK_EXPIRY = 7200;

export type ReadClient =
  | { readonly ok: true; readonly client: StoredClient }
  | { readonly ok: false; readonly problems: readonly FieldProblem[] };

/**
 * Reads a client as the API sends it, or as a caller describes it, into the stored record.
 * All problems are reported. Members that the API does not know are kept as they are.
 */
export function readClient(input: unknown, context: ReadContext): ReadClient {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return { ok: false, problems: [{ field: '', value: input, expected: 'a client object' }] };
  }
  const given = new Map(
    (Object.entries(input) as [string, unknown][]).filter(([, value]) => value !== undefined),
  );
  const problems: FieldProblem[] = [];
  const { base } = context;
  if (context.allowsMisspelt !== true) problems.push(...misspeltMembers([...given.keys()]));

  const plain = { ...(base ?? STOCK) } as Record<string, unknown>;
  for (const [field, [kind]] of Object.entries(FIELDS)) {
    const value = given.get(field);
    if (value === undefined) continue;
    if (IS[kind](value)) plain[field] = value;
    else problems.push({ field, value, expected: EXPECTED[kind] });
  }
  const fields = plain as unknown as Stored;

  const clientid = given.get('clientid') ?? base?.clientid;
  if (!isName(clientid)) {
    problems.push({ field: 'clientid', value: clientid, expected: EXPECTED.name });
  } else if (base && clientid !== base.clientid) {
    problems.push({
      field: 'clientid',
      value: clientid,
      expected: `it unchanged: ${base.clientid}`,
    });
  }
  const username = given.has('username') ? given.get('username') : (base?.username ?? null);
  if (username !== null && !isText(username)) {
    problems.push({ field: 'username', value: username, expected: `${EXPECTED.text}, or null` });
  }

  const state = readState(given, fields.conn_state, problems);
  const connected = state === 'connected';
  const time = (field: string, fallback: number): number => {
    const value = given.get(field);
    if (value === undefined) return fallback;
    const epochMs = readTime(value, context);
    if (epochMs === undefined) {
      problems.push({ field, value, expected: 'a time as YYYY-MM-DD HH:mm:ss' });
    }
    return epochMs ?? fallback;
  };
  const connected_at = time('connected_at', base?.connected_at ?? context.now);
  const created_at = time('created_at', base?.created_at ?? connected_at);
  if (connected && given.has('disconnected_at')) {
    const value = given.get('disconnected_at');
    problems.push({ field: 'disconnected_at', value, expected: 'none while connected is true' });
  }
  const since = base?.disconnected_at ?? Math.max(connected_at, context.now);
  const disconnected_at = connected ? null : time('disconnected_at', since);

  const subscriptions = readSubscriptions(given, fields.subscriptions_cnt, base, problems);
  const clean_start = base || given.has('clean_start') ? fields.clean_start : connected;
  const asksExpiry = base !== undefined || given.has('expiry_interval');
  const expiry_interval = asksExpiry || clean_start ? fields.expiry_interval : STOCK_EXPIRY;
  if (!connected && expiry_interval === 0 && isGood('expiry_interval', problems)) {
    // decisions.md#43: its session has ended, so the API never shows it.
    const expected = '1 or more for a client that is not connected: its session would have ended';
    problems.push({ field: 'expiry_interval', value: 0, expected });
  }

  if (problems.length > 0) return { ok: false, problems };
  const extra = Object.fromEntries([...given].filter(([field]) => !KNOWN.has(field)));
  const hasExtra = Object.keys(extra).length > 0;
  return {
    ok: true,
    client: {
      ...withoutSubscriptions(fields),
      clientid: clientid as string,
      username: username === NO_USERNAME ? null : (username as string | null),
      conn_state: state,
      clean_start,
      expiry_interval,
      created_at: given.has('created_at') ? created_at : Math.min(created_at, connected_at),
      connected_at,
      disconnected_at,
      ...subscriptions,
      ...(hasExtra && { extra: { ...base?.extra, ...(extra as Record<string, JsonValue>) } }),
    },
  };
}

/** Unknown members that are compared with the known ones. */
const MOST_COMPARED = 100;

/** Members such as `conectd`: they are unknown, and would be kept without any effect. */
function misspeltMembers(names: readonly string[]): FieldProblem[] {
  const unknown = names.filter((name) => !KNOWN.has(name)).slice(0, MOST_COMPARED);
  return unknown.flatMap((name) => {
    const meant = misspelt(name, [...KNOWN]);
    return meant === undefined ? [] : [{ field: name, value: name, expected: meant }];
  });
}

/** `fields` of a changed client has everything that the client has. */
function withoutSubscriptions(fields: Stored): Stored {
  const { subscriptions: _, ...others } = fields as Stored & Pick<StoredClient, 'subscriptions'>;
  return others;
}

type Subscribed = Partial<Pick<StoredClient, 'subscriptions' | 'subscriptions_cnt'>>;

/** The subscriptions and their number, which always agree. */
function readSubscriptions(
  given: ReadonlyMap<string, unknown>,
  count: number,
  base: StoredClient | undefined,
  problems: FieldProblem[],
): Subscribed {
  const value = given.get('subscriptions');
  if (value === undefined) {
    // Another number replaces the ones that the client was given.
    const isKept = base?.subscriptions?.length === count;
    return isKept ? { subscriptions: base.subscriptions } : {};
  }
  const subscriptions = parseSubscriptions(value);
  if (typeof subscriptions === 'string') {
    problems.push({ field: 'subscriptions', value, expected: subscriptions });
    return {};
  }
  if (given.has('subscriptions_cnt') && count !== subscriptions.length) {
    const expected = `${subscriptions.length}, the number of subscriptions`;
    problems.push({ field: 'subscriptions_cnt', value: count, expected });
  }
  return { subscriptions, subscriptions_cnt: subscriptions.length };
}

const isGood = (name: string, problems: readonly FieldProblem[]): boolean =>
  problems.every(({ field }) => field !== name);

/** `conn_state` and `connected` have the same meaning; if both are given they must agree. */
function readState(
  given: ReadonlyMap<string, unknown>,
  state: ConnState,
  problems: FieldProblem[],
): ConnState {
  const connected = given.get('connected');
  if (connected === undefined) return state;
  if (typeof connected !== 'boolean') {
    problems.push({ field: 'connected', value: connected, expected: EXPECTED.flag });
    return state;
  }
  if (!given.has('conn_state')) {
    if (connected) return 'connected';
    return state === 'connected' ? 'disconnected' : state;
  }
  if (connected !== (state === 'connected')) {
    const expected = `${String(!connected)}, as conn_state is ${state}`;
    problems.push({ field: 'connected', value: connected, expected });
  }
  return state;
}

function readTime(value: unknown, context: ReadContext): number | undefined {
  const { utcOffsetMinutes, intoSecond = 0 } = context;
  if (value instanceof Date) {
    const epochMs = value.getTime();
    return isShowable(epochMs, utcOffsetMinutes) ? epochMs : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const start = parseTime(value, utcOffsetMinutes);
  if (start !== undefined) return start + intoSecond;
  const instant = parseInstant(value, utcOffsetMinutes);
  return isShowable(instant, utcOffsetMinutes) ? instant : undefined;
}

/** Whether the API can show the instant: a year has four digits. */
function isShowable(epochMs: number, utcOffsetMinutes: number): boolean {
  return parseTime(formatTime(epochMs, utcOffsetMinutes), utcOffsetMinutes) !== undefined;
}
