import { PROTOCOLS } from '../seed/archetype.js';
import { clientOf, createFleet, offlineSince } from './fleet.js';
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
      createFleet(options).map((client) => ({ ...client, username: null })),
  },
  {
    name: 'all-offline',
    description:
      'Every client is offline and has left a session: the list is full, but no client is connected.',
    clients: { defaultCount: 50, adjustable: true },
    createClients: (options) =>
      createFleet(options).map((client, index) => {
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
      'MQTT 3.1, 3.1.1 and 5.0, CoAP, LwM2M and MQTT-SN share one list: an MQTT 3.1 client has the name MQIsdp, and version 1 is three protocols.',
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
