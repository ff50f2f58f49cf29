import { formatTime } from '../core/client.js';
import type { Filter, QueryRules } from '../core/query/query-types.js';
import { truncate } from '../shared/truncate.js';
import type { ExplainedCondition } from './explanation.js';

/** Values and names longer than this are cut. */
const MAX_TEXT = 200;

export const cut = (text: string): string => truncate(text, MAX_TEXT);

/** A filter in words that follow "clients whose ", e.g. `proto_ver is 4`. */
export function wordsOf(filter: Filter, rules: QueryRules): string {
  const { operator, field, kind } = filter.parameter;
  if (filter.kind === 'any')
    return `${field} is anything: the broker reads the value as a wildcard`;
  if (filter.kind === 'no text') return `${field} is no text, which nothing is`;
  if (operator === 'like') {
    const verb = rules.like === 'text' ? 'contains' : `matches the ${rules.like}`;
    return `${field} ${verb} ${JSON.stringify(filter.value)}`;
  }
  const value = kind === 'time' ? timeInWords(Number(filter.value), rules) : filter.value;
  if (operator === 'gte')
    return `${field} is ${kind === 'time' ? 'at or after' : 'at least'} ${value}`;
  if (operator === 'lte')
    return `${field} is ${kind === 'time' ? 'at or before' : 'at most'} ${value}`;
  return `${field} is ${kind === 'text' ? JSON.stringify(value) : value}`;
}

function timeInWords(value: number, rules: QueryRules): string {
  const utc = utcOf(value, rules);
  return utc === undefined ? `${value} (beyond all dates)` : `${value} (${utc} UTC)`;
}

function utcOf(value: number, { timeUnit }: QueryRules): string | undefined {
  const epochMs = timeUnit === 'seconds' ? value * 1000 : value;
  return Math.abs(epochMs) <= 8.64e15 ? formatTime(epochMs, 0) : undefined;
}

const COMPARES = { exact: 'is', match: 'is', gte: 'at least', lte: 'at most' } as const;

/** A filter as data. */
export function conditionOf(filter: Filter, rules: QueryRules): ExplainedCondition {
  const { operator, field, kind } = filter.parameter;
  if (filter.kind === 'any') return { field, compares: 'anything' };
  if (filter.kind === 'no text') return { field, compares: 'nothing' };
  const value = filter.kind === 'text' ? cut(filter.value) : filter.value;
  if (operator === 'like') {
    if (rules.like === 'text') return { field, compares: 'contains', value };
    return { field, compares: 'matches', value, syntax: rules.like };
  }
  const utc = kind === 'time' ? utcOf(Number(value), rules) : undefined;
  return { field, compares: COMPARES[operator], value, ...(utc !== undefined && { utc }) };
}
