import type { Dialect } from '../core/releases/dialect.js';
import { splitQuery } from '../core/parse-request.js';
import { PAGING } from '../core/query/parameters.js';
import { readAsBroker } from '../core/query/parse-as-broker.js';
import { isKnown, nearestParameter, readValue } from '../core/query/parse.js';
import type { ParsedQuery, QueryPair } from '../core/query/query-types.js';
import { conditionOf, cut, wordsOf } from './describe-filter.js';
import type { ExplainedMeaning, ExplainedParameter } from './explanation.js';

/** The most parameters that are explained: a request line holds 100,000. */
const MOST_EXPLAINED = 1000;

/** Where each known name stands first, and last. */
interface NamePlaces {
  readonly first: ReadonlyMap<string, number>;
  readonly last: ReadonlyMap<string, number>;
}

function placesOf(pairs: readonly QueryPair[], { query: { filters } }: Dialect): NamePlaces {
  const [first, last] = [new Map<string, number>(), new Map<string, number>()];
  const known = new Set([...Object.keys(PAGING), ...filters.map(({ name }) => name)]);
  for (const [index, [name]] of pairs.entries()) {
    if (!known.has(name)) continue;
    if (!last.has(name)) first.set(name, index);
    last.set(name, index);
  }
  return { first, last };
}

/** How each parameter was read, in the order of the query string; of many, the first thousand. */
export function explainParameters(
  query: string,
  pairs: readonly QueryPair[],
  parsed: ParsedQuery | undefined,
  dialect: Dialect,
): ExplainedParameter[] {
  const parts = splitQuery(query, MOST_EXPLAINED);
  // The body's members, if a broker reads them, follow the query's.
  const problems = parsed && !parsed.ok ? [...parsed.problems] : [];
  const places = placesOf(pairs, dialect);
  return pairs.slice(0, MOST_EXPLAINED).map(([name, value], index) => {
    const part = index < parts.length ? parts[index] : undefined;
    const equals = part?.indexOf('=') ?? -1;
    const text = typeof value === 'string' ? value : null;
    const at = problems.findIndex(
      (problem) => problem.parameter === name && problem.value === text,
    );
    const [problem] = at === -1 ? [] : problems.splice(at, 1);
    const nearest = isKnown(name, dialect.query)
      ? undefined
      : nearestParameter(name, dialect.query);
    return {
      name: cut(name),
      raw: part === undefined || equals === -1 ? null : cut(part.slice(equals + 1)),
      value: text === null ? null : cut(text),
      ...(problem ? REFUSED : meaningOf([name, value], index, places, dialect)),
      ...(problem && { expected: problem.expected }),
      ...(nearest !== undefined && { nearest }),
    };
  });
}

type Meaning = Pick<ExplainedParameter, 'means' | 'meaning'>;

const REFUSED: Meaning = { means: 'is refused', meaning: { kind: 'refused' } };

const ignored = (means: string, why: 'unknown' | 'first counts' | 'last counts'): Meaning => ({
  means,
  meaning: { kind: 'ignored', why },
});

function meaningOf(
  [name, value]: QueryPair,
  index: number,
  { first, last }: NamePlaces,
  { query: rules }: Dialect,
): Meaning {
  const text = typeof value === 'string' ? value : '';
  const isBroker = rules.reading === 'broker';
  const again = first.get(name) !== index;
  if (Object.hasOwn(PAGING, name)) {
    if (isBroker && again) {
      return ignored('is ignored: the first of its name counts', 'first counts');
    }
    const isPage = name === '_page';
    const means = cut(isPage ? `asks for page ${text}` : `asks for ${text} rows a page`);
    return { means, meaning: { kind: isPage ? 'page' : 'limit' } };
  }
  const parameter = rules.filters.find((filter) => filter.name === name);
  if (!parameter) return ignored('is unknown, and ignored', 'unknown');
  const isLast = last.get(name) === index;
  if (isBroker && parameter.operator === 'exact' && !isLast) {
    return ignored('is ignored: the last of its name counts', 'last counts');
  }
  const twin = rules.filters.find(
    (one) => one.operator === 'exact' && one.field === parameter.field,
  );
  if (isBroker && parameter.operator === 'like' && twin && first.has(twin.name)) {
    const { field: by } = parameter;
    const meaning: ExplainedMeaning = { kind: 'ignored', why: 'disabled', by };
    return { means: `is ignored: ${by} is given too, and disables it`, meaning };
  }
  const read = isBroker ? readAsBroker(parameter, value) : readValue(parameter, value);
  if (!('filter' in read)) return REFUSED;
  const condition = conditionOf(read.filter, rules);
  const means = cut(`keeps clients whose ${wordsOf(read.filter, rules)}`);
  return { means, meaning: { kind: 'filter', condition } };
}
