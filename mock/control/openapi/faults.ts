import * as s from '../../core/schema.js';
import { FAULT_RULE } from '../../faults/fault-rule.js';
import { FAULT_RULES } from '../../faults/read-rules.js';
import { operation, ref } from './operation.js';

/** The body of PUT /faults. */
export const FAULTS_BODY = s.object({ faults: FAULT_RULES });

/** The operations on fault rules. */
export const FAULT_OPERATIONS = {
  'GET /faults': operation(
    'getFaults',
    'List the fault rules and how often each was applied',
    ref('Faults'),
  ),
  'PUT /faults': operation('setFaults', 'Replace all fault rules', ref('Faults'), {
    description: 'Valid until the next reset, which restores the initial rules.',
    body: FAULTS_BODY,
  }),
  'DELETE /faults': operation('clearFaults', 'Remove all fault rules', ref('Faults')),
};

export const FAULT_SCHEMAS = {
  FaultRule: FAULT_RULE,
  Faults: s.object({
    faults: s.list(
      s.object({
        rule: ref('FaultRule'),
        matched: s.integer('Requests that matched method, path and query.'),
        applied: s.integer('Requests that got the fault.'),
      }),
    ),
  }),
};
