import type { Rule } from '../rule/rule.js';
import { authRules } from './auth/credentials.js';
import { httpErrorRules } from './errors/http.js';
import { valueErrorRules } from './errors/values.js';
import { allFilterRules } from './filters/all.js';
import { anyPopulationFilterRules } from './filters/any-population.js';
import { exactFilterRules } from './filters/exact.js';
import { likeFilterRules } from './filters/like.js';
import { oddFilterRules } from './filters/odd.js';
import { pairFilterRules } from './filters/pairs.js';
import { twinFilterRules } from './filters/twins.js';
import { kickAnswerRules } from './kick/answers.js';
import { kickEndRules } from './kick/ends.js';
import { kickOthersRules } from './kick/others.js';
import { envelopeRules } from './list/envelope.js';
import { fixtureRules } from './list/test-clients.js';
import { steadyRules } from './list/steady.js';
import { memberRules } from './list/members.js';
import { metaRules } from './list/meta.js';
import { rowLawRules } from './list/times.js';
import { lookupAgreesRules } from './lookup/agrees.js';
import { lookupAnswerRules } from './lookup/answers.js';
import { lookupIdRules } from './lookup/ids.js';
import { filteredPageRules } from './paging/filtered.js';
import { pageMetaRules } from './paging/meta.js';
import { pageRules } from './paging/pages.js';
import { steadyPageRules } from './paging/steady.js';
import { anyPopulationTimeRules } from './times/any-population.js';
import { timeBoundRules } from './times/bounds.js';
import { timeLawRules } from './times/order.js';
import { timeRangeRules } from './times/ranges.js';

/** Every rule of the contract, in the order in which they run; kicks come last. */
export const rules: readonly Rule[] = [
  ...authRules,
  ...envelopeRules,
  ...metaRules,
  ...fixtureRules,
  ...steadyRules,
  ...memberRules,
  ...rowLawRules,
  ...pageRules,
  ...pageMetaRules,
  ...filteredPageRules,
  ...steadyPageRules,
  ...anyPopulationFilterRules,
  ...exactFilterRules,
  ...oddFilterRules,
  ...likeFilterRules,
  ...pairFilterRules,
  ...twinFilterRules,
  ...allFilterRules,
  ...anyPopulationTimeRules,
  ...timeBoundRules,
  ...timeRangeRules,
  ...timeLawRules,
  ...lookupAnswerRules,
  ...lookupAgreesRules,
  ...lookupIdRules,
  ...valueErrorRules,
  ...httpErrorRules,
  ...kickAnswerRules,
  ...kickEndRules,
  ...kickOthersRules,
];
