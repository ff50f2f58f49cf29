import { createFaultPlan, type FaultPlan } from '../../faults/plan.js';
import { parseFaultRules } from '../../faults/read-rules.js';
import { BadInput } from '../validation-error.js';
import { readMembers } from '../read.js';
import type { ControlAnswer, ControlCall, ControlRoute } from '../route.js';

function shown(plan: FaultPlan): ControlAnswer {
  const met = plan.counts();
  return {
    json: {
      faults: plan.rules.map((rule, index) => ({
        rule,
        ...(met[index] ?? { matched: 0, applied: 0 }),
      })),
    },
  };
}

function put({ mock, sandbox }: ControlCall, given: unknown): ControlAnswer {
  const read = parseFaultRules(given);
  if (!read.ok) throw new BadInput(...read.problems);
  const { seed, basePath } = mock.settings;
  sandbox.faults = createFaultPlan({ rules: read.rules, seed, basePath });
  return shown(sandbox.faults);
}

export const FAULT_ROUTES: readonly ControlRoute[] = [
  { method: 'GET', path: '/faults', handle: ({ sandbox }) => shown(sandbox.faults) },
  {
    method: 'PUT',
    path: '/faults',
    handle: (call) => put(call, readMembers(call.body, ['faults']).get('faults')),
  },
  { method: 'DELETE', path: '/faults', handle: (call) => put(call, []) },
];
