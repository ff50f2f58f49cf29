import type { Rule } from '../../rule/rule.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { probe } from '../shared/check-filter.js';
import { type FilterName, selector } from '../shared/filter-table.js';
import { timeHypotheses } from './time-filter-bugs.js';
import { BOUNDS, FAR_FUTURE, FAR_PAST, FIELDS, secondsToAsk } from './seconds.js';

const boundRules = FIELDS.flatMap((field) =>
  BOUNDS.map((bound) => {
    const parameter: FilterName = `_${bound}_${field}`;
    const twin: FilterName = `_${bound === 'gte' ? 'lte' : 'gte'}_${field}`;
    const other: FilterName = `_${bound}_${field === 'created_at' ? 'connected_at' : 'created_at'}`;
    return defineRule({
      id: `times/${parameter}`,
      title: `${parameter} takes Unix seconds and finds exactly the clients whose ${field} is that second or ${bound === 'gte' ? 'later' : 'earlier'}`,
      level: 'MUST',
      clause: `${LIST_TABLE}, query parameters, row ${parameter}; decisions.md #${bound === 'gte' ? 1 : 2}, #3`,
      needs: ['fixtures', 'utc-offset'],
      run: async (ctx) => {
        const seconds = secondsToAsk(ctx, field);
        if (seconds.length === 0)
          return ctx.skip(`The broker shows no ${field} in the documented form.`);
        const inMilliseconds = String((seconds[seconds.length >> 1] ?? 0) * 1000 + 999);
        await probe(ctx, {
          selector: selector(parameter),
          values: [
            ...seconds.flatMap((second) => [second - 1, second, second + 1].map(String)),
            '0',
            FAR_PAST,
            FAR_FUTURE,
            inMilliseconds,
          ],
          hypotheses: timeHypotheses(selector(parameter), selector(twin), selector(other)),
        });
      },
    });
  }),
);

export const timeBoundRules: readonly Rule[] = boundRules;
