import type { RuleContext } from '../../rule/rule-context.js';
import { LIST_TABLE } from '../shared/define-rules.js';
import type { FilterName } from '../shared/filter-table.js';

export const FIELDS = ['created_at', 'connected_at'] as const;
type Field = (typeof FIELDS)[number];
type Bound = 'gte' | 'lte';

/** One of the four time filters. */
export interface TimeFilter {
  readonly parameter: FilterName;
  readonly field: Field;
  /** Whether it finds the clients up to a time, not those from it on. */
  readonly isUpper: boolean;
  /** The filter with the other bound on the same field. */
  readonly opposite: FilterName;
  /** The filter with the same bound on the other field. */
  readonly otherField: FilterName;
  readonly clause: string;
}

function timeFilter(field: Field, bound: Bound): TimeFilter {
  const parameter: FilterName = `_${bound}_${field}`;
  return {
    parameter,
    field,
    isUpper: bound === 'lte',
    opposite: `_${bound === 'gte' ? 'lte' : 'gte'}_${field}`,
    otherField: `_${bound}_${field === 'created_at' ? 'connected_at' : 'created_at'}`,
    clause: `${LIST_TABLE}, query parameters, row ${parameter}; decisions.md #${bound === 'gte' ? 1 : 2}, #3`,
  };
}

export const TIME_FILTERS: readonly TimeFilter[] = FIELDS.flatMap((field) => [
  timeFilter(field, 'gte'),
  timeFilter(field, 'lte'),
]);

/** 2001 and 2286 in Unix seconds, before and after the times of all clients; 9 and 10 digits. */
export const FAR_PAST = '999999999';
export const FAR_FUTURE = '9999999999';

/** What a filter in the wrong unit does, after its name. */
export const IN_MILLISECONDS = 'takes milliseconds, not Unix seconds';

/** The seconds of that field of the run's clients, in order. */
export const secondsOf = ({ fixtures }: RuleContext, field: Field): readonly number[] =>
  field === 'created_at' ? fixtures.createdSeconds : fixtures.connectedSeconds;

/** At most five of {@link secondsOf}: the first, the last and some between. */
export function secondsToTest(ctx: RuleContext, field: Field): readonly number[] {
  const all = secondsOf(ctx, field);
  const inner = all.slice(1, -1);
  const chosen = [all[0], inner[0], inner[inner.length >> 1], inner.at(-1), all.at(-1)];
  const seconds = [...new Set(chosen)].filter((each) => each !== undefined);
  return seconds.filter((each) => !Number.isNaN(each));
}
