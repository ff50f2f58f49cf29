import { clientOf } from './fleet.js';
import type { Scenario } from './scenario.js';

const IN_THE_SECOND = 40;

export const sameSecond: Scenario = {
  name: 'same-second',
  description:
    'Forty clients connect within one second, one just before it and one just after: no time filter can separate the forty.',
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
