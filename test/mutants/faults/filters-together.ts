import { createMatchers, isMatch } from '../../../mock/core/query/match.js';
import { MQUEUE_FILTERS } from '../../../mock/core/query/parameters.js';
import { parseQuery } from '../../../mock/core/query/parse.js';
import type { Engine } from '../../support/in-process/engine.js';
import { type Mutation, mutantsOf } from '../mutant.js';
import { withDialect } from '../seams/dialect.js';
import {
  isFiltered,
  isList,
  isPaging,
  type Pairs,
  pairsOf,
  readPairsAs,
  withPairs,
} from '../seams/request.js';
import { answerFrom } from '../seams/rows.js';

const filtersOf = (pairs: Pairs): Pairs => pairs.filter((pair) => !isPaging(pair));
const pagingOf = (pairs: Pairs): Pairs => pairs.filter(isPaging);
const has = (pairs: Pairs, name: string): boolean => pairs.some(([key]) => key === name);

/** A client is found if any filter matches. */
function either(engine: Engine): ReturnType<Mutation> {
  return (request) => {
    const pairs = pairsOf(request);
    const parsed = parseQuery(pairs, engine.dialect.query);
    if (!isList(request) || !parsed.ok || !isFiltered(request)) return engine.handle(request);
    const matchers = createMatchers(parsed.query.filters, engine.dialect.query);
    if (matchers.length === 0) return engine.handle(request);
    const rows = [...engine.state.store].filter((row) =>
      matchers.some((matcher) => isMatch(matcher, row)),
    );
    return answerFrom(engine, withPairs(request, pagingOf(pairs)), rows);
  };
}

/** Filters that work alone, but not combined. */
export const filtersTogether = mutantsOf({
  'filters-or': [
    'Several filters find the clients that match any of them, not all.',
    /match either filter \(OR\)/,
    either,
  ],
  'last-filter-wins': [
    'Of several filters only the last one applies.',
    /only \S+ is applied|is ignored when combined/,
    readPairsAs((pairs) => [...filtersOf(pairs).slice(-1), ...pagingOf(pairs)]),
  ],
  'first-filter-wins': [
    'Of several filters only the first one applies.',
    /only \S+ is applied|is ignored when combined/,
    readPairsAs((pairs) => [...filtersOf(pairs).slice(0, 1), ...pagingOf(pairs)]),
  ],
  'third-filter-ignored': [
    'The third of several filters is ignored.',
    /and \d+ more: the answer has other clients than those that match every filter/,
    readPairsAs((pairs) => [...filtersOf(pairs).slice(0, 2), ...pagingOf(pairs)]),
  ],
  'clientid-overrides-all': [
    'clientid overrides all other filters.',
    /only clientid is applied|ignored when combined/,
    readPairsAs((pairs) =>
      has(pairs, 'clientid') ? pairs.filter(([key]) => key === 'clientid') : pairs,
    ),
  ],
  'exact-overrides-like': [
    'An exact filter silently overrides its _like_ twin.',
    /silently overrides _like_/,
    readPairsAs((pairs) =>
      pairs.filter(([key]) => !key.startsWith('_like_') || !has(pairs, key.slice('_like_'.length))),
    ),
  ],
  'proto-ver-ignored-beside-username': [
    'proto_ver is ignored if there is a username filter.',
    /proto_ver is ignored when combined|only username is applied/,
    readPairsAs((pairs) =>
      has(pairs, 'username') ? pairs.filter(([key]) => key !== 'proto_ver') : pairs,
    ),
  ],
  'unknown-parameter-refused': [
    'A query parameter that is not documented is refused.',
    /unknown parameter \S+ is answered with HTTP 400/,
    (engine) => (request) =>
      isList(request) && pairsOf(request).some(([key]) => key === 'emqx_contract')
        ? engine.dialect.answers.badQuery([
            { parameter: 'emqx_contract', value: '', reason: 'unknown', expected: 'a known one' },
          ])
        : engine.handle(request),
  ],
  'mqueue-is-a-filter': [
    'The undocumented parameter _gte_mqueue_len is a filter.',
    /_gte_mqueue_len, which is not documented, acts as a filter/,
    withDialect(({ query }) => ({
      query: { ...query, filters: [...query.filters, ...MQUEUE_FILTERS] },
    })),
  ],
  'node-is-a-filter': [
    'The undocumented parameter node is a filter.',
    /unknown parameter node acts as a filter/,
    withDialect(({ query }) => ({
      query: {
        ...query,
        filters: [
          ...query.filters,
          { name: 'node', operator: 'exact', field: 'node', kind: 'text' },
        ],
      },
    })),
  ],
  'filter-lost-on-page-2': [
    'The filter applies only to the first page.',
    /page 2 with limit \d+ and filters? \S+/,
    readPairsAs((pairs) =>
      pairs.some(([key, value]) => key === '_page' && value !== '1') ? pagingOf(pairs) : pairs,
    ),
  ],
});
