import { describeAnswer } from '../shared/list-request.js';
import { defineRules } from '../shared/define-rules.js';
import {
  type FilterPair,
  matchingIds,
  plainClients,
  quoteId,
  sameIds,
  sortedIds,
} from '../shared/known-clients.js';
import { filterFor } from '../shared/filter-table.js';
import { findCombined, TWINS } from './combined-filters.js';
import { distinctValues } from './plain-values.js';

export const twinFilterRules = defineRules([
  {
    id: 'filters/twins',
    title: 'An exact filter and the _like_ filter of the same field both apply',
    level: 'SHOULD',
    clause: 'decisions.md #13',
    needs: ['fixtures'],
    run: async (ctx) => {
      for (const [exact, like] of TWINS) {
        const [value] = distinctValues(plainClients(ctx), filterFor(exact).clientValue);
        if (value === undefined) continue;
        const inside = value.slice(Math.max(0, value.length - 6), -1);
        for (const part of [`${ctx.prefix}nobody`, inside]) {
          const filters: readonly FilterPair[] = [
            [exact, value],
            [like, part],
          ];
          const scope = exact === 'username' ? { _like_clientid: ctx.prefix } : {};
          const { ids, answer } = await findCombined(ctx, filters, scope);
          const expected = matchingIds(ctx, filters);
          if (answer.kind === 'rows' && sameIds(ids, expected)) continue;
          const overrides = sameIds(ids, matchingIds(ctx, [[exact, value]]));
          ctx.deviate({
            deviation: overrides ? 'exact-overrides-like' : 'is-not-and',
            message: overrides
              ? `${exact} silently overrides ${like}: clients are found that do not contain ${quoteId(ctx, part)}`
              : `${exact} and ${like} together find ${describeAnswer(answer)}`,
            expected: sortedIds(expected),
            got: answer.kind === 'rows' ? sortedIds(ids) : describeAnswer(answer),
            at: `${exact}, ${like}`,
          });
        }
      }
    },
  },
]);
