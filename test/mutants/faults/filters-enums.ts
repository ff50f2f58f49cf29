import type { Mutant } from '../mutant.js';
import { withFilter } from '../seams/dialect.js';
import { readValueAs } from '../seams/request.js';
import { comparing } from '../seams/rows.js';

/** Filters with listed values, and the protocol's version. */
export const enumFilters: readonly Mutant[] = [
  {
    name: 'conn-state-without-offline',
    description: 'conn_state=disconnected finds nobody: offline sessions are forgotten.',
    named: /conn_state .*'disconnected' misses/,
    breaks: comparing('conn_state', ({ conn_state: state }, wanted) => {
      return state === wanted && state !== 'disconnected';
    }),
  },
  {
    name: 'conn-state-inverted',
    description: 'conn_state=connected finds the disconnected clients, and the other way round.',
    named: /conn_state .*'connected' (?:misses|finds)/,
    breaks: readValueAs('conn_state', (value) =>
      value === 'connected' ? 'disconnected' : value === 'disconnected' ? 'connected' : value,
    ),
  },
  {
    name: 'conn-state-offline-is-idle',
    description: 'Offline sessions are found as idle, not as disconnected.',
    named: /conn_state .*'idle' finds/,
    breaks: comparing('conn_state', ({ conn_state: state }, wanted) => {
      return wanted === (state === 'disconnected' ? 'idle' : state);
    }),
  },
  {
    name: 'conn-state-disconnected-finds-idle',
    description: 'conn_state=disconnected finds the idle clients as well.',
    named: /conn_state='idle' and conn_state='disconnected' both find/,
    breaks: comparing('conn_state', ({ conn_state: state }, wanted) => {
      return state === wanted || (wanted === 'disconnected' && state === 'idle');
    }),
    clients: 150,
  },
  {
    name: 'clean-start-inverted',
    description: 'clean_start=true finds the clients that kept their session.',
    named: /clean_start .*'true' (?:misses|finds)/,
    breaks: readValueAs('clean_start', (value) =>
      value === 'true' ? 'false' : value === 'false' ? 'true' : value,
    ),
  },
  {
    name: 'clean-start-any-text-is-true',
    description: 'clean_start=false is taken for true, as any text that is not empty.',
    named: /clean_start .*'false' (?:misses|finds)/,
    breaks: readValueAs('clean_start', (value) => (value === 'false' ? 'true' : value)),
  },
  {
    name: 'clean-start-from-expiry',
    description:
      'clean_start is read off the expiry interval: persistent clients that are online are missed.',
    named: /clean_start .*(?:misses|finds)/,
    breaks: comparing('clean_start', (client, wanted) => {
      return String(client.conn_state === 'connected') === wanted;
    }),
  },
  {
    name: 'proto-name-mqtt-finds-3.1',
    description: 'proto_name=MQTT finds the MQTT 3.1 clients too, whose protocol is MQIsdp.',
    named: /proto_name .*'MQTT' finds/,
    breaks: comparing('proto_name', ({ proto_name: name }, wanted) => {
      return name === wanted || (wanted === 'MQTT' && name === 'MQIsdp');
    }),
  },
  {
    name: 'proto-name-refuses-mqisdp',
    description: 'proto_name=MQIsdp is refused, though MQTT 3.1 clients have that protocol.',
    named: /proto_name .*'MQIsdp' is answered with HTTP 400/,
    breaks: withFilter('proto_name', { values: ['MQTT', 'CoAP', 'LwM2M', 'MQTT-SN'] }),
  },
  {
    name: 'proto-name-prefix',
    description: 'proto_name=MQTT finds every protocol that begins with it, MQTT-SN too.',
    named: /proto_name.*MQTT/,
    breaks: comparing('proto_name', ({ proto_name: name }, wanted) => name.startsWith(wanted)),
    clients: 150,
  },
  {
    name: 'proto-ver-as-text',
    description: 'proto_ver is compared as text: 04 does not find version 4.',
    named: /proto_ver is compared as text/,
    breaks: comparing('proto_ver', ({ proto_ver: version }, wanted) => String(version) === wanted),
  },
  {
    name: 'proto-ver-at-least',
    description: 'proto_ver finds the clients of that version and of later ones.',
    named: /proto_ver .*'3' finds/,
    breaks: withFilter('proto_ver', { operator: 'gte' }),
  },
  {
    name: 'proto-ver-3-is-4',
    description: 'MQTT 3.1 and 3.1.1 are one version to the filter proto_ver.',
    named: /proto_ver .*'(?:3|4)' (?:finds|misses)/,
    breaks: comparing('proto_ver', ({ proto_ver: version }, wanted) => {
      return Math.max(4, version) === Math.max(4, Number(wanted)) && Number(wanted) > 2;
    }),
  },
  {
    name: 'proto-ver-5-finds-nothing',
    description: 'proto_ver works for all versions but 5.',
    named: /proto_ver .*'5' misses/,
    breaks: comparing('proto_ver', ({ proto_ver: version }, wanted) => {
      return version === Number(wanted) && version !== 5;
    }),
  },
];
