import type { Dialect } from '../core/releases/dialect.js';
import { splitQuery } from '../core/parse-request.js';
import { PAGING } from '../core/query/parameters.js';
import { readAsBroker } from '../core/query/parse-as-broker.js';
import { isKnown, nearestParameter, readValue } from '../core/query/parse.js';
import type { ParsedQuery, QueryPair } from '../core/query/query-types.js';
import { truncate } from '../shared/truncate.js';
import { wordsOf } from './describe-filter.js';
import type { ExplainedParameter } from './explanation.js';

/** Values and names longer than this are cut. */
const MAX_TEXT = 200;

export const cut = (text: string): string => truncate(text, MAX_TEXT);

/** How each parameter was read, in the order of the query string. */
export function explainParameters(
  query: string,
  pairs: readonly QueryPair[],
  parsed: ParsedQuery | undefined,
  dialect: Dialect,
): ExplainedParameter[] {
  const parts = splitQuery(query);
  // The body's members, if a broker reads them, follow the query's.
  const problems = parsed && !parsed.ok ? [...parsed.problems] : [];
  return pairs.map(([name, value], index) => {
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
      means: problem ? 'is refused' : cut(meaningOf([name, value], index, pairs, dialect)),
      ...(problem && { expected: problem.expected }),
      ...(nearest !== undefined && { nearest }),
    };
  });
}

function meaningOf(
  [name, value]: QueryPair,
  index: number,
  pairs: readonly QueryPair[],
  { query: rules }: Dialect,
): string {
  const text = typeof value === 'string' ? value : '';
  const isBroker = rules.reading === 'broker';
  const again = pairs.findIndex(([key]) => key === name) !== index;
  if (Object.hasOwn(PAGING, name)) {
    if (isBroker && again) return 'is ignored: the first of its name counts';
    return name === '_page' ? `asks for page ${text}` : `asks for ${text} rows a page`;
  }
  const parameter = rules.filters.find((filter) => filter.name === name);
  if (!parameter) return 'is unknown, and ignored';
  const isLast = !pairs.slice(index + 1).some(([key]) => key === name);
  if (isBroker && parameter.operator === 'exact' && !isLast) {
    return 'is ignored: the last of its name counts';
  }
  const twin = rules.filters.find(
    (one) => one.operator === 'exact' && one.field === parameter.field,
  );
  if (isBroker && parameter.operator === 'like' && pairs.some(([key]) => key === twin?.name)) {
    return `is ignored: ${parameter.field} is given too, and disables it`;
  }
  const read = isBroker ? readAsBroker(parameter, value) : readValue(parameter, value);
  return 'filter' in read ? `keeps clients whose ${wordsOf(read.filter, rules)}` : 'is refused';
}
