import type { Group, Rule } from '../../rule/rule.js';

/** A rule before its group is read off its id. */
export type RuleDefinition = Omit<Rule, 'group'> & { readonly id: `${Group}/${string}` };

/** Completes a rule: the group is the part of the id before the slash. */
export function defineRule(rule: RuleDefinition): Rule {
  return { ...rule, group: rule.id.slice(0, rule.id.indexOf('/')) as Group };
}

/** Where most rules are written: the documents' tables of the three operations. */
export const LIST_TABLE = 'GET /clients';
export const LOOKUP_TABLE = 'GET /clients/{clientid}';
export const KICK_TABLE = 'DELETE /clients/{clientid}';
