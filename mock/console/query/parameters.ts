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

/** The 14 filters of the documents, in the order of their table. */
const FILTERS: readonly QueryParameter[] = [
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
];

const PAGING: readonly QueryParameter[] = [
  { name: '_page', kind: 'number', example: '1' },
  { name: '_limit', kind: 'number', example: '10000' },
];

/** @param filters the filters of the dialect: releases from 4.3.15 on have more than the documents. */
export function parametersOf(
  filters: readonly { readonly name: string; readonly kind: string }[] = [],
): readonly QueryParameter[] {
  const more = filters.filter(({ name }) => FILTERS.every((each) => each.name !== name));
  return [
    ...FILTERS,
    ...more.map(({ name, kind }): QueryParameter => ({
      name,
      kind: kind === 'integer' ? 'number' : kind === 'time' ? 'time' : 'text',
    })),
    ...PAGING,
  ];
}
