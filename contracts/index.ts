/**
 * The gate as a library: judge a broker, read the verdict, write the rules' results down.
 *
 * ```ts
 * import { checkBroker } from 'emqx-clients-kit/contracts';
 * ```
 */
export { checkBroker, type CheckOptions, type Progress } from './runner/check.js';
export { Interrupted, BrokerUnreachable, UsageError } from './shared/errors.js';
export type { ApiRequest, ApiResponse, Authorization, Exchange, Method } from './http/exchange.js';
export type * from './test-clients/test-client.js';
export {
  OUTCOMES,
  type FoundDeviation,
  type Outcome,
  type RuleResult,
} from './runner/rule-result.js';
export type { KnownDeviation, Profile } from './profiles/profile.js';
export type { Report } from './report/report.js';
export type * from './rule/rule-context.js';
export { GROUPS, LEVELS, CAPABILITIES } from './rule/rule.js';
export type { Deviation, Group, Level, Capability, Rule } from './rule/rule.js';
export { rules } from './rules/index.js';
export type {
  Clock,
  Credentials,
  MqttTarget,
  SentRequest,
  Target,
  TlsOptions,
  Transport,
} from './http/target.js';
