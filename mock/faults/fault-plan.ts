import type { MockRequest, MockResponse } from '../core/messages.js';
import type { FaultRule } from './fault-rule.js';
import type { FaultCount } from './rule-matcher.js';

/** The faults of one sandbox: rules, and how often each has been met. */
export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  /** How often each rule was met, in the order of the rules. */
  counts(): FaultCount[];
  /** Decides what befalls this request, and counts it; `undefined` where nothing does. */
  plan(request: MockRequest): PlannedFault | undefined;
  /** A plan of the same rules that has met no request yet: for a new or a reset sandbox. */
  fresh(): FaultPlan;
}

/** What befalls one request. */
export interface PlannedFault {
  /** What the journal calls it. */
  readonly name: string;
  /**
   * Makes the answer that is sent.
   * @param answer runs the engine; a fault that answers in its place does not call it, and then
   *   the request changes nothing.
   */
  apply(answer: () => MockResponse): MockResponse;
}
