import { nodeNames } from '../seed/names.js';
import { clientOf, fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

const [home = '', away = ''] = nodeNames(2);

export const twins: Scenario = {
  name: 'twins',
  story:
    'One client id is connected to two nodes, as after a net split: a look-up by id returns two rows, and a kick ends both.',
  clients: { usual: 12, adjustable: false },
  state(setting) {
    const { now } = setting;
    return [
      ...fleetOf({ ...setting, clients: 10 }),
      clientOf('twin', now, { node: home, connected_at: now - 3_600_000 }),
      clientOf('twin', now, { node: away, ip_address: '10.12.50.7', port: 50_123 }),
    ];
  },
};
