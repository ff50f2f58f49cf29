import { FILTERS } from '../../../mock/core/query/parameters.js';
import type { Mutant } from '../mutant.js';
import { withoutFilter } from '../seams/dialect.js';

/** Each of the 14 filters, ignored: the commonest fault of all, and a silent one. */
export const ignoredFilters: readonly Mutant[] = FILTERS.map(({ name }) => ({
  name: `${name.replace(/^_/, '').replaceAll('_', '-')}-ignored`,
  description: `The filter ${name} is ignored: every client is found.`,
  named: new RegExp(`${name}\\b.*(?:is ignored|finds .*(?:without|ignored)|every client)`),
  breaks: withoutFilter(name),
}));
