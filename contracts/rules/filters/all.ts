import type { FixtureClient } from '../../test-clients/test-client.js';
import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { plainClients } from '../shared/known-clients.js';
import { UNKNOWN_ADDRESS, UNKNOWN_PROTO_VER, UNKNOWN_ZONE } from '../shared/safe-values.js';
import { type FilterName, SELECTORS } from '../shared/filter-table.js';
import { isTwins, judgeTogether, type Pair } from './combined-filters.js';

const FAR_FUTURE = '9999999999';

/** One value for each filter that this client has. */
function allOf(ctx: RuleContext, client: FixtureClient): readonly Pair[] {
  return SELECTORS.flatMap((filter): readonly Pair[] => {
    const value = filter.of(client);
    if (value === undefined || Number.isNaN(value)) return [];
    switch (filter.comparison) {
      case 'contains':
        return [[filter.parameter, String(value).slice(-5)]];
      case 'at-most':
        return [[filter.parameter, String(Number(value) + 1)]];
      default:
        return [[filter.parameter, String(value)]];
    }
  });
}

/** For each filter, a value that excludes every client. */
const EXCLUDING: Readonly<Record<FilterName, string>> = {
  clientid: 'emqx-contract-nobody',
  username: 'emqx-contract-nobody',
  zone: UNKNOWN_ZONE,
  ip_address: UNKNOWN_ADDRESS,
  conn_state: 'idle',
  clean_start: 'false',
  proto_name: 'LwM2M',
  proto_ver: UNKNOWN_PROTO_VER,
  _like_clientid: 'emqx-contract-nobody',
  _like_username: 'emqx-contract-nobody',
  _gte_created_at: FAR_FUTURE,
  _lte_created_at: '0',
  _gte_connected_at: FAR_FUTURE,
  _lte_connected_at: '0',
};

const together = defineRule({
  id: 'filters/all-at-once',
  title:
    'All 14 filters at once find the one client that matches them all, and no client if one does not match',
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, every row; decisions.md #13`,
  needs: ['fixtures', 'usernames'],
  run: async (ctx) => {
    const client = plainClients(ctx).find(
      ({ username, clean, connState }) =>
        username !== undefined && clean && connState === 'connected',
    );
    if (!client) return ctx.skip('This run has no connected clean client with a user name.');
    const all = allOf(ctx, client);
    await judgeTogether(ctx, all, []);
    for (const [parameter] of all) {
      const others = all.filter(
        ([name]) => name !== parameter && !isTwins(name, parameter) && !isTwins(parameter, name),
      );
      const excluding: Pair = [parameter, EXCLUDING[parameter]];
      await judgeTogether(ctx, [...others, excluding], []);
    }
  },
});

export const allFilterRules: readonly Rule[] = [together];
