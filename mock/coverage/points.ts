import type { Dialect } from '../core/releases/dialect.js';
import { type FilterParameter, PAGING } from '../core/query/parameters.js';

/** The points of one parameter, or of one kind of response. */
export interface PointGroup {
  readonly name: string;
  readonly points: readonly string[];
}

/** The kinds of filters whose value can be wrong. */
const CHECKED: readonly FilterParameter['kind'][] = ['ip', 'integer', 'time'];

/**
 * Everything that a test run can exercise in a dialect: a fixed list, so that the report shows
 * what was never requested.
 */
export function coveragePoints(dialect: Dialect): PointGroup[] {
  const isDocumented = dialect.query.reading === 'documented';
  const filters = dialect.query.filters.map((parameter): PointGroup => {
    const canBeRefused =
      CHECKED.includes(parameter.kind) || (isDocumented && parameter.values !== undefined);
    return {
      name: parameter.name,
      points: [
        'rows',
        'no rows',
        ...(canBeRefused ? ['refused'] : []),
        ...(parameter.operator === 'like' ? ['special characters'] : []),
        ...(parameter.values ?? []),
      ],
    };
  });
  return [
    { name: '_page', points: ['first', 'later', 'past the end', 'refused'] },
    {
      name: '_limit',
      points: ['not given', `up to ${PAGING._limit}`, `above ${PAGING._limit}`, 'refused'],
    },
    ...filters,
    {
      name: 'list',
      points: [
        'more follow',
        'last page',
        'full last page',
        'past the end',
        'no match',
        'no clients',
        'one filter',
        'several filters',
      ],
    },
    { name: 'lookup', points: ['known', 'unknown'] },
    { name: 'kick', points: isDocumented ? ['known', 'unknown'] : ['answered'] },
    {
      name: 'refusals',
      points: [
        ...(isDocumented ? ['enum', 'repeated'] : []),
        'type',
        'paging',
        'encoding',
        'no credentials',
        'wrong credentials',
        'not found',
      ],
    },
  ];
}
