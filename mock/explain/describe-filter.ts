import { formatTime } from '../core/client.js';
import type { Filter, QueryRules } from '../core/query/query-types.js';

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
  const value = kind === 'time' ? instant(Number(filter.value), rules) : filter.value;
  if (operator === 'gte')
    return `${field} is ${kind === 'time' ? 'at or after' : 'at least'} ${value}`;
  if (operator === 'lte')
    return `${field} is ${kind === 'time' ? 'at or before' : 'at most'} ${value}`;
  return `${field} is ${kind === 'text' ? JSON.stringify(value) : value}`;
}

function instant(value: number, { timeUnit }: QueryRules): string {
  const epochMs = timeUnit === 'seconds' ? value * 1000 : value;
  const isDate = Math.abs(epochMs) <= 8.64e15;
  return isDate ? `${value} (${formatTime(epochMs, 0)} UTC)` : `${value} (beyond all dates)`;
}
