import type { FieldProblem } from '../core/client-input.js';
import { FAULT_LIMITS, type FaultRule } from './fault-rule.js';
import { readAction } from './read-action.js';
import { readMatch } from './read-match.js';
import { Reader } from './reader.js';
import { readShortForm } from './short-form.js';

export type ReadFaultRules =
  | { readonly ok: true; readonly rules: readonly FaultRule[] }
  | { readonly ok: false; readonly problems: readonly [FieldProblem, ...FieldProblem[]] };

/**
 * Reads fault rules, wherever they come from: a list of rules in JSON, or in the short form of the
 * command line, `GET /clients nth=3 status=503`. Everything that is wrong is reported.
 * @param field what the list is called in problems: `faults` makes `faults[2].do.status`.
 */
export function parseFaultRules(value: unknown, field = 'faults'): ReadFaultRules {
  const reader = new Reader();
  if (!Array.isArray(value)) {
    reader.refuse(field, value, 'a list of fault rules, such as [{"do": {"status": 503}}]');
    return outcome([], reader);
  }
  const given: readonly unknown[] = value;
  if (given.length > FAULT_LIMITS.rules) {
    reader.refuse(field, `${given.length} rules`, `at most ${FAULT_LIMITS.rules} rules`);
    return outcome([], reader);
  }
  const rules = given.map((rule, index) => readRule(rule, `${field}[${index}]`, reader));
  return outcome(rules, reader);
}

function outcome(rules: readonly FaultRule[], { problems }: Reader): ReadFaultRules {
  const [first, ...others] = problems;
  return first ? { ok: false, problems: [first, ...others] } : { ok: true, rules };
}

function readRule(value: unknown, field: string, reader: Reader): FaultRule {
  const rule = typeof value === 'string' ? readShortForm(value, field, reader) : value;
  const given = rule === undefined ? undefined : reader.members(rule, field, ['match', 'do']);
  if (!given) return { do: {} };
  const action = readAction(given['do'], `${field}.do`, reader);
  if (given['match'] === undefined) return { do: action };
  return { match: readMatch(given['match'], `${field}.match`, reader), do: action };
}
