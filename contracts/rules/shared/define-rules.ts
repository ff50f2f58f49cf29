import type { Group, Rule } from '../../rule/rule.js';

/** A rule as it is written here: its group is the start of its id. */
export interface RuleDefinition extends Omit<Rule, 'id' | 'group' | 'needs'> {
  readonly id: `${Group}/${string}`;
  /** Default: none. */
  readonly needs?: Rule['needs'];
}

export const defineRules = (definitions: readonly RuleDefinition[]): readonly Rule[] =>
  definitions.map((rule) => ({
    needs: [],
    ...rule,
    group: rule.id.slice(0, rule.id.indexOf('/')) as Group,
  }));

/** Start of most clauses: the documents' tables of the three operations. */
export const LIST_TABLE = 'GET /clients';
export const LOOKUP_TABLE = 'GET /clients/{clientid}';
export const KICK_TABLE = 'DELETE /clients/{clientid}';
