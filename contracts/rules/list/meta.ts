import { listPath } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { said } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { QUERIES } from './envelope.js';

const echo = defineRule({
  id: 'list/echo',
  title: 'meta repeats the page and the limit that were asked for',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, rows meta.page, meta.limit; decisions.md #11`,
  needs: [],
  run: async (ctx) => {
    const filters: readonly Readonly<Record<string, string>>[] = [{}, { clean_start: 'true' }];
    const sizes = [
      [1, 10],
      [2, 3],
      [7, 1],
      [1, 1000],
    ] as const;
    for (const filter of filters) {
      for (const [page, limit] of sizes) await expectEcho(ctx, filter, page, limit);
    }
    // Over the default; beside a filter that finds nothing, so that it costs a big broker nothing.
    await expectEcho(ctx, { clientid: 'emqx-contract-nobody' }, 1, 10001);
    await expectEcho(ctx, { clientid: 'emqx-contract-nobody' }, 3, 100000);
  },
});

async function expectEcho(
  ctx: RuleContext,
  filter: Readonly<Record<string, string>>,
  page: number,
  limit: number,
): Promise<void> {
  const { meta, exchange } = await ctx.list({ ...filter, _page: page, _limit: limit });
  for (const [name, asked] of [
    ['page', page],
    ['limit', limit],
  ] as const) {
    ctx.expect(meta[name] === asked, {
      deviation: `${name}-is-not-repeated`,
      message: `_${name}=${asked}${Object.keys(filter).length > 0 ? ' beside a filter' : ''} was asked for, but meta.${name} is ${said(meta[name])}`,
      expected: asked,
      got: meta[name],
      at: `meta.${name}`,
      exchange,
    });
  }
}

const defaults = defineRule({
  id: 'list/defaults',
  title: 'Without _page and _limit, the list is page 1 of 10000 rows a page',
  level: 'SHOULD',
  clause: `${LIST_TABLE}, response example (limit 10000); decisions.md #5`,
  needs: [],
  run: async (ctx) => {
    const nobody = { clientid: 'emqx-contract-nobody' };
    for (const [query, page, limit] of [
      [nobody, 1, 10000],
      [{ ...nobody, _page: 2 }, 2, 10000],
      [{ ...nobody, _limit: 5 }, 1, 5],
    ] as const) {
      const { meta, exchange } = await ctx.list(query);
      ctx.expect(meta['page'] === page && meta['limit'] === limit, {
        deviation: 'other-defaults',
        message: `GET ${listPath(query)} is answered as page ${said(meta['page'])} of limit ${said(meta['limit'])}`,
        expected: { page, limit },
        got: { page: meta['page'], limit: meta['limit'] },
        at: 'meta',
        exchange,
      });
    }
  },
});

const hasnext = defineRule({
  id: 'list/hasnext',
  title: 'meta.hasnext is there, and is true or false',
  level: 'SHOULD',
  clause: `${LIST_TABLE}, response example; decisions.md #7`,
  needs: [],
  run: async (ctx) => {
    for (const query of QUERIES) {
      const { meta, exchange } = await ctx.list(query);
      ctx.expect(typeof meta['hasnext'] === 'boolean', {
        deviation: meta['hasnext'] === undefined ? 'is-missing' : 'is-not-boolean',
        message: `GET ${listPath(query)}: meta.hasnext is ${said(meta['hasnext'])}`,
        expected: 'true or false',
        got: meta['hasnext'],
        at: 'meta.hasnext',
        exchange,
      });
    }
  },
});

export const metaRules: readonly Rule[] = [echo, defaults, hasnext];
