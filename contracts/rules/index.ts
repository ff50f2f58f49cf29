import type { Rule } from '../rule/rule.js';
import { authRules } from './auth/credentials.js';
import { httpErrorRules } from './errors/http.js';
import { valueErrorRules } from './errors/parameter-values.js';
import { anyPopulationFilterRules } from './filters/any-population.js';
import { exactFilterRules } from './filters/exact.js';
import { likeFilterRules } from './filters/like.js';
import { oddFilterRules } from './filters/odd-characters.js';
import { combinedFilterRules } from './filters/combined-filters.js';
import { kickAnswerRules } from './kick/answers.js';
import { kickEndRules } from './kick/connections-and-sessions.js';
import { kickOthersRules } from './kick/exact-client.js';
import { envelopeRules } from './list/envelope.js';
import { fixtureRules } from './list/test-clients.js';
import { repeatedRequestRules } from './list/repeated-requests.js';
import { memberRules } from './list/members.js';
import { metaRules } from './list/meta.js';
import { listTimeRules } from './list/times.js';
import { uniqueRules } from './list/unique.js';
import { lookupAgreesRules } from './lookup/agrees-with-list.js';
import { lookupAnswerRules } from './lookup/answers.js';
import { lookupIdRules } from './lookup/encoded-ids.js';
import { filteredPageRules } from './paging/filtered.js';
import { pageMetaRules } from './paging/meta.js';
import { pageRules } from './paging/pages.js';
import { stableOrderRules } from './paging/stable-order.js';
import { anyPopulationTimeRules } from './times/any-population.js';
import { timeBoundRules } from './times/bounds.js';
import { timeOrderRules } from './times/partition-and-monotone.js';
import { timeRangeRules } from './times/ranges.js';

/** Every rule of the contract, in the order in which they run; kicks come last. */
export const rules: readonly Rule[] = [
  ...authRules,
  ...envelopeRules,
  ...metaRules,
  ...fixtureRules,
  ...repeatedRequestRules,
  ...memberRules,
  ...listTimeRules,
  ...uniqueRules,
  ...pageRules,
  ...pageMetaRules,
  ...filteredPageRules,
  ...stableOrderRules,
  ...anyPopulationFilterRules,
  ...exactFilterRules,
  ...oddFilterRules,
  ...likeFilterRules,
  ...combinedFilterRules,
  ...anyPopulationTimeRules,
  ...timeBoundRules,
  ...timeRangeRules,
  ...timeOrderRules,
  ...lookupAnswerRules,
  ...lookupAgreesRules,
  ...lookupIdRules,
  ...valueErrorRules,
  ...httpErrorRules,
  ...kickAnswerRules,
  ...kickEndRules,
  ...kickOthersRules,
];
