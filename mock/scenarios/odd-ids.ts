import { clientOf } from './fleet.js';
import type { Scenario } from './scenario.js';

/** Each is a legal client id (MQTT 5.0, 3.1.3.1: UTF-8, anything but U+0000). */
export const ODD_IDS: readonly string[] = [
  'factory/line 1/robot',
  'a+b',
  '100%',
  '%2F',
  '50%25',
  'who?what=1&more#part',
  ' leading and trailing ',
  'semi;colon,comma',
  'back\\slash',
  '"quoted"',
  "o'hara",
  '<b>bold</b>',
  '.',
  '..',
  '*',
  '[a-z]+',
  '设备-01',
  'zürich',
  // These two look the same: é as one code point, and as e with a combining accent.
  'caf\u00e9',
  'cafe\u0301',
  '🚀',
  'right\u202eleft',
  'tab\there',
  'line\nbreak',
  'Device',
  'device',
  'undefined',
  'null',
  '0',
  '-1',
  '__proto__',
  'constructor',
  'clients',
  'x'.repeat(256),
];

export const oddIds: Scenario = {
  name: 'odd-ids',
  description:
    'Client ids contain slashes, percent signs, spaces, quotes, emoji and names like __proto__: a caller that does not encode them gets another client.',
  clients: { defaultCount: ODD_IDS.length, adjustable: false },
  createClients: ({ now }) => ODD_IDS.map((clientid) => clientOf(clientid, now)),
};
