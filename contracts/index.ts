/**
 * The gate as a library: judge a broker, read the verdict, write the rules' results down.
 *
 * ```ts
 * import { checkBroker } from 'emqx-clients-kit/contracts';
 * ```
 */
export { checkBroker, type CheckOptions, type Progress } from './check.js';
export { Interrupted, Unreachable, UsageError } from './errors.js';
export type { ApiRequest, ApiResponse, Authorization, Exchange, Method } from './exchange.js';
export type * from './fixtures/fixture.js';
export { OUTCOMES, type FoundDeviation, type Outcome, type RuleResult } from './outcome.js';
export type { KnownDeviation, Profile } from './profiles/profile.js';
export type { Report } from './report.js';
export type * from './rule-context.js';
export { GROUPS, LEVELS, NEEDS } from './rule.js';
export type { Deviation, Group, Level, Need, Rule } from './rule.js';
export { rules } from './rules/index.js';
export type {
  Clock,
  Credentials,
  MqttTarget,
  SentRequest,
  Target,
  TlsOptions,
  Transport,
} from './target.js';
