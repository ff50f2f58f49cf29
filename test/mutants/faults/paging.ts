import type { MockResponse } from '../../../mock/core/request-response.js';
import { type Mutation, mutantsOf } from '../mutant.js';
import { editing, type Members } from '../seams/answer.js';
import {
  isFiltered,
  isList,
  isPaging,
  paging,
  type Pairs,
  pairsOf,
  readPairsAs,
  withPairs,
} from '../seams/request.js';
import { answerFrom, seeing } from '../seams/rows.js';

const set = (pairs: Pairs, name: string, value: number): Pairs => [
  ...pairs.filter(([key]) => key !== name),
  [name, String(value)],
];
const rowsOf = (json: Members): unknown[] => json['data'] as unknown[];
/** Whether page and limit are valid. */
const isPage = (pairs: Pairs): boolean =>
  pairs.filter(isPaging).every(([, value]) => /^[1-9]\d*$/.test(value));

const withPageInMeta = (answer: MockResponse, page: number): MockResponse => ({
  ...answer,
  body: answer.body.replace(/"page":\d+/, `"page":${page}`),
});

/** Answers with another page, under the number of the requested one. */
const takingPage =
  (read: (page: number, isGiven: boolean) => number): Mutation =>
  (engine) =>
  (request) => {
    const pairs = pairsOf(request);
    if (!isList(request) || !isPage(pairs)) return engine.handle(request);
    const page = paging(request, '_page');
    const isGiven = pairs.some(([key]) => key === '_page');
    const asked = withPairs(request, set(pairs, '_page', read(page, isGiven)));
    return withPageInMeta(engine.handle(asked), page);
  };

/** Cuts a page out of all rows that match. */
const cutting =
  (cut: (rows: unknown[], page: number, limit: number) => unknown[]): Mutation =>
  (engine) =>
    editing((json, request) => {
      const filters = pairsOf(request).filter((pair) => !isPaging(pair));
      const all = JSON.parse(engine.handle(withPairs(request, filters)).body) as Members;
      json['data'] = cut(rowsOf(all), paging(request, '_page'), paging(request, '_limit'));
    }, isList)(engine);

export const pages = mutantsOf({
  'page-zero-based': [
    'Pages are numbered from 0: page 1 is the second one.',
    /page 1 with limit|the list does not show|miss/,
    takingPage((page, isGiven) => (isGiven ? page + 1 : 1)),
  ],
  'page-ignored': [
    'Every page is the first.',
    /repeats client|was not on an earlier page/,
    takingPage(() => 1),
  ],
  'pages-overlap': [
    'Each page begins with the last row of the page before.',
    /repeats client/,
    cutting((rows, page, limit) => {
      const start = (page - 1) * limit - (page > 1 && limit > 1 ? 1 : 0);
      return rows.slice(start, start + limit);
    }),
  ],
  'page-drops-its-last-row': [
    'A full page lacks its last row.',
    /has \d+ rows?, not \d+/,
    editing((json, request) => {
      if (rowsOf(json).length === paging(request, '_limit')) rowsOf(json).pop();
    }, isList),
  ],
  'list-drops-its-last-row': [
    'The list lacks its last client, which is counted and can be looked up.',
    /misses client|does not show it|count \d+/,
    editing((json) => {
      if ((json['meta'] as Members)['hasnext'] === false) rowsOf(json).pop();
    }, isList),
  ],
  'page-one-row-too-many': [
    'A page has one row more than the limit.',
    /has \d+ rows?, not \d+/,
    cutting((rows, page, limit) => rows.slice((page - 1) * limit, page * limit + 1)),
  ],
  'order-changes-each-time': [
    'Each request starts the list at another client.',
    /order of clients is not stable|repeats client/,
    (engine) => {
      let turn = 0;
      return seeing((rows) => {
        turn = (turn + 7) % Math.max(1, rows.length);
        return [...rows.slice(turn), ...rows.slice(0, turn)];
      })(engine);
    },
  ],
  'order-depends-on-the-limit': [
    'With an odd limit, the list is reversed.',
    /order of clients is not stable/,
    seeing((rows, request) => (paging(request, '_limit') % 2 === 1 ? rows.toReversed() : rows)),
  ],
  'cut-before-filtering': [
    'Filters apply to a page of the whole list: pages are short.',
    /filters? \S+ has \d+ rows?, not \d+|misses/,
    (engine) => (request) => {
      const pairs = pairsOf(request);
      if (!isList(request) || !isFiltered(request) || !isPage(pairs)) return engine.handle(request);
      const limit = paging(request, '_limit');
      const start = (paging(request, '_page') - 1) * limit;
      const rows = engine.state.store.slice(start, limit);
      return answerFrom(engine, withPairs(request, set(pairs, '_page', 1)), rows);
    },
  ],
  'limit-capped-at-50': [
    'A limit above 50 means 50.',
    /has 50 rows|limit is 50|request has _limit=/,
    readPairsAs((pairs) =>
      pairs.map(([key, value]) => [key, key === '_limit' && Number(value) > 50 ? '50' : value]),
    ),
  ],
  'limit-capped-silently': [
    'A page has at most 60 rows, but meta.limit repeats the limit.',
    /ends with row 60: is the limit capped\?/,
    editing((json, request) => {
      if (paging(request, '_limit') < 10_000) json['data'] = rowsOf(json).slice(0, 60);
    }, isList),
  ],
  'limit-ignored': [
    '_limit is ignored: every page has up to 10000 rows.',
    /request has _limit=\d+|has \d+ rows?, not/,
    readPairsAs((pairs) => (isPage(pairs) ? pairs.filter(([key]) => key !== '_limit') : pairs)),
  ],
  'past-the-end-repeats-the-last-page': [
    'A page past the end repeats the last page.',
    /past the end|repeats client/,
    (engine) => (request) => {
      const answer = engine.handle(request);
      if (!isList(request) || answer.status !== 200) return answer;
      const json = JSON.parse(answer.body) as {
        meta: { count: number; limit: number; page: number };
      };
      const { count, limit, page } = json.meta;
      const last = Math.max(1, Math.ceil(count / limit));
      if (page <= last) return answer;
      const asked = withPairs(request, set(pairsOf(request), '_page', last));
      return withPageInMeta(engine.handle(asked), page);
    },
  ],
  'kick-reverses-the-list': [
    'Each kick reverses the list, so that pages repeat rows.',
    /after a kick, page \d with limit \d .*repeats client|kicked between two pages/,
    (engine) => {
      let turned = false;
      engine.state.listeners.add({
        kicked: () => (turned = !turned),
        reset: () => undefined,
      });
      return seeing((rows) => (turned ? rows.toReversed() : rows))(engine);
    },
  ],
});
