import { CLIENT_KEYS } from '../core/client.js';
import { METRIC_NAMES } from '../core/endpoints/metric-names.js';
import { BEHAVIOURS } from '../core/releases/behaviours.js';

/** Members of nodes, brokers, subscriptions, routes and caches of the paths beside `/clients`. */
const OF_COMPANIONS = [
  'access',
  'connections',
  'datetime',
  'live_connections',
  'load1',
  'load15',
  'load5',
  'max_fds',
  'memory_total',
  'memory_used',
  'name',
  'node_status',
  'otp_release',
  'process_available',
  'process_used',
  'qos',
  'result',
  'sysdescr',
  'topic',
  'updated_time',
  'uptime',
  'version',
];

const STATS = [
  'channels',
  'connections',
  'live_connections',
  'retained',
  'routes',
  'sessions',
  'suboptions',
  'subscribers',
  'subscriptions',
  'subscriptions.shared',
  'topics',
].flatMap((name) => [`${name}.count`, `${name}.max`]);

const OF_DATA: ReadonlySet<string> = new Set([
  ...CLIENT_KEYS,
  ...BEHAVIOURS.extraFields.steps.flatMap(({ value }) => Object.keys(value)),
  'disconnected_at',
  ...OF_COMPANIONS,
  ...STATS,
  ...METRIC_NAMES,
  '*',
]);

const OF_ANSWERS: ReadonlySet<string> = new Set([
  'code',
  'message',
  'data',
  '*',
  ...['page', 'limit', 'hasnext', 'count', '*'].map((name) => `meta.${name}`),
]);

/**
 * The name of a member in a usage file: `meta.count`, `data.clientid`; `data.*` is the list of the
 * members of a row. `undefined`: no answer of any release has it, and its name may be a value.
 */
export function memberName(member: string): string | undefined {
  if (OF_ANSWERS.has(member)) return member;
  const [, name] = /^data\.(?:stats\.|metrics\.)?(.+)$/s.exec(member) ?? [];
  return name !== undefined && OF_DATA.has(name) ? member : undefined;
}
