import { UsageError } from '../shared/errors.js';
import { didYouMean } from '../shared/nearest.js';
import { GROUPS, type Rule } from '../rule/rule.js';

export interface Selection {
  /** `must` leaves SHOULD rules out. Default `all`. */
  readonly level?: 'must' | 'all' | undefined;
  /** Ids of rules, or groups. Default all. */
  readonly only?: readonly string[] | undefined;
  /** Ids of rules, or groups. Default none. */
  readonly skip?: readonly string[] | undefined;
}

/** @throws UsageError where a name is neither a rule nor a group, or no rule is left */
export function selectRules(rules: readonly Rule[], selection: Selection): readonly Rule[] {
  const { level = 'all', only = [], skip = [] } = selection;
  for (const name of [...only, ...skip]) checkName(rules, name);
  const names = (list: readonly string[], rule: Rule): boolean =>
    list.includes(rule.id) || list.includes(rule.group);
  const selected = rules.filter(
    (rule) =>
      (level === 'all' || rule.level === 'MUST') &&
      (only.length === 0 || names(only, rule)) &&
      !names(skip, rule),
  );
  if (selected.length === 0) {
    throw new UsageError(
      'Failed to choose rules: expected at least one, but --only, --skip and --level leave none.',
    );
  }
  return selected;
}

function checkName(rules: readonly Rule[], name: string): void {
  const known = [...GROUPS, ...rules.map(({ id }) => id)];
  if (known.includes(name)) return;
  throw new UsageError(
    `Failed to choose rules: expected the id of a rule or a group but got "${name}".` +
      `${didYouMean(name, known)} "emqx-contract rules" lists them.`,
  );
}
