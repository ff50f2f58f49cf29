import { printable } from '../shared/printable.js';
import type { CoverageReport } from './coverage.js';

/**
 * Prints a report for a terminal: a line for each parameter and kind of response, with what was
 * never exercised after "never:".
 */
export function printCoverage(report: CoverageReport): string {
  const { requests, faults, covered, total, groups, companions, unknownParameters } = report;
  const width = Math.max(...groups.map(({ name }) => name.length));
  const lines = groups.map(({ name, points }) => {
    const done = points.filter(({ count }) => count > 0);
    const never = points.filter(({ count }) => count === 0).map(({ point }) => point);
    const parts = [
      done.map(({ point, count }) => `${point} ${count}`).join(', '),
      never.length > 0 ? `never: ${never.join(', ')}` : '',
    ];
    const mark = never.length === 0 ? '+' : done.length === 0 ? ' ' : '~';
    return `${mark} ${name.padEnd(width)}  ${parts.filter((part) => part !== '').join('; ')}`;
  });
  const share = Math.floor((covered / total) * 100);
  const changed = faults > 0 ? `, ${faults} with faults` : '';
  const unknown = unknownParameters.map(({ name, count }) => `${printable(name)} ${count}`);
  return [
    `Coverage: ${covered} of ${total} points (${share} %) in ${requests} ${requests === 1 ? 'request' : 'requests'}${changed}`,
    ...lines,
    ...(companions.length > 0
      ? [`  beside /clients: ${companions.map(({ name, count }) => `${name} ${count}`).join(', ')}`]
      : []),
    ...(unknown.length > 0 ? [`! unknown parameters: ${unknown.join(', ')}`] : []),
    '',
  ].join('\n');
}
