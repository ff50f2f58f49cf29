import type { FixtureClient } from '../../test-clients/test-client.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { type FilterPair, plainClients } from '../shared/known-clients.js';
import {
  UNKNOWN_ADDRESS,
  UNKNOWN_NAME,
  UNKNOWN_PROTO_VER,
  UNKNOWN_ZONE,
} from '../shared/safe-values.js';
import { type FilterName, FILTERS } from '../shared/filter-table.js';
import { areTwins, checkCombined } from './combined-filters.js';
import { FAR_FUTURE } from '../times/time-filters.js';

/** All filters, with values that the client matches. */
const matchingPairs = (client: FixtureClient): readonly FilterPair[] =>
  FILTERS.flatMap(({ parameter, comparison, clientValue }): readonly FilterPair[] => {
    const value = clientValue(client);
    if (value === undefined || Number.isNaN(value)) return [];
    if (comparison === 'contains') return [[parameter, String(value).slice(-5)]];
    return [[parameter, String(comparison === 'at-most' ? Number(value) + 1 : value)]];
  });

/** For each filter, a value that the chosen client does not match. */
const OTHER_VALUES: Readonly<Record<FilterName, string>> = {
  clientid: UNKNOWN_NAME,
  username: UNKNOWN_NAME,
  zone: UNKNOWN_ZONE,
  ip_address: UNKNOWN_ADDRESS,
  conn_state: 'idle',
  clean_start: 'false',
  proto_name: 'LwM2M',
  proto_ver: UNKNOWN_PROTO_VER,
  _like_clientid: UNKNOWN_NAME,
  _like_username: UNKNOWN_NAME,
  _gte_created_at: FAR_FUTURE,
  _lte_created_at: '0',
  _gte_connected_at: FAR_FUTURE,
  _lte_connected_at: '0',
};

export const allFilterRules = defineRules([
  {
    id: 'filters/all-at-once',
    title:
      'All 14 filters at once find the one client that matches them all, and no client if one filter does not match',
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, every row; decisions.md #13`,
    needs: ['fixtures', 'usernames'],
    run: async (ctx) => {
      const client = plainClients(ctx).find(
        ({ username, clean, connState }) =>
          username !== undefined && clean && connState === 'connected',
      );
      if (!client) return ctx.skip('This run has no connected clean client with a user name.');
      const all = matchingPairs(client);
      await checkCombined(ctx, all);
      for (const [parameter] of all) {
        const others = all.filter(([name]) => name !== parameter && !areTwins(name, parameter));
        await checkCombined(ctx, [...others, [parameter, OTHER_VALUES[parameter]]]);
      }
    },
  },
]);
