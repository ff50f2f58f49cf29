import { PROTOCOLS } from '../seed/archetype.js';
import { clientOf } from './fleet.js';
import type { Scenario } from './scenario.js';

const OF_EACH = 5;

export const mixedProtocols: Scenario = {
  name: 'mixed-protocols',
  story:
    'MQTT 3.1, 3.1.1 and 5.0, CoAP, LwM2M and MQTT-SN share one list: an MQTT 3.1 client says MQIsdp, and version 1 is three protocols.',
  clients: { usual: OF_EACH * PROTOCOLS.length, adjustable: false },
  state: ({ now }) =>
    PROTOCOLS.flatMap(({ proto_name, proto_ver }) =>
      Array.from({ length: OF_EACH }, (_, index) => {
        const clientid = `${proto_name.toLowerCase()}-${proto_ver}-${index + 1}`;
        return clientOf(clientid, now, { proto_name, proto_ver });
      }),
    ),
};
