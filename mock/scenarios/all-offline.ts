import { fleetOf, offlineSince } from './fleet.js';
import type { Scenario } from './scenario.js';

export const allOffline: Scenario = {
  name: 'all-offline',
  story:
    'Every client has left a session behind and is away: the list is full, and nobody is connected.',
  clients: { usual: 50, adjustable: true },
  state: (setting) =>
    fleetOf(setting).map((client, index) => {
      const away = offlineSince(setting.now, index + 1);
      return {
        ...client,
        ...away,
        proto_name: 'MQTT',
        created_at: Math.min(client.created_at, away.connected_at),
      };
    }),
};
