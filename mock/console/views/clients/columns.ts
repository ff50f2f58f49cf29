import { remembered } from '../../shell/preferences.js';
import type { Row } from '../../api/list.js';

/** The members of a client that the table can show, in the order of its columns. */
const MEMBERS = [
  'clientid',
  'connected',
  'username',
  'ip_address',
  'port',
  'node',
  'zone',
  'proto_name',
  'proto_ver',
  'keepalive',
  'clean_start',
  'expiry_interval',
  'created_at',
  'connected_at',
  'disconnected_at',
  'subscriptions_cnt',
  'max_subscriptions',
  'inflight',
  'max_inflight',
  'mqueue_len',
  'max_mqueue',
  'mqueue_dropped',
  'awaiting_rel',
  'max_awaiting_rel',
  'recv_msg',
  'recv_pkt',
  'recv_cnt',
  'recv_oct',
  'send_msg',
  'send_pkt',
  'send_cnt',
  'send_oct',
  'mailbox_len',
  'heap_size',
  'reductions',
  'is_bridge',
  'mountpoint',
];

const DEFAULT =
  'connected,username,ip_address,proto_name,proto_ver,clean_start,connected_at,node,subscriptions_cnt,mqueue_len';

/** The chosen columns, separated by commas. The client id is always shown. */
const chosen = remembered<string>('columns', (text) => text ?? DEFAULT);

export const chosenColumns = (): readonly string[] => [
  'clientid',
  ...chosen.value.split(',').filter((name) => name !== ''),
];

export const resetColumns = (): void => {
  chosen.value = DEFAULT;
};

/** Shows or hides a column; the others keep their order. @param all every column there is. */
export function toggleColumn(name: string, all: readonly string[]): void {
  const names = chosenColumns();
  const next = names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
  const order = [...all, ...next.filter((each) => !all.includes(each))];
  chosen.value = order.filter((each) => each !== 'clientid' && next.includes(each)).join(',');
}

/** Every column: the known members, and those that only these rows have. */
export const allColumns = (rows: readonly Row[]): readonly string[] => [
  ...new Set([...MEMBERS, ...rows.slice(0, 20).flatMap(Object.keys)]),
];

/** Members that are numbers of a size: they are aligned at the right. */
export const isNumeric = (name: string): boolean =>
  /^(port|proto_ver|keepalive|expiry_interval|inflight|awaiting_rel|mailbox_len|heap_size|reductions|mqueue_\w+|max_\w+|(recv|send)_[\w.]+|subscriptions_cnt)$/.test(
    name,
  );
