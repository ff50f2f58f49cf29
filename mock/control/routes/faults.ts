import { createFaultPlan } from '../../faults/plan.js';
import type { FaultRule } from '../../faults/fault-rule.js';
import { FAULTS_BODY } from '../openapi/faults.js';
import type { ControlAnswer, ControlCall, ControlRoutes } from '../route.js';
import { readInput } from '../validation-error.js';

function currentFaults({ sandbox: { faults } }: ControlCall): ControlAnswer {
  const counts = faults.counts();
  return { json: { faults: faults.rules.map((rule, index) => ({ rule, ...counts[index] })) } };
}

function replaceFaults(call: ControlCall, rules: readonly FaultRule[]): ControlAnswer {
  const { seed, basePath } = call.mock.settings;
  call.sandbox.faults = createFaultPlan({ rules, seed, basePath });
  return currentFaults(call);
}

export const FAULT_ROUTES: ControlRoutes = {
  'GET /faults': currentFaults,
  'PUT /faults': (call) => replaceFaults(call, readInput(FAULTS_BODY, call.body).faults),
  'DELETE /faults': (call) => replaceFaults(call, []),
};
