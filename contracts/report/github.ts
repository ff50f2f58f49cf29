import { isBad } from '../runner/rule-result.js';
import { resultLines, resultSummary } from './deviation-text.js';
import type { Report } from './report.js';

/**
 * Workflow commands of GitHub Actions
 * (https://docs.github.com/actions/reference/workflow-commands): an annotation for each failure.
 */
export function githubText(report: Report): string {
  const errors = report.results.filter(isBad).map((result) => {
    const title = propertyText(`${result.rule.id}: ${result.outcome}`);
    const lines = resultLines(result, report.command);
    return `::error title=${title}::${dataText([resultSummary(result), ...lines].join('\n'))}`;
  });
  const warnings = report.warnings.map((warning) => `::warning::${dataText(warning)}`);
  return [...errors, ...warnings].map((line) => `${line}\n`).join('');
}

function dataText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function propertyText(text: string): string {
  return dataText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
