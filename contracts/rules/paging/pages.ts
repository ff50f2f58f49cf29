import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { countRows, quote, rowKey } from '../shared/list-request.js';
import { defineRules } from '../shared/define-rules.js';
import { checkListOrSample } from '../shared/small-broker.js';
import { checkPages, CLAUSE, describePage, limitsFor, pageQuery } from './walk-pages.js';
import { deviateInOrder, orderDependsOnNode } from './order-by-node.js';
import { idOf } from '../../http/list-response.js';

async function checkAllPages(ctx: RuleContext, rows: readonly ClientRow[]): Promise<void> {
  for (const limit of limitsFor(rows.length)) {
    await checkPages(ctx, { filters: {}, limit, rows });
  }
}

/** For a large broker: three short pages have the rows of a long page that does not change. */
async function checkFirstPages(ctx: RuleContext): Promise<void> {
  const [size, long] = [100, 300];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const before = await ctx.list({ _limit: long });
    const pages = [];
    for (const page of [1, 2, 3]) pages.push(await ctx.list(pageQuery({}, page, size)));
    const after = await ctx.list({ _limit: long });
    const expected = before.rows.map(rowKey);
    if (expected.join() !== after.rows.map(rowKey).join()) {
      if (await orderDependsOnNode(ctx, {})) return;
      ctx.recheck();
      continue;
    }
    for (const [index, { rows, exchange }] of pages.entries()) {
      ctx.expect(rows.length === size, {
        deviation: 'page-size',
        message: `${describePage({}, index + 1, size)} has ${countRows(rows)}, though more follow`,
        expected: size,
        got: rows.length,
        at: 'data',
        exchange,
      });
    }
    const rows = pages.flatMap((page) => page.rows);
    const keys = rows.map(rowKey);
    const repeated = rows.find((_, index) => keys.indexOf(keys[index] ?? '') !== index);
    const other = rows.find((_, index) => !expected.includes(keys[index] ?? ''));
    const wrong = repeated ?? other;
    if (!wrong) return;
    const client = `client ${quote(idOf(wrong))}`;
    const last = pages.at(-1);
    await deviateInOrder(
      ctx,
      {},
      {
        deviation: repeated ? 'rows-repeat' : 'rows-are-missing',
        message: `pages 1 to 3 with limit ${size} ${repeated ? `repeat ${client}` : `have ${client}, which is not among the first ${long}`}`,
        expected: `the first ${long} clients`,
        got: idOf(wrong),
        at: 'data',
        ...(last && { exchange: last.exchange }),
      },
    );
    return;
  }
  ctx.skip('Clients came or went during each of three attempts.');
}

export const pageRules = defineRules([
  {
    id: 'paging/pages',
    title: 'All pages except the last are full, share no client, and together are the whole list',
    level: 'MUST',
    clause: `${CLAUSE}; decisions.md #12, #28`,
    run: checkListOrSample(checkAllPages, checkFirstPages),
  },
]);
