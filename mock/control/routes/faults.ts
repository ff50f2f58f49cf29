import { createFaultPlan } from '../../faults/plan.js';
import { findBrokenPromise } from '../../faults/promises.js';
import { answerersOf } from '../../mock.js';
import type { FaultRule } from '../../faults/fault-rule.js';
import { FAULTS_BODY } from '../openapi/faults.js';
import type { ControlAnswer, ControlCall, ControlRoutes } from '../route.js';
import { readInput, ValidationError } from '../validation-error.js';

/** The rules in force, each with its counts. */
function currentFaults({ sandbox: { faults } }: ControlCall): ControlAnswer {
  const counts = faults.counts();
  return { json: { faults: faults.rules.map((rule, index) => ({ rule, ...counts[index] })) } };
}

/** Replaces the rules until the next reset; the counts begin at 0. */
function replaceFaults(call: ControlCall, rules: readonly FaultRule[]): ControlAnswer {
  const { settings } = call.mock;
  const { seed, basePath } = settings;
  const problem = findBrokenPromise(rules, answerersOf(settings, call.sandbox.stubs.list));
  if (problem) throw new ValidationError(problem);
  call.sandbox.faults = createFaultPlan({ rules, seed, basePath });
  return currentFaults(call);
}

/** The fault rules of a sandbox. */
export const FAULT_ROUTES: ControlRoutes = {
  'GET /faults': currentFaults,
  'PUT /faults': (call) => replaceFaults(call, readInput(FAULTS_BODY, call.body).faults),
  'DELETE /faults': (call) => replaceFaults(call, []),
};
