import { PROTOCOLS } from '../seed/archetype.js';
import { nodeNames } from '../seed/names.js';
import { changedFleet, clientOf, createFleet, offlineSince } from './fleet.js';
import type { Scenario } from './scenario.js';

const OF_EACH = 5;

/** Clients that share an unusual value of a field. */
export const unusualFields: readonly Scenario[] = [
  {
    name: 'no-usernames',
    description:
      'No client gave a user name: the API sends the text "undefined" for it, which no filter finds.',
    clients: { defaultCount: 50, adjustable: true },
    createClients: (options) =>
      changedFleet(createFleet(options), (client) => ({ ...client, username: null })),
  },
  {
    name: 'all-offline',
    description:
      'Every client is offline but has a session: the list is full, and no client is connected.',
    clients: { defaultCount: 50, adjustable: true },
    createClients: (options) =>
      changedFleet(createFleet(options), (client, index) => {
        const offline = offlineSince(options.now, index + 1);
        return {
          ...client,
          ...offline,
          proto_name: 'MQTT',
          created_at: Math.min(client.created_at, offline.connected_at),
        };
      }),
  },
  {
    name: 'mixed-protocols',
    description:
      'MQTT 3.1, 3.1.1 and 5.0, CoAP, LwM2M and MQTT-SN share one list: an MQTT 3.1 client has the name MQIsdp, and version 1 exists in three protocols.',
    clients: { defaultCount: OF_EACH * PROTOCOLS.length, adjustable: false },
    createClients: ({ now }) =>
      PROTOCOLS.flatMap(({ proto_name, proto_ver }) =>
        Array.from({ length: OF_EACH }, (_, index) => {
          const clientid = `${proto_name.toLowerCase()}-${proto_ver}-${index + 1}`;
          return clientOf(clientid, now, { proto_name, proto_ver });
        }),
      ),
  },
];

const [first = '', second = ''] = nodeNames(2);

export const twins: Scenario = {
  name: 'twins',
  description:
    'One client id is connected to two nodes, as after a network split: a lookup by id returns two rows, and a kick ends both.',
  clients: { defaultCount: 12, adjustable: false },
  createClients(settings) {
    const { now } = settings;
    return [
      ...createFleet({ ...settings, clients: 10 }),
      clientOf('twin', now, { node: first, connected_at: now - 3_600_000 }),
      clientOf('twin', now, { node: second, ip_address: '10.12.50.7', port: 50_123 }),
    ];
  },
};

const IN_THE_SECOND = 40;

export const sameSecond: Scenario = {
  name: 'same-second',
  description:
    'Forty clients connect within one second, one just before it and one just after: a time filter returns all forty or none.',
  clients: { defaultCount: IN_THE_SECOND + 2, adjustable: false },
  createClients({ now }) {
    const second = Math.floor(now / 1000) * 1000 - 60_000;
    const at = (clientid: string, connected_at: number) =>
      clientOf(clientid, now, { connected_at });
    return [
      at('before', second - 1),
      ...Array.from({ length: IN_THE_SECOND }, (_, index) =>
        at(`burst-${String(index + 1).padStart(2, '0')}`, second + index * 25),
      ),
      at('after', second + 1000),
    ];
  },
};
