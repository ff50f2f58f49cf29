/** Faults: answers that come late, wrong, in part or not at all, by rule or by `Prefer:`. */
export {
  FAULT_LIMITS,
  type FaultAction,
  type FaultDelay,
  type FaultMatch,
  type FaultRule,
} from './fault-rule.js';
export type { FaultPlan, PlannedFault } from './fault-plan.js';
export { createFaultPlan, type FaultPlanOptions } from './plan.js';
export { parseFaultRules } from './read-rules.js';
export type { FaultCount } from './rule-matcher.js';
