import { mutantsOf } from '../mutant.js';
import { withFilter } from '../seams/dialect.js';
import { readValueAs } from '../seams/request.js';
import { comparing, comparingText } from '../seams/rows.js';

/** Filters with listed values, and proto_ver. */
export const enumFilters = mutantsOf({
  'conn-state-without-offline': [
    'conn_state=disconnected finds no client.',
    /conn_state .*'disconnected' misses/,
    comparingText('conn_state', (shown, wanted) => shown === wanted && shown !== 'disconnected'),
  ],
  'conn-state-inverted': [
    'conn_state=connected finds the disconnected clients, and vice versa.',
    /conn_state .*'connected' (?:misses|finds)/,
    readValueAs('conn_state', (value) =>
      value === 'connected' ? 'disconnected' : value === 'disconnected' ? 'connected' : value,
    ),
  ],
  'conn-state-offline-is-idle': [
    'Offline sessions are found as idle, not as disconnected.',
    /conn_state .*'idle' finds/,
    comparingText(
      'conn_state',
      (shown, wanted) => wanted === (shown === 'disconnected' ? 'idle' : shown),
    ),
  ],
  'conn-state-disconnected-finds-idle': [
    'conn_state=disconnected finds the idle clients as well.',
    /conn_state='idle' and conn_state='disconnected' both find/,
    comparingText(
      'conn_state',
      (shown, wanted) => shown === wanted || (wanted === 'disconnected' && shown === 'idle'),
    ),
    150,
  ],
  'clean-start-inverted': [
    'clean_start=true finds the clients that kept their session.',
    /clean_start .*'true' (?:misses|finds)/,
    readValueAs('clean_start', (value) =>
      value === 'true' ? 'false' : value === 'false' ? 'true' : value,
    ),
  ],
  'clean-start-any-text-is-true': [
    'clean_start=false means true, as does any text that is not empty.',
    /clean_start .*'false' (?:misses|finds)/,
    readValueAs('clean_start', (value) => (value === 'false' ? 'true' : value)),
  ],
  'clean-start-from-expiry': [
    'clean_start=false finds only the clients that are not connected.',
    /clean_start .*(?:misses|finds)/,
    comparing('clean_start', (client, wanted) => {
      return String(client.conn_state === 'connected') === wanted;
    }),
  ],
  'proto-name-mqtt-finds-3.1': [
    'proto_name=MQTT finds the MQTT 3.1 clients too, whose protocol is MQIsdp.',
    /proto_name .*'MQTT' finds/,
    comparingText(
      'proto_name',
      (shown, wanted) => shown === wanted || (wanted === 'MQTT' && shown === 'MQIsdp'),
    ),
  ],
  'proto-name-refuses-mqisdp': [
    'proto_name=MQIsdp is refused, although MQTT 3.1 clients have that protocol.',
    /proto_name .*'MQIsdp' is answered with HTTP 400/,
    withFilter('proto_name', { values: ['MQTT', 'CoAP', 'LwM2M', 'MQTT-SN'] }),
  ],
  'proto-name-prefix': [
    'proto_name=MQTT finds every protocol that begins with it, MQTT-SN too.',
    /proto_name.*MQTT/,
    comparingText('proto_name', (shown, wanted) => shown.startsWith(wanted)),
    150,
  ],
  'proto-ver-as-text': [
    'proto_ver compares strings: 04 does not find version 4.',
    /proto_ver is compared as text/,
    comparingText('proto_ver', (shown, wanted) => shown === wanted),
  ],
  'proto-ver-at-least': [
    'proto_ver finds the clients of that version and of later ones.',
    /proto_ver .*'3' finds/,
    withFilter('proto_ver', { operator: 'gte' }),
  ],
  'proto-ver-3-is-4': [
    'proto_ver does not distinguish MQTT 3.1 and 3.1.1.',
    /proto_ver .*'(?:3|4)' (?:finds|misses)/,
    comparingText(
      'proto_ver',
      (shown, wanted) =>
        Math.max(4, Number(shown)) === Math.max(4, Number(wanted)) && Number(wanted) > 2,
    ),
  ],
  'proto-ver-5-finds-nothing': [
    'proto_ver works for all versions but 5.',
    /proto_ver .*'5' misses/,
    comparingText(
      'proto_ver',
      (shown, wanted) => Number(shown) === Number(wanted) && shown !== '5',
    ),
  ],
});
