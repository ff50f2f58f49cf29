import { CONN_STATES } from '../client.js';
import type { ColumnField } from '../chunk/chunk.js';

/** How a filter compares: `=`, substring, `>=`, `<=`, as a topic with a topic filter. */
type FilterOperator = 'exact' | 'like' | 'gte' | 'lte' | 'match';

/** What a filter's value must be; `atom` is text to the documents and a symbol to a broker. */
type ValueKind = 'text' | 'atom' | 'ip' | 'integer' | 'time';

/** A filter of GET /clients: a row of the documents' table of query parameters. */
export interface FilterParameter {
  readonly name: string;
  readonly operator: FilterOperator;
  readonly field: ColumnField | 'subscriptions';
  readonly kind: ValueKind;
  /** The values that the documents list, plus those that a decision adds. */
  readonly values?: readonly string[];
}

/** MQIsdp is not in the documents' list, and is what an MQTT 3.1 client has (decisions.md#29). */
const PROTO_NAMES = ['MQTT', 'CoAP', 'LwM2M', 'MQTT-SN', 'MQIsdp'] as const;

/** The 14 filters, in the order of the documents' table. */
export const FILTERS = [
  { name: 'clientid', operator: 'exact', field: 'clientid', kind: 'text' },
  { name: 'username', operator: 'exact', field: 'username', kind: 'text' },
  { name: 'zone', operator: 'exact', field: 'zone', kind: 'atom' },
  { name: 'ip_address', operator: 'exact', field: 'ip_address', kind: 'ip' },
  {
    name: 'conn_state',
    operator: 'exact',
    field: 'conn_state',
    kind: 'atom',
    values: CONN_STATES,
  },
  {
    name: 'clean_start',
    operator: 'exact',
    field: 'clean_start',
    kind: 'atom',
    values: ['true', 'false'],
  },
  {
    name: 'proto_name',
    operator: 'exact',
    field: 'proto_name',
    kind: 'text',
    values: PROTO_NAMES,
  },
  { name: 'proto_ver', operator: 'exact', field: 'proto_ver', kind: 'integer' },
  { name: '_like_clientid', operator: 'like', field: 'clientid', kind: 'text' },
  { name: '_like_username', operator: 'like', field: 'username', kind: 'text' },
  { name: '_gte_created_at', operator: 'gte', field: 'created_at', kind: 'time' },
  { name: '_lte_created_at', operator: 'lte', field: 'created_at', kind: 'time' },
  { name: '_gte_connected_at', operator: 'gte', field: 'connected_at', kind: 'time' },
  { name: '_lte_connected_at', operator: 'lte', field: 'connected_at', kind: 'time' },
] as const satisfies readonly FilterParameter[];

/** Filters of real brokers from 4.3.15 on, which the documents do not know (decisions.md#31). */
export const MQUEUE_FILTERS = [
  { name: '_gte_mqueue_len', operator: 'gte', field: 'mqueue_len', kind: 'integer' },
  { name: '_lte_mqueue_len', operator: 'lte', field: 'mqueue_len', kind: 'integer' },
  { name: '_gte_mqueue_dropped', operator: 'gte', field: 'mqueue_dropped', kind: 'integer' },
  { name: '_lte_mqueue_dropped', operator: 'lte', field: 'mqueue_dropped', kind: 'integer' },
] as const satisfies readonly FilterParameter[];

/** The filters of `GET /subscriptions`, which the documents do not know (decisions.md#44). */
export const SUBSCRIPTION_FILTERS = [
  { name: 'clientid', operator: 'exact', field: 'subscriptions', kind: 'text' },
  { name: 'topic', operator: 'exact', field: 'subscriptions', kind: 'text' },
  { name: 'share', operator: 'exact', field: 'subscriptions', kind: 'text' },
  {
    name: 'qos',
    operator: 'exact',
    field: 'subscriptions',
    kind: 'integer',
    values: ['0', '1', '2'],
  },
  { name: '_match_topic', operator: 'match', field: 'subscriptions', kind: 'text' },
] as const satisfies readonly FilterParameter[];

/** The two parameters that page (decisions.md#5: their defaults). */
export const PAGING = { _page: 1, _limit: 10_000 } as const;
export type PagingName = keyof typeof PAGING;
