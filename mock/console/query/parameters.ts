/** A query parameter of `GET /clients`, as the form offers it. */
export interface QueryParameter {
  readonly name: string;
  /** What its value looks like, for a hint in the empty field. */
  readonly example?: string;
  /** Values to choose from; others may be typed, too. */
  readonly values?: readonly string[];
  readonly kind: 'text' | 'number' | 'time';
}

const text = (name: string, example: string): QueryParameter => ({ name, example, kind: 'text' });
const choice = (name: string, ...values: readonly string[]): QueryParameter => ({
  name,
  values,
  kind: 'text',
});
const time = (name: string): QueryParameter => ({ name, kind: 'time' });

/** The 14 filters and the two parameters that page, in the order of the documents' table. */
export const PARAMETERS: readonly QueryParameter[] = [
  text('clientid', 'emqx_c_1'),
  text('username', 'user'),
  text('zone', 'external'),
  text('ip_address', '10.0.0.1'),
  choice('conn_state', 'connected', 'idle', 'disconnected'),
  choice('clean_start', 'true', 'false'),
  choice('proto_name', 'MQTT', 'CoAP', 'LwM2M', 'MQTT-SN', 'MQIsdp'),
  { name: 'proto_ver', kind: 'number', values: ['3', '4', '5'] },
  text('_like_clientid', 'emqx_'),
  text('_like_username', 'us'),
  time('_gte_created_at'),
  time('_lte_created_at'),
  time('_gte_connected_at'),
  time('_lte_connected_at'),
  { name: '_page', kind: 'number', example: '1' },
  { name: '_limit', kind: 'number', example: '10000' },
];
