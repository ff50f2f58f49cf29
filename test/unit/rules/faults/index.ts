import { authFaults } from './auth.js';
import { errorsFaults } from './errors.js';
import { filterFaults } from './filters.js';
import { ignoredFilters } from './ignored-filters.js';
import { kickFaults } from './kick.js';
import { listFaults } from './list.js';
import { lookupFaults } from './lookup.js';
import { pagingFaults } from './paging.js';
import { textFilters } from './text-filters.js';
import { timeFaults } from './times.js';
import type { BrokenBroker } from './broken-broker.js';

/** Every way to break a broker that the rules are tried on. */
export const BROKEN_BROKERS: readonly BrokenBroker[] = [
  ...ignoredFilters,
  ...textFilters,
  ...filterFaults,
  ...timeFaults,
  ...pagingFaults,
  ...listFaults,
  ...lookupFaults,
  ...authFaults,
  ...kickFaults,
  ...errorsFaults,
];
