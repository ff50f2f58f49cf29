import type { Mutant } from '../mutants/mutant.js';

export interface ToolResult {
  readonly tool: string;
  /** Names of the broken brokers. */
  readonly caught: readonly string[];
  readonly falseAlarms: readonly string[];
  readonly seconds: number;
  /** How many broken brokers it was shown. */
  readonly shown: number;
}

export function printResults(
  groups: Readonly<Record<string, readonly Mutant[]>>,
  tools: readonly ToolResult[],
): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const head = (cells: readonly string[]): string[] => [row(cells), row(cells.map(() => '---'))];
  return [
    '# The same broken brokers before other tools',
    'Written by `npm run compare`. JSON Schema and Prism judge every distinct answer that the gate got to its ' +
      'requests, those of conforming brokers only once; Specmatic makes its own requests of the document. ' +
      'One tool after the other, on a machine of two cores: seconds are for all the brokers of the row.',
    'A false alarm is a conforming broker of the documented dialect that the tool accuses.',
    [
      ...head(['tool', 'caught', 'false alarms', 'seconds']),
      ...tools.map(({ tool, caught, falseAlarms, seconds, shown }) =>
        row([tool, `${caught.length} of ${shown}`, String(falseAlarms.length), seconds.toFixed(0)]),
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
