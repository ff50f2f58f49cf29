import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { defineRule } from '../shared/define-rule.js';
import { CLAUSE, limitsFor, onList } from './scope.js';
import { judgeWalk, pageQuery, rowKey, sayPage } from '../shared/walk-pages.js';

const pages = defineRule({
  id: 'paging/pages',
  title: 'The pages are full up to the last, have no client in common, and are together the list',
  level: 'MUST',
  clause: `${CLAUSE}; decisions.md #12, #28`,
  needs: [],
  run: (ctx) =>
    onList(
      ctx,
      async (rows) => {
        for (const limit of limitsFor(rows.length))
          await judgeWalk(ctx, { filters: {}, limit, rows });
      },
      () => judgeSample(ctx),
    ),
});

/** Of a large broker: three short pages are the one long page, which did not move meanwhile. */
async function judgeSample(ctx: RuleContext): Promise<void> {
  const [size, long] = [100, 300];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const before = await ctx.list({ _limit: long });
    const parts = [];
    for (const page of [1, 2, 3]) parts.push(await ctx.list(pageQuery({}, page, size)));
    const after = await ctx.list({ _limit: long });
    if (before.rows.map(rowKey).join() !== after.rows.map(rowKey).join()) continue;
    const whole = new Set(before.rows.map(rowKey));
    const together = parts.flatMap(({ rows }) => rows.map(rowKey));
    const last = parts.at(-1);
    for (const [index, part] of parts.entries()) {
      ctx.expect(part.rows.length === size, {
        deviation: 'page-size',
        message: `${sayPage({}, index + 1, size)} has ${part.rows.length} rows, though more follow`,
        expected: size,
        got: part.rows.length,
        at: 'data',
        exchange: part.exchange,
      });
    }
    const repeated = together.find((key, index) => together.indexOf(key) !== index);
    const strange = together.find((key) => !whole.has(key));
    ctx.expect(repeated === undefined && strange === undefined, {
      deviation: repeated === undefined ? 'rows-are-missing' : 'rows-repeat',
      message: `pages 1 to 3 of limit ${size} ${repeated === undefined ? 'have' : 'repeat'} client ${repeated ?? strange ?? ''}${repeated === undefined ? `, which is not among the first ${long}` : ''}`,
      expected: `the first ${long} clients`,
      got: repeated ?? strange,
      at: 'data',
      ...(last && { exchange: last.exchange }),
    });
    return;
  }
  ctx.skip('Clients came or went during each of three attempts.');
}

export const pageRules: readonly Rule[] = [pages];
