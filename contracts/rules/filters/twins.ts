import type { Rule } from '../../rule/rule.js';
import { quote, sayAnswer } from '../shared/list-request.js';
import { defineRule } from '../shared/define-rule.js';
import { plainClients, short } from '../shared/known-clients.js';
import { selector } from '../shared/filter-table.js';
import { equal, found, matching, type Pair, TWINS } from './combined-filters.js';

const twins = defineRule({
  id: 'filters/twins',
  title: 'An exact filter and its _like_ twin both apply',
  level: 'SHOULD',
  clause: 'decisions.md #13',
  needs: ['fixtures'],
  run: async (ctx) => {
    for (const [exact, like] of TWINS) {
      const clients = plainClients(ctx).filter(
        (client) => selector(exact).of(client) !== undefined,
      );
      const value = clients.map((client) => String(selector(exact).of(client)))[0];
      if (value === undefined) continue;
      const inside = value.slice(Math.max(0, value.length - 6), -1);
      for (const part of [`${ctx.prefix}nobody`, inside]) {
        const filters: readonly Pair[] = [
          [exact, value],
          [like, part],
        ];
        const beside: readonly Pair[] =
          exact === 'username' ? [['_like_clientid', ctx.prefix]] : [];
        const { ids, answer } = await found(ctx, filters, beside);
        const expected = matching(ctx, filters);
        if (answer.kind === 'rows' && equal(ids, expected)) continue;
        const overrides = equal(ids, matching(ctx, [[exact, value]]));
        ctx.deviate({
          deviation: overrides ? 'exact-overrides-like' : 'is-not-and',
          message: overrides
            ? `${exact} silently overrides ${like}: clients are found that do not contain ${quote(short(ctx, part))}`
            : `${exact} and ${like} together find ${sayAnswer(answer)}`,
          expected: [...expected].sort(),
          got: answer.kind === 'rows' ? [...ids].sort() : sayAnswer(answer),
          at: `${exact}, ${like}`,
          exchange: answer.exchange,
        });
      }
    }
  },
});

export const twinFilterRules: readonly Rule[] = [twins];
