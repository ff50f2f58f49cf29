import { FILTERS, requery } from '../broken.js';
import type { BrokenBroker } from './broken-broker.js';

const isTime = (name: string): boolean => /^_[gl]te_/.test(name);

const ignoring = FILTERS.flatMap((name): readonly BrokenBroker[] => {
  const fault = requery((query) => {
    query.delete(name);
  });
  const found = ['conn_state', 'clean_start', 'proto_name'].includes(name) || isTime(name);
  return [
    {
      name: `ignores ${name}`,
      fault,
      finds: `${isTime(name) ? 'times' : 'filters'}/${name}: is-ignored`,
      says: new RegExp(`${name} is ignored`),
    },
    {
      name: `ignores ${name}, with no clients of our own`,
      fault,
      mqtt: false,
      finds: `${isTime(name) ? 'times' : 'filters'}/${name}-any-population: ${
        isTime(name)
          ? 'finds-clients-beyond-the-bound'
          : found
            ? 'finds-clients-without-the-value'
            : 'is-ignored'
      }`,
      says: /filter were ignored|filter is ignored/,
    },
  ];
});

export const ignoredFilters: readonly BrokenBroker[] = [...ignoring];
