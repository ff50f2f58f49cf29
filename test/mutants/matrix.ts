import type { Rule } from '../../contracts/index.js';
import type { Mutant } from './mutant.js';
import type { MutantOutcome } from './outcome.js';

export interface Matrix {
  readonly rules: readonly Rule[];
  readonly groups: Readonly<Record<string, readonly Mutant[]>>;
  readonly outcomes: ReadonlyMap<string, MutantOutcome>;
}

/** Rules that catch no mutant: they cannot fail, or a mutant is missing. */
export const idleRules = ({ rules, outcomes }: Matrix): readonly string[] =>
  rules
    .map(({ id }) => id)
    .filter((id) => [...outcomes.values()].every(({ kills }) => !kills.includes(id)));

export const survivors = ({ outcomes }: Matrix): readonly string[] =>
  [...outcomes.values()].filter(({ kills }) => kills.length === 0).map(({ mutant }) => mutant);

/** Mutants that no message of a failure names. */
export const unnamed = ({ outcomes }: Matrix): readonly string[] =>
  [...outcomes.values()].filter(({ best }) => !best).map(({ mutant }) => mutant);

/** The matrix as Markdown: by mutant, by rule, and as a grid of both. */
export function printMatrix(matrix: Matrix): string {
  const { rules, groups, outcomes } = matrix;
  const all = Object.values(groups).flat();
  const killed = all.length - survivors(matrix).length;
  return [
    '# Mutants: broken brokers and the rules that catch them',
    'Written by `npm run mutants`: each rule of the gate runs against each broken broker. ' +
      'Do not edit.',
    `${all.length} broken brokers, ${rules.length} rules: **${killed} of ${all.length} caught**, ` +
      `${rules.length - idleRules(matrix).length} of ${rules.length} rules catch at least one.`,
    `- Not caught: ${list(survivors(matrix))}`,
    `- Caught, but no message names the fault: ${list(unnamed(matrix))}`,
    `- Rules that catch none: ${list(idleRules(matrix))}`,
    '## By broken broker',
    ...Object.entries(groups).flatMap(([title, mutants]) => [
      `### ${title}`,
      table(
        ['broken broker', 'what it does wrong', 'rules', 'message of the gate'],
        mutants.map(({ name, description }) => {
          const { kills = [], best } = outcomes.get(name) ?? {};
          return [
            name,
            description,
            String(kills.length),
            best ? `${best.rule}: ${best.message}` : '–',
          ];
        }),
      ),
    ]),
    '## By rule',
    table(
      ['rule', 'level', 'catches', 'for example'],
      rules.map(({ id, level }) => {
        const caught = all.filter(({ name }) => outcomes.get(name)?.kills.includes(id));
        const few = caught.slice(0, 3).map(({ name }) => name);
        return [id, level, String(caught.length), few.join(', ')];
      }),
    ),
    '## Grid',
    'One line for each rule, one column for each broken broker in the order of the tables above; `#`: caught.',
    ['```text', ...grid(matrix, all), '```'].join('\n'),
    '',
  ].join('\n\n');
}

function grid({ rules, outcomes }: Matrix, all: readonly Mutant[]): string[] {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules.map(({ id }) => {
    const cells = all.map(({ name }) => (outcomes.get(name)?.kills.includes(id) ? '#' : '·'));
    return `${id.padEnd(width)} ${cells.join('')}`;
  });
}

const list = (names: readonly string[]): string => (names.length === 0 ? 'none' : names.join(', '));

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const LONGEST = 300;

function cell(text: string): string {
  const short = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
  return short
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
    .replaceAll('<', '&lt;')
    .replaceAll('*', '\\*');
}
