import { FILTERS } from '../../../mock/core/query/parameters.js';
import type { Mutant } from '../mutant.js';
import { withoutFilter } from '../seams/dialect.js';

/** Each of the 14 filters, ignored: the most common fault. */
export const ignoredFilters: readonly Mutant[] = FILTERS.map(({ name }) => ({
  name: `${name.replace(/^_/, '').replaceAll('_', '-')}-ignored`,
  description: `The filter ${name} is ignored: it finds every client.`,
  named: new RegExp(`${name}\\b.*(?:is ignored|finds .*(?:without|ignored)|every client)`),
  breaks: withoutFilter(name),
}));
