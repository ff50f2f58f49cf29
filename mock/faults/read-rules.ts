import type { FieldProblem } from '../core/client-input.js';
import * as s from '../core/schema.js';
import { FAULT_LIMITS, FAULT_RULE, type FaultRule } from './fault-rule.js';
import { isJson, readShortForm } from './short-form.js';

const RULE: s.Schema<FaultRule> = {
  openapi: {
    oneOf: [
      // Defined in the control API's document.
      { $ref: '#/components/schemas/FaultRule' },
      s.text('The short form, such as `GET /clients nth=3 status=503`.').openapi,
    ],
  },
  fits: () => true,
  read(value, field, problems) {
    if (typeof value !== 'string') return FAULT_RULE.read(value, field, problems);
    const rule = readShortForm(value, field, problems);
    if (rule === undefined) return undefined;
    const found: FieldProblem[] = [];
    const read = FAULT_RULE.read(rule, field, found);
    problems.push(...(isJson(value) ? found : found.map((each) => inShortForm(each, field))));
    return read;
  },
};

/** The short form has the names without `match` and `do`. */
function inShortForm(problem: FieldProblem, field: string): FieldProblem {
  const member = problem.field.slice(field.length).replace(/^\.(?:match|do)(?=\.|$)/, '');
  return { ...problem, field: field + member };
}

/** Rules in JSON, or in the short form of the command line, `GET /clients nth=3 status=503`. */
export const FAULT_RULES = s.list(RULE, {
  maxItems: FAULT_LIMITS.rules,
  expected: 'a list of fault rules, such as [{"do": {"status": 503}}]',
});

/**
 * Reads fault rules from options, the command line or the control API, and reports every problem.
 * @param field the name of the list in problems: `faults` results in `faults[2].do.status`.
 */
export const parseFaultRules = (value: unknown, field = 'faults'): s.Parsed<readonly FaultRule[]> =>
  s.parse(FAULT_RULES, value, field);
