import type { Command } from 'commander';
import { counted } from '../shared/counted.js';
import type { Rule } from '../rule/rule.js';
import { rules } from '../rules/index.js';
import { selectRules } from '../runner/select-rules.js';
import type { CliIo } from './io.js';
import { list } from './arguments.js';

/** Members of a rule in JSON. */
const MEMBERS = ['id', 'group', 'level', 'title', 'clause', 'needs'];

export function addRules(program: Command, io: CliIo): void {
  program
    .command('rules')
    .description('List the rules: id, level, what a broker must do, and the source.')
    .option('--only <names>', 'rules or groups to list, separated by commas (default: all)', list)
    .option('--json', 'print JSON', false)
    .action((options: { readonly only?: readonly string[]; readonly json: boolean }) => {
      const selected = selectRules(rules, options);
      io.stdout(options.json ? `${JSON.stringify(selected, MEMBERS, 2)}\n` : rulesText(selected));
    });
}

/** A block for each rule. */
export function rulesText(selected: readonly Rule[]): string {
  const blocks = selected.map(({ id, level, title, clause, needs }) =>
    [
      `${id}  ${level}`,
      `    ${title}`,
      `    clause: ${clause}${needs.length > 0 ? `; needs: ${needs.join(', ')}` : ''}`,
    ].join('\n'),
  );
  return `${blocks.join('\n')}\n${counted(selected.length, 'rule')}\n`;
}
