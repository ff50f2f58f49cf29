import type { FixtureClient } from '../../test-clients/test-client.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';

/** How a filter compares a client's value with the requested one. */
export type Comparison = 'equal' | 'same-number' | 'contains' | 'at-least' | 'at-most';

type Value = string | number | undefined;

interface FilterWithName<Name> {
  readonly parameter: Name;
  readonly comparison: Comparison;
  /** The value that a test client has; `undefined`: none (no user name, not shown). */
  clientValue(this: void, client: FixtureClient): Value;
  /** The value that a row of any client shows; `undefined`: the row does not show it. */
  rowValue(this: void, row: ClientRow, ctx: RuleContext): Value;
}

const filter = <Name extends string>(
  parameter: Name,
  comparison: Comparison,
  clientValue: FilterWithName<Name>['clientValue'],
  rowValue: FilterWithName<Name>['rowValue'],
): FilterWithName<Name> => ({ parameter, comparison, clientValue, rowValue });

const text = (member: string) => (row: ClientRow) => {
  const value = row[member];
  return typeof value === 'string' ? value : undefined;
};

const scalar = (member: string) => (row: ClientRow) => {
  const value = row[member];
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

const time = (member: string) => (row: ClientRow, ctx: RuleContext) => ctx.seconds(row[member]);

/** A row shows a client without a user name as the text `undefined` (decisions.md #21). */
const username = (row: ClientRow): string | undefined =>
  row['username'] === 'undefined' ? undefined : text('username')(row);

/** A row does not show `conn_state`; `connected` is true in exactly one of the states. */
const connState = (row: ClientRow): string | undefined =>
  row['connected'] === true ? 'connected' : undefined;

/** The documents' query parameters of GET /clients, without the two of paging. */
export const FILTERS = [
  filter('clientid', 'equal', (client) => client.clientid, text('clientid')),
  filter('username', 'equal', (client) => client.username, username),
  filter('zone', 'equal', (client) => client.zone, text('zone')),
  filter('ip_address', 'equal', (client) => client.ipAddress, text('ip_address')),
  filter('conn_state', 'equal', (client) => client.connState, connState),
  filter('clean_start', 'equal', (client) => String(client.clean), scalar('clean_start')),
  filter('proto_name', 'equal', (client) => client.protoName, text('proto_name')),
  filter('proto_ver', 'equal', (client) => String(client.version), scalar('proto_ver')),
  filter('_like_clientid', 'contains', (client) => client.clientid, text('clientid')),
  filter(
    '_like_username',
    'contains',
    (client) => client.username ?? '',
    (row) => username(row) ?? '',
  ),
  filter('_gte_created_at', 'at-least', (client) => client.createdAt, time('created_at')),
  filter('_lte_created_at', 'at-most', (client) => client.createdAt, time('created_at')),
  filter('_gte_connected_at', 'at-least', (client) => client.connectedAt, time('connected_at')),
  filter('_lte_connected_at', 'at-most', (client) => client.connectedAt, time('connected_at')),
];

export type FilterName = (typeof FILTERS)[number]['parameter'];

/** One of the 14 filters of the list. */
export type Filter = FilterWithName<FilterName>;

export function filterFor(parameter: FilterName): Filter {
  const found = FILTERS.find((each) => each.parameter === parameter);
  if (!found) throw new Error(`There is no filter ${parameter}.`);
  return found;
}

/** Whether a filter must find a client that has `value` when asked for `wanted`. */
export function matches(comparison: Comparison, value: Value, wanted: string): boolean {
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
