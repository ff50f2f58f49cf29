import type { FixtureClient } from '../../test-clients/test-client.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';

/** The documents' table of query parameters of GET /clients, without the two of paging. */
export const FILTER_NAMES = [
  'clientid',
  'username',
  'zone',
  'ip_address',
  'conn_state',
  'clean_start',
  'proto_name',
  'proto_ver',
  '_like_clientid',
  '_like_username',
  '_gte_created_at',
  '_lte_created_at',
  '_gte_connected_at',
  '_lte_connected_at',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** How a filter compares a client's value with the one asked for. */
export type Comparison = 'equal' | 'same-number' | 'contains' | 'at-least' | 'at-most';

/** One of the 14 filters of the list: what it looks at, and what it must find. */
export interface Selector {
  readonly parameter: FilterName;
  readonly comparison: Comparison;
  /** What a fixture has there; `undefined`: nothing (no user name, not shown). */
  of(this: void, client: FixtureClient): string | number | undefined;
  /** What a row of anybody's shows there; `undefined` where a row does not tell. */
  ofRow(this: void, row: ClientRow, ctx: RuleContext): string | number | undefined;
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const printed = (value: unknown): string | undefined =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;

/** A row shows a client without a user name as this text (decisions.md #21). */
const NO_USERNAME = 'undefined';
const usernameOfRow = (row: ClientRow): string | undefined =>
  row['username'] === NO_USERNAME ? undefined : text(row['username']);

const time = (
  parameter: FilterName,
  comparison: Comparison,
  of: Selector['of'],
  member: string,
): Selector => ({
  parameter,
  comparison,
  of,
  ofRow: (row, ctx) => ctx.seconds(row[member]),
});

const createdAt = (client: FixtureClient): number => client.createdAt;
const connectedAt = (client: FixtureClient): number => client.connectedAt;

export const SELECTORS: readonly Selector[] = [
  {
    parameter: 'clientid',
    comparison: 'equal',
    of: (client) => client.clientid,
    ofRow: (row) => text(row['clientid']),
  },
  {
    parameter: 'username',
    comparison: 'equal',
    of: (client) => client.username,
    ofRow: usernameOfRow,
  },
  {
    parameter: 'zone',
    comparison: 'equal',
    of: (client) => client.zone,
    ofRow: (row) => text(row['zone']),
  },
  {
    parameter: 'ip_address',
    comparison: 'equal',
    of: (client) => client.ipAddress,
    ofRow: (row) => text(row['ip_address']),
  },
  {
    parameter: 'conn_state',
    comparison: 'equal',
    of: (client) => client.connState,
    // The answer has no such field; a client is `connected` exactly in that state.
    ofRow: (row) => (row['connected'] === true ? 'connected' : undefined),
  },
  {
    parameter: 'clean_start',
    comparison: 'equal',
    of: (client) => String(client.clean),
    ofRow: (row) => printed(row['clean_start']),
  },
  {
    parameter: 'proto_name',
    comparison: 'equal',
    of: (client) => client.protoName,
    ofRow: (row) => text(row['proto_name']),
  },
  {
    parameter: 'proto_ver',
    comparison: 'equal',
    of: (client) => String(client.version),
    ofRow: (row) => printed(row['proto_ver']),
  },
  {
    parameter: '_like_clientid',
    comparison: 'contains',
    of: (client) => client.clientid,
    ofRow: (row) => text(row['clientid']),
  },
  {
    parameter: '_like_username',
    comparison: 'contains',
    of: (client) => client.username ?? '',
    ofRow: (row) => usernameOfRow(row) ?? '',
  },
  time('_gte_created_at', 'at-least', createdAt, 'created_at'),
  time('_lte_created_at', 'at-most', createdAt, 'created_at'),
  time('_gte_connected_at', 'at-least', connectedAt, 'connected_at'),
  time('_lte_connected_at', 'at-most', connectedAt, 'connected_at'),
];

/** The selector of a parameter. */
export function selector(parameter: FilterName): Selector {
  const found = SELECTORS.find((each) => each.parameter === parameter);
  if (!found) throw new Error(`Failed to find the filter ${parameter}.`);
  return found;
}

/** Whether a client that has `value` is to be found with `wanted`. */
export function selects(
  comparison: Comparison,
  value: string | number | undefined,
  wanted: string,
): boolean {
  if (value === undefined) return false;
  switch (comparison) {
    case 'equal':
      return String(value) === wanted;
    case 'same-number':
      return Number(value) === Number(wanted);
    case 'contains':
      return String(value).includes(wanted);
    case 'at-least':
      return Number(value) >= Number(wanted);
    case 'at-most':
      return Number(value) <= Number(wanted);
  }
}
