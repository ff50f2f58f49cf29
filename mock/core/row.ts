import {
  type CLIENT_KEYS,
  formatTime,
  isConnected,
  NO_USERNAME,
  type JsonValue,
  type StoredClient,
} from './client.js';
import type { MockResponse } from './request-response.js';

/** How rows are sent. */
export interface RowFormat {
  /** Minutes east of UTC of a node's local time (decisions.md#4). */
  utcOffsetMinutes(this: void, node: string): number;
  /** Members that every client has beyond the documents', in order, with their default. */
  readonly extraFields: Readonly<Record<string, JsonValue>>;
  /** Whether clients have the documented member. Default: they have. */
  readonly mountpoint?: 'sent' | 'absent';
  /** Default: the order of the documents. */
  readonly memberOrder?: 'documented' | 'alphabetical';
}

/** Clients whose text has a character beyond ASCII. */
const wide = new WeakSet<StoredClient>();
const ASCII = /^[\x00-\x7f]*$/;

/** Whether the text of a client is ASCII; it must have been formatted. */
export const hasAsciiText = (client: StoredClient): boolean => !wide.has(client);

const asciiResponses = new WeakSet<MockResponse>();

/** Notes that the body is ASCII: to find that out, a host would copy it once more. */
export function markAscii<T extends MockResponse>(response: T): T {
  asciiResponses.add(response);
  return response;
}

/** Whether the body is known to be ASCII. A changed copy is another response, and not known. */
export const isAscii = (response: MockResponse): boolean => asciiResponses.has(response);

/** The most texts that are kept for clients that there are: about 100 MB. */
const KEPT_ROWS = 65_536;

/**
 * Creates the function that formats a client as JSON. Texts are kept unless the call says otherwise,
 * for two generations of rows, so that a repeated request costs no formatting. The text of a client
 * that is gone is not kept: a mock whose clients come and go for days would grow by all of them.
 */
export function createRowText(format: RowFormat): (client: StoredClient, keep?: boolean) => string {
  let young = new WeakMap<StoredClient, string>();
  let old = new WeakMap<StoredClient, string>();
  /** Texts in `young`, with those of clients that are gone. */
  let count = 0;
  return (client, keep = true) => {
    const kept = young.get(client) ?? old.get(client);
    if (kept !== undefined) return kept;
    const text = formatRow(client, format);
    if (!ASCII.test(text)) wide.add(client);
    if (!keep) return text;
    if (count >= KEPT_ROWS / 2) {
      old = young;
      young = new WeakMap();
      count = 0;
    }
    young.set(client, text);
    count++;
    return text;
  };
}

/** One client as the API sends it, its members in the order of the documents. */
export function formatRow(client: StoredClient, format: RowFormat): string {
  const offset = format.utcOffsetMinutes(client.node);
  const documented = documentedMembers(client, offset);
  const more = {
    ...(client.disconnected_at !== null && {
      disconnected_at: formatTime(client.disconnected_at, offset),
    }),
    ...format.extraFields,
    ...client.extra,
  };
  if (format.mountpoint === 'absent' || format.memberOrder === 'alphabetical') {
    return formatOther({ ...documented, ...more }, format);
  }
  const text = JSON.stringify(documented);
  const moreText = JSON.stringify(more);
  return moreText === '{}' ? text : `${text.slice(0, -1)},${moreText.slice(1)}`;
}

/** The members of an older release. */
function formatOther(members: Record<string, unknown>, format: RowFormat): string {
  const { mountpoint: _, ...others } = members;
  const sent = Object.entries(format.mountpoint === 'absent' ? others : members);
  if (format.memberOrder === 'alphabetical') sent.sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(Object.fromEntries(sent));
}

/**
 * Written out in the order of {@link CLIENT_KEYS}, not as a loop: objects of one shape are
 * stringified in half the time.
 */
function documentedMembers(
  client: StoredClient,
  offset: number,
): Record<(typeof CLIENT_KEYS)[number], JsonValue> {
  return {
    recv_cnt: client.recv_cnt,
    send_pkt: client.send_pkt,
    clean_start: client.clean_start,
    expiry_interval: client.expiry_interval,
    proto_ver: client.proto_ver,
    recv_msg: client.recv_msg,
    connected_at: formatTime(client.connected_at, offset),
    recv_oct: client.recv_oct,
    is_bridge: client.is_bridge,
    connected: isConnected(client),
    max_awaiting_rel: client.max_awaiting_rel,
    heap_size: client.heap_size,
    mqueue_dropped: client.mqueue_dropped,
    recv_pkt: client.recv_pkt,
    ip_address: client.ip_address,
    max_subscriptions: client.max_subscriptions,
    created_at: formatTime(client.created_at, offset),
    awaiting_rel: client.awaiting_rel,
    mountpoint: client.mountpoint,
    node: client.node,
    proto_name: client.proto_name,
    mailbox_len: client.mailbox_len,
    send_msg: client.send_msg,
    clientid: client.clientid,
    mqueue_len: client.mqueue_len,
    inflight: client.inflight,
    max_mqueue: client.max_mqueue,
    subscriptions_cnt: client.subscriptions_cnt,
    keepalive: client.keepalive,
    reductions: client.reductions,
    zone: client.zone,
    send_cnt: client.send_cnt,
    username: client.username ?? NO_USERNAME,
    send_oct: client.send_oct,
    port: client.port,
    max_inflight: client.max_inflight,
  };
}
