/**
 * The gate as a library: check a broker and read the report.
 *
 * ```ts
 * import { checkBroker } from 'emqx-clients-kit/contracts';
 * ```
 */
export type * from '../openapi/api-types.js';
export { checkBroker, type CheckOptions, type Progress } from './runner/check.js';
export { identifyBroker, type Identity, type Observation } from './identify/identify.js';
export type { StatedVersion } from './identify/stated-version.js';
export { BrokerUnreachable, Interrupted, UsageError } from './shared/errors.js';
export type { ApiRequest, ApiResponse, Authorization, Exchange, Method } from './http/exchange.js';
export type * from './test-clients/test-client.js';
export {
  deviationsOf,
  isBad,
  isFlaky,
  OUTCOMES,
  type BadResult,
  type FoundDeviation,
  type KnownFinding,
  type Outcome,
  type RuleResult,
} from './runner/rule-result.js';
export type { KnownDeviation, Profile } from './profiles/profile.js';
export type { Retried } from './http/retry.js';
export type { EarlyEnd, Report } from './report/report.js';
export type { Concern, UsageMatrix } from './usage/matrix.js';
export type * from './rule/rule-context.js';
export { CAPABILITIES, GROUPS, LEVELS } from './rule/rule.js';
export type { Capability, Deviation, Group, Level, Rule, UsedBy } from './rule/rule.js';
export { rules } from './rules/index.js';
export type { Clock } from './shared/clock.js';
export type {
  Credentials,
  MqttTarget,
  SentRequest,
  Target,
  TlsOptions,
  Transport,
} from './http/target.js';
