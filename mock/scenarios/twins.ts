import { nodeNames } from '../seed/names.js';
import { clientOf, createFleet } from './fleet.js';
import type { Scenario } from './scenario.js';

const [first = '', second = ''] = nodeNames(2);

export const twins: Scenario = {
  name: 'twins',
  description:
    'One client id is connected to two nodes, as after a net split: a lookup by id returns two rows, and a kick ends both.',
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
