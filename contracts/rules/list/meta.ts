import { jsonExcerpt } from '../../shared/json.js';
import { listPath } from '../../http/list-response.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { UNKNOWN_NAME } from '../shared/safe-values.js';
import { QUERIES } from './envelope.js';

/** A filter that finds nothing, so that a large limit costs a large broker nothing. */
const NO_CLIENT = { clientid: UNKNOWN_NAME };

/** Page and limit to request, with and without a filter. */
const PAGES = [
  ...[{}, { clean_start: 'true' }].flatMap((filter) => [
    { ...filter, _page: 1, _limit: 10 },
    { ...filter, _page: 2, _limit: 3 },
    { ...filter, _page: 7, _limit: 1 },
    { ...filter, _page: 1, _limit: 1000 },
  ]),
  // Above the default limit.
  { ...NO_CLIENT, _page: 1, _limit: 10001 },
  { ...NO_CLIENT, _page: 3, _limit: 100000 },
];

export const metaRules = defineRules([
  {
    id: 'list/echo',
    title: 'meta repeats the requested page and limit',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, rows meta.page, meta.limit; decisions.md #11`,
    run: async (ctx) => {
      for (const query of PAGES) {
        const { meta } = await ctx.list(query);
        const filtered = Object.keys(query).length > 2 ? ' and a filter' : '';
        for (const name of ['page', 'limit'] as const) {
          const asked = query[`_${name}`];
          ctx.expect(meta[name] === asked, {
            deviation: `${name}-is-not-repeated`,
            message: `the request has _${name}=${asked}${filtered}, but meta.${name} is ${jsonExcerpt(meta[name])}`,
            expected: asked,
            got: meta[name],
            at: `meta.${name}`,
          });
        }
      }
    },
  },
  {
    id: 'list/defaults',
    title: 'Without _page and _limit, the list is page 1 with limit 10000',
    level: 'SHOULD',
    clause: `${LIST_TABLE}, response example (limit 10000); decisions.md #5`,
    run: async (ctx) => {
      for (const [query, page, limit] of [
        [NO_CLIENT, 1, 10000],
        [{ ...NO_CLIENT, _page: 2 }, 2, 10000],
        [{ ...NO_CLIENT, _limit: 5 }, 1, 5],
      ] as const) {
        const { meta } = await ctx.list(query);
        ctx.expect(meta['page'] === page && meta['limit'] === limit, {
          deviation: 'other-defaults',
          message: `GET ${listPath(query)} is answered with meta.page ${jsonExcerpt(meta['page'])} and meta.limit ${jsonExcerpt(meta['limit'])}`,
          expected: { page, limit },
          got: { page: meta['page'], limit: meta['limit'] },
          at: 'meta',
        });
      }
    },
  },
  {
    id: 'list/hasnext',
    title: 'meta.hasnext is true or false',
    level: 'SHOULD',
    clause: `${LIST_TABLE}, response example; decisions.md #7`,
    run: async (ctx) => {
      for (const query of QUERIES) {
        const { hasnext } = (await ctx.list(query)).meta;
        ctx.expect(typeof hasnext === 'boolean', {
          deviation: hasnext === undefined ? 'is-missing' : 'is-not-boolean',
          message: `GET ${listPath(query)}: meta.hasnext is ${jsonExcerpt(hasnext)}`,
          expected: 'true or false',
          got: hasnext,
          at: 'meta.hasnext',
        });
      }
    },
  },
]);
