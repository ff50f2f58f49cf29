import type { Mutant } from '../mutants/mutant.js';

export interface ToolResult {
  readonly tool: string;
  /** Names of the broken brokers. */
  readonly caught: readonly string[];
  readonly falseAlarms: readonly string[];
  readonly seconds: number;
}

export function printResults(
  groups: Readonly<Record<string, readonly Mutant[]>>,
  tools: readonly ToolResult[],
): string {
  const all = Object.values(groups).flat().length;
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = (cells: readonly string[]): string[] => [row(cells), row(cells.map(() => '---'))];
  return [
    '# The same broken brokers before other tools',
    'Written by `npm run compare`. Each tool judges the answers that the gate got to its requests.',
    [
      ...head(['tool', `caught, of ${all}`, 'false alarms', 'seconds']),
      ...tools.map(({ tool, caught, falseAlarms, seconds }) =>
        row([tool, String(caught.length), String(falseAlarms.length), seconds.toFixed(0)]),
      ),
    ].join('\n'),
    '## By kind of fault',
    [
      ...head(['kind', 'broken brokers', ...tools.map(({ tool }) => tool)]),
      ...Object.entries(groups).map(([title, mutants]) =>
        row([
          title,
          String(mutants.length),
          ...tools.map(({ caught }) =>
            String(mutants.filter(({ name }) => caught.includes(name)).length),
          ),
        ]),
      ),
    ].join('\n'),
    '',
  ].join('\n\n');
}
