import type { Mutant } from '../mutant.js';
import { withDialect } from '../seams/dialect.js';
import { editingMeta, type Members } from '../seams/answer.js';
import { isFiltered, readPairsAs } from '../seams/request.js';

const rowCount = (json: Members): number => (json['data'] as unknown[]).length;
const number = (value: unknown): number => Number(value);

/** What meta says of a page. */
export const pageMeta: readonly Mutant[] = [
  {
    name: 'hasnext-always-true',
    description: 'hasnext is always true.',
    named: /hasnext true, but no row follows|past the end, has 0 rows and hasnext true/,
    breaks: editingMeta((meta) => (meta['hasnext'] = true)),
  },
  {
    name: 'hasnext-always-false',
    description: 'hasnext is always false.',
    named: /hasnext false, but more rows follow/,
    breaks: editingMeta((meta) => (meta['hasnext'] = false)),
  },
  {
    name: 'hasnext-wrong-on-exact-multiple',
    description: 'hasnext is true on the last page where it is just full.',
    named: /hasnext true, but no row follows.*exact multiple/,
    breaks: editingMeta((meta, _request, json) => {
      meta['hasnext'] = rowCount(json) === meta['limit'];
    }),
  },
  {
    name: 'hasnext-wrong-under-a-filter',
    description: 'Under a filter hasnext is that of the whole list.',
    named: /under \S+ has hasnext (?:true|false)/,
    breaks: editingMeta((meta, _request, json) => {
      meta['hasnext'] = rowCount(json) > 0 && number(meta['page']) * number(meta['limit']) < 80;
    }, isFiltered),
  },
  {
    name: 'hasnext-missing',
    description: 'There is no hasnext.',
    named: /meta\.hasnext is missing/,
    breaks: editingMeta((meta) => delete meta['hasnext']),
  },
  {
    name: 'hasnext-as-text',
    description: 'hasnext is a text.',
    named: /meta\.hasnext is "(?:true|false)"/,
    breaks: editingMeta((meta) => (meta['hasnext'] = String(meta['hasnext']))),
  },
  {
    name: 'count-of-the-page',
    description: 'count is the number of rows of the page.',
    named: /counts the rows of the page/,
    breaks: editingMeta((meta, _request, json) => (meta['count'] = rowCount(json))),
  },
  {
    name: 'count-of-the-page-under-a-filter',
    description: 'Under a filter, count is the number of rows of the page.',
    named: /under \S+.*counts the rows of the page/,
    breaks: editingMeta((meta, _request, json) => (meta['count'] = rowCount(json)), isFiltered),
  },
  {
    name: 'count-of-the-unfiltered-list',
    description: 'Under a filter, count is still that of the whole list.',
    named: /under \S+.* says count \d+, but \d+ clients match/,
    breaks: (engine) =>
      editingMeta((meta) => (meta['count'] = engine.state.store.size), isFiltered)(engine),
  },
  {
    name: 'count-minus-one-under-a-filter',
    description: 'Under a filter, count is -1.',
    named: /says count -1/,
    breaks: withDialect(() => ({ countUnderFilter: -1 })),
  },
  {
    name: 'count-stale',
    description: 'count is what it was when the broker started.',
    named: /says count \d+, but (?:there are )?\d+ clients/,
    breaks: (engine) => {
      const { size } = engine.state.store;
      return editingMeta((meta) => (meta['count'] = size))(engine);
    },
  },
  {
    name: 'count-as-text',
    description: 'count is a text.',
    named: /meta\.count is "\d+"/,
    breaks: editingMeta((meta) => (meta['count'] = String(meta['count']))),
  },
  {
    name: 'page-echo-zero-based',
    description: 'meta.page counts from 0.',
    named: /_page=\d+ was asked for, but meta\.page is \d+/,
    breaks: editingMeta((meta) => (meta['page'] = number(meta['page']) - 1)),
  },
  {
    name: 'limit-echo-is-the-row-count',
    description: 'meta.limit is the number of rows that came.',
    named: /_limit=\d+ was asked for, but meta\.limit is \d+/,
    breaks: editingMeta((meta, _request, json) => (meta['limit'] = rowCount(json))),
  },
  {
    name: 'default-limit-100',
    description: 'Without _limit a page has 100 rows, not 10000.',
    named: /of limit 100\b/,
    breaks: readPairsAs((pairs) =>
      pairs.some(([key]) => key === '_limit') ? pairs : [...pairs, ['_limit', '100']],
    ),
  },
  {
    name: 'default-page-0',
    description: 'Without _page, meta says page 0.',
    named: /is answered as page 0/,
    breaks: editingMeta(
      (meta) => (meta['page'] = 0),
      ({ query = '' }) => !query.includes('_page='),
    ),
  },
];
