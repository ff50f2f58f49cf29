import { fleetOf } from './fleet.js';
import type { Scenario } from './scenario.js';

export const noUsernames: Scenario = {
  name: 'no-usernames',
  story:
    'Nobody gave a user name: the API sends the text "undefined" for it, which no filter finds.',
  clients: { usual: 50, adjustable: true },
  state: (setting) => fleetOf(setting).map((client) => ({ ...client, username: null })),
};
