import type { Report } from './report.js';
import { resultLines, resultSummary } from './deviation-text.js';

/** Workflow commands of GitHub Actions: an annotation for each rule that did not go well. */
export function githubText(report: Report): string {
  const lines = report.results
    .filter(({ outcome }) => ['fail', 'fixed', 'error'].includes(outcome))
    .map((result) => {
      const title = property(`${result.rule.id}: ${result.outcome}`);
      const body = data(`${resultSummary(result)}\n${resultLines(result).join('\n')}`);
      return `::error title=${title}::${body}`;
    });
  const warnings = report.warnings.map((warning) => `::warning::${data(warning)}`);
  return [...lines, ...warnings].map((line) => `${line}\n`).join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
