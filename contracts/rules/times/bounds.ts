import { defineRules } from '../shared/define-rules.js';
import { checkFilter } from '../shared/check-filter.js';
import { filterFor } from '../shared/filter-table.js';
import { timeFilterBugs } from './time-filter-bugs.js';
import { FAR_FUTURE, FAR_PAST, secondsToTest, TIME_FILTERS } from './time-filters.js';

export const timeBoundRules = defineRules(
  TIME_FILTERS.map(({ parameter, field, isUpper, opposite, otherField, clause }) => ({
    id: `times/${parameter}`,
    title: `${parameter} takes Unix seconds and finds exactly the clients whose ${field} is that second or ${isUpper ? 'earlier' : 'later'}`,
    level: 'MUST',
    clause,
    needs: ['fixtures', 'utc-offset'],
    run: async (ctx) => {
      const seconds = secondsToTest(ctx, field);
      const middle = seconds[seconds.length >> 1];
      if (middle === undefined) {
        return ctx.skip(`The broker shows no ${field} in the documented form.`);
      }
      const around = seconds.flatMap((second) => [second - 1, second, second + 1]);
      const milliseconds = middle * 1000 + 999;
      await checkFilter(ctx, {
        filter: filterFor(parameter),
        values: [...around.map(String), '0', FAR_PAST, FAR_FUTURE, String(milliseconds)],
        bugs: timeFilterBugs(filterFor(parameter), filterFor(opposite), filterFor(otherField)),
      });
    },
  })),
);
