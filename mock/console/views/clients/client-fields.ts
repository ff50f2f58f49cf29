import type { ClientInput } from '../../../core/client-input.js';

/** A client as the control API returns it: of one node, with its state and its subscriptions. */
export type FullClient = Readonly<Record<string, unknown>> & {
  readonly clientid: string;
  readonly conn_state: string;
  readonly subscriptions: readonly Subscription[];
};

export interface Subscription {
  readonly topic: string;
  readonly qos: number;
}

type Group = 'identity' | 'connection' | 'session' | 'traffic' | 'process';

/** How a member is edited; `state` and `flag` are chosen, the others typed. */
export type FieldKind = 'text' | 'number' | 'flag' | 'state' | 'time';

type EditableMember = Exclude<keyof ClientInput, 'clientid' | 'connected' | 'subscriptions'>;

/** The members that can be changed. The control API checks their values, and names what it expects. */
export const FIELDS = {
  username: ['text', 'identity'],
  node: ['text', 'identity'],
  zone: ['text', 'identity'],
  mountpoint: ['text', 'identity'],
  is_bridge: ['flag', 'identity'],
  conn_state: ['state', 'connection'],
  ip_address: ['text', 'connection'],
  port: ['number', 'connection'],
  proto_name: ['text', 'connection'],
  proto_ver: ['number', 'connection'],
  keepalive: ['number', 'connection'],
  connected_at: ['time', 'connection'],
  disconnected_at: ['time', 'connection'],
  clean_start: ['flag', 'session'],
  expiry_interval: ['number', 'session'],
  created_at: ['time', 'session'],
  subscriptions_cnt: ['number', 'session'],
  max_subscriptions: ['number', 'session'],
  inflight: ['number', 'session'],
  max_inflight: ['number', 'session'],
  mqueue_len: ['number', 'session'],
  max_mqueue: ['number', 'session'],
  mqueue_dropped: ['number', 'session'],
  awaiting_rel: ['number', 'session'],
  max_awaiting_rel: ['number', 'session'],
  recv_oct: ['number', 'traffic'],
  recv_cnt: ['number', 'traffic'],
  recv_pkt: ['number', 'traffic'],
  recv_msg: ['number', 'traffic'],
  send_oct: ['number', 'traffic'],
  send_cnt: ['number', 'traffic'],
  send_pkt: ['number', 'traffic'],
  send_msg: ['number', 'traffic'],
  mailbox_len: ['number', 'process'],
  heap_size: ['number', 'process'],
  reductions: ['number', 'process'],
} as const satisfies Record<EditableMember, readonly [FieldKind, Group]>;

export type FieldName = keyof typeof FIELDS;

export const GROUPS = ['identity', 'connection', 'session', 'traffic', 'process'] as const;

export const fieldsOf = (group: Group): readonly FieldName[] =>
  (Object.keys(FIELDS) as FieldName[]).filter((name) => FIELDS[name][1] === group);

/** A member's value as the form shows it. */
export function toText(name: FieldName, client: FullClient): string {
  const value = client[name];
  if (value === undefined || value === null) return '';
  if (name === 'username' && value === 'undefined') return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the form's text means; one that is no number is sent as it is, and refused with a reason. */
export function fromText(name: FieldName, text: string): unknown {
  if (name === 'username' && text === '') return null;
  const [kind] = FIELDS[name];
  if (kind === 'flag') return text === 'true';
  if (kind === 'number' && /^-?\d{1,15}$/.test(text.trim())) return Number(text);
  return text;
}
