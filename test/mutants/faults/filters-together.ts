import { createMatchers } from '../../../mock/core/query/match.js';
import { parseQuery } from '../../../mock/core/query/parse.js';
import type { Engine } from '../../support/in-process/engine.js';
import type { Mutant } from '../mutant.js';
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

/** Whichever filter matches, it is enough. */
function either(engine: Engine): ReturnType<NonNullable<Mutant['breaks']>> {
  return (request) => {
    const pairs = pairsOf(request);
    const parsed = parseQuery(pairs, engine.dialect.query);
    if (!isList(request) || !parsed.ok || !isFiltered(request)) return engine.handle(request);
    const matchers = createMatchers(parsed.query.filters, engine.dialect.query);
    if (matchers.length === 0) return engine.handle(request);
    const rows = [...engine.state.store].filter((row) =>
      matchers.some(({ matches }) => matches(row)),
    );
    return answerFrom(engine, withPairs(request, pagingOf(pairs)), rows);
  };
}

/** Filters that each work alone, and not together. */
export const filtersTogether: readonly Mutant[] = [
  {
    name: 'filters-or',
    description: 'Several filters find the clients that match any of them, not all.',
    named: /match either filter \(OR\)/,
    breaks: either,
  },
  {
    name: 'last-filter-wins',
    description: 'Of several filters only the last one applies.',
    named: /only \S+ is applied|is ignored beside/,
    breaks: readPairsAs((pairs) => [...filtersOf(pairs).slice(-1), ...pagingOf(pairs)]),
  },
  {
    name: 'first-filter-wins',
    description: 'Of several filters only the first one applies.',
    named: /only \S+ is applied|is ignored beside/,
    breaks: readPairsAs((pairs) => [...filtersOf(pairs).slice(0, 1), ...pagingOf(pairs)]),
  },
  {
    name: 'third-filter-ignored',
    description: 'Two filters apply together; a third is ignored.',
    named: /and \d+ more: finds other clients than those that match every filter/,
    breaks: readPairsAs((pairs) => [...filtersOf(pairs).slice(0, 2), ...pagingOf(pairs)]),
  },
  {
    name: 'clientid-overrides-all',
    description: 'Beside clientid every other filter is ignored.',
    named: /only clientid is applied|ignored beside/,
    breaks: readPairsAs((pairs) =>
      has(pairs, 'clientid') ? pairs.filter(([key]) => key === 'clientid') : pairs,
    ),
  },
  {
    name: 'exact-overrides-like',
    description: 'An exact filter silently overrides its _like_ twin.',
    named: /silently overrides _like_/,
    breaks: readPairsAs((pairs) =>
      pairs.filter(([key]) => !key.startsWith('_like_') || !has(pairs, key.slice('_like_'.length))),
    ),
  },
  {
    name: 'proto-ver-ignored-beside-username',
    description: 'proto_ver is ignored where username stands beside it.',
    named: /proto_ver is ignored beside|only username is applied/,
    breaks: readPairsAs((pairs) =>
      has(pairs, 'username') ? pairs.filter(([key]) => key !== 'proto_ver') : pairs,
    ),
  },
  {
    name: 'unknown-parameter-refused',
    description: 'A query parameter that is not documented is refused.',
    named: /unknown parameter \S+ is answered with HTTP 400/,
    breaks: (engine) => (request) =>
      isList(request) && pairsOf(request).some(([key]) => key === 'emqx_contract')
        ? engine.dialect.answers.badQuery([
            { parameter: 'emqx_contract', value: '', reason: 'unknown', expected: 'a known one' },
          ])
        : engine.handle(request),
  },
  {
    name: 'node-is-a-filter',
    description: 'The undocumented parameter node filters.',
    named: /unknown parameter node acts as a filter/,
    breaks: withDialect(({ query }) => ({
      query: {
        ...query,
        filters: [
          ...query.filters,
          { name: 'node', operator: 'exact', field: 'node', kind: 'text' },
        ],
      },
    })),
  },
  {
    name: 'filter-lost-on-page-2',
    description: 'The filter applies to the first page only; later pages are of the whole list.',
    named: /page 2 of limit \d+ under/,
    breaks: readPairsAs((pairs) =>
      pairs.some(([key, value]) => key === '_page' && value !== '1') ? pagingOf(pairs) : pairs,
    ),
  },
];
