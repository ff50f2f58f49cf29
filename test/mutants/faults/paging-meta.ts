import { mutantsOf } from '../mutant.js';
import { withDialect } from '../seams/dialect.js';
import { editingMeta, type Members } from '../seams/answer.js';
import { isFiltered, readPairsAs } from '../seams/request.js';

const rowCount = (json: Members): number => (json['data'] as unknown[]).length;
const number = (value: unknown): number => Number(value);

export const pageMeta = mutantsOf({
  'hasnext-always-true': [
    'hasnext is always true.',
    /hasnext true, but no row follows|past the end, has 0 rows and hasnext true/,
    editingMeta((meta) => (meta['hasnext'] = true)),
  ],
  'hasnext-always-false': [
    'hasnext is always false.',
    /hasnext false, but more rows follow/,
    editingMeta((meta) => (meta['hasnext'] = false)),
  ],
  'hasnext-wrong-on-exact-multiple': [
    'hasnext is true on a last page that is full.',
    /hasnext true, but no row follows.*exact multiple/,
    editingMeta((meta, _request, json) => (meta['hasnext'] = rowCount(json) === meta['limit'])),
  ],
  'hasnext-wrong-under-a-filter': [
    'With a filter, hasnext is that of the whole list.',
    /filters? \S+ has hasnext (?:true|false)/,
    editingMeta((meta, _request, json) => {
      meta['hasnext'] = rowCount(json) > 0 && number(meta['page']) * number(meta['limit']) < 80;
    }, isFiltered),
  ],
  'hasnext-missing': [
    'hasnext is missing.',
    /meta\.hasnext is missing/,
    editingMeta((meta) => delete meta['hasnext']),
  ],
  'hasnext-as-text': [
    'hasnext is a string.',
    /meta\.hasnext is "(?:true|false)"/,
    editingMeta((meta) => (meta['hasnext'] = String(meta['hasnext']))),
  ],
  'count-of-the-page': [
    'count is the number of rows of the page.',
    /counts the rows of the page/,
    editingMeta((meta, _request, json) => (meta['count'] = rowCount(json))),
  ],
  'count-of-the-page-under-a-filter': [
    'With a filter, count is the number of rows of the page.',
    /filters? \S+.*counts the rows of the page/,
    editingMeta((meta, _request, json) => (meta['count'] = rowCount(json)), isFiltered),
  ],
  'count-of-the-unfiltered-list': [
    'With a filter, count is that of the whole list.',
    /filters? \S+.* has meta\.count \d+, but \d+ clients match/,
    (engine) =>
      editingMeta((meta) => (meta['count'] = engine.state.store.size), isFiltered)(engine),
  ],
  'count-minus-one-under-a-filter': [
    'With a filter, count is -1.',
    /has meta\.count -1/,
    withDialect(() => ({ countUnderFilter: -1 })),
  ],
  'count-stale': [
    'count never changes after the start.',
    /has meta\.count \d+, but (?:there are )?\d+ clients/,
    (engine) => {
      const { size } = engine.state.store;
      return editingMeta((meta) => (meta['count'] = size))(engine);
    },
  ],
  'count-as-text': [
    'count is a string.',
    /meta\.count is "\d+"/,
    editingMeta((meta) => (meta['count'] = String(meta['count']))),
  ],
  'page-echo-zero-based': [
    'meta.page counts from 0.',
    /request has _page=\d+, but meta\.page is \d+/,
    editingMeta((meta) => (meta['page'] = number(meta['page']) - 1)),
  ],
  'limit-echo-is-the-row-count': [
    'meta.limit is the number of rows of the page.',
    /request has _limit=\d+, but meta\.limit is \d+/,
    editingMeta((meta, _request, json) => (meta['limit'] = rowCount(json))),
  ],
  'default-limit-100': [
    'Without _limit a page has 100 rows, not 10000.',
    /meta\.limit 100\b/,
    readPairsAs((pairs) =>
      pairs.some(([key]) => key === '_limit') ? pairs : [...pairs, ['_limit', '100']],
    ),
  ],
  'default-page-0': [
    'Without _page, meta says page 0.',
    /is answered with meta\.page 0/,
    editingMeta(
      (meta) => (meta['page'] = 0),
      ({ query = '' }) => !query.includes('_page='),
    ),
  ],
});
