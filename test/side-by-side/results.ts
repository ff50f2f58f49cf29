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
    '# Comparison: which tools catch the broken brokers',
    'Written by `npm run compare`. JSON Schema and Prism judge each distinct answer to the requests of the gate; ' +
      'Specmatic generates its own requests from the document. The tools ran one after the other on two cores; ' +
      'the seconds are the total for all brokers.',
    'False alarms: conforming brokers (dialect `documented`) that the tool reports as broken.',
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
