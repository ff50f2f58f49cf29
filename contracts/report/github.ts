import { isBad } from '../runner/rule-result.js';
import { printable } from '../shared/printable.js';
import { resultLines, resultSummary } from './deviation-text.js';
import { isFailedRun, type Run, runProblem } from './run.js';

/**
 * Workflow commands of GitHub Actions
 * (https://docs.github.com/actions/reference/workflow-commands): an annotation for each failure,
 * each warning, and for the run as a whole where no rule shows why it is no success.
 */
export function githubText(run: Run): string {
  const problem = runProblem(run);
  const whole = problem ? [command('error', printable(problem.message), 'emqx-contract')] : [];
  if (isFailedRun(run)) return whole.join('');
  const errors = run.results.filter(isBad).map((result) => {
    const lines = [resultSummary(result), ...resultLines(result, run.command)];
    return command('error', lines.join('\n'), `${result.rule.id}: ${result.outcome}`);
  });
  const warnings = run.warnings.map((warning) => command('warning', printable(warning)));
  return [...whole, ...errors, ...warnings].join('');
}

/** One line. */
function command(name: 'error' | 'warning', text: string, title?: string): string {
  return `::${name}${title === undefined ? '' : ` title=${propertyText(title)}`}::${dataText(text)}\n`;
}

function dataText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
