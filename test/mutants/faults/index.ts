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

/** Every broken broker, by what it gets wrong. */
export const mutantGroups = {
  'Filters that are ignored': ignoredFilters,
  'Exact filters': exactFilters,
  'Enums and versions': enumFilters,
  'Substring filters': likeFilters,
  'Filters together': filtersTogether,
  'Time filters': timeFilters,
  Pages: pages,
  'What meta says': pageMeta,
  Lookups: lookups,
  Kicks: kicks,
  'Answers to kicks': kickAnswers,
  Credentials: authorization,
  'Members of a client': rowSchema,
  'The envelope': envelope,
  'What clients are': wrongFacts,
  'Requests that nobody should send': errors,
  'Faults that show at times': rareFaults,
} satisfies Readonly<Record<string, readonly Mutant[]>>;

export const mutants: readonly Mutant[] = Object.values(mutantGroups).flat();
