/** Faults that are a changed entry in the engine's tables. */
import type { Answers, Dialect } from '../../../mock/core/releases/dialect.js';
import type { FilterParameter } from '../../../mock/core/query/parameters.js';
import type { QueryRules } from '../../../mock/core/query/query-types.js';
import type { Mutation } from '../mutant.js';

export const withDialect =
  (change: (dialect: Dialect) => Partial<Dialect>): Mutation =>
  (engine) => {
    const dialect = { ...engine.dialect, ...change(engine.dialect) };
    return (request) => engine.answer(request, { dialect });
  };

export const withQuery = (change: Partial<QueryRules>): Mutation =>
  withDialect(({ query }) => ({ query: { ...query, ...change } }));

/** Replaces answers that have no rows. */
export const withAnswers = (change: Partial<Answers>): Mutation =>
  withDialect(({ answers }) => ({ answers: { ...answers, ...change } }));

/** Changes one row of the table of filters. */
export const withFilter = (
  name: string,
  change: Partial<FilterParameter> | ((filter: FilterParameter) => Partial<FilterParameter>),
): Mutation =>
  withDialect(({ query }) => ({
    query: {
      ...query,
      filters: query.filters.map((filter) =>
        filter.name === name
          ? { ...filter, ...(typeof change === 'function' ? change(filter) : change) }
          : filter,
      ),
    },
  }));

/** Leaves one row out of the table of filters: the parameter is ignored, as any unknown one. */
export const withoutFilter = (name: string): Mutation =>
  withDialect(({ query }) => ({
    query: { ...query, filters: query.filters.filter((filter) => filter.name !== name) },
  }));
