import type { Mutant } from '../mutant.js';
import { authorization } from './auth.js';
import { errors } from './errors.js';
import { wrongFacts } from './facts.js';
import { enumFilters } from './filters-enums.js';
import { exactFilters } from './filters-exact.js';
import { ignoredFilters } from './filters-ignored.js';
import { likeFilters } from './filters-like.js';
import { filtersTogether } from './filters-together.js';
import { kickAnswers } from './kick-answers.js';
import { kicks } from './kick.js';
import { lookups } from './lookup.js';
import { pageMeta } from './paging-meta.js';
import { pages } from './paging.js';
import { rareFaults } from './rare.js';
import { envelope, rowSchema } from './schema.js';
import { timeFilters } from './times.js';

/** All broken brokers, by kind of fault. */
export const mutantGroups = {
  'Ignored filters': ignoredFilters,
  'Exact filters': exactFilters,
  'Enums and versions': enumFilters,
  'Substring filters': likeFilters,
  'Combined filters': filtersTogether,
  'Time filters': timeFilters,
  Paging: pages,
  Meta: pageMeta,
  Lookups: lookups,
  Kicks: kicks,
  'Answers to kicks': kickAnswers,
  Credentials: authorization,
  'Members of a client': rowSchema,
  Envelope: envelope,
  'Values of clients': wrongFacts,
  'Invalid requests': errors,
  'Faults that show only sometimes': rareFaults,
} satisfies Readonly<Record<string, readonly Mutant[]>>;

export const mutants: readonly Mutant[] = Object.values(mutantGroups).flat();
