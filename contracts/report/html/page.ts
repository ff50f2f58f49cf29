import { createHash } from 'node:crypto';
import { isFlaky, OUTCOMES } from '../../runner/rule-result.js';
import { counted } from '../../shared/counted.js';
import { countsText, type GroupRow, legendOf, rowsByGroup, seconds } from '../groups.js';
import type { Report } from '../report.js';
import { isFailedRun, type Run, runProblem } from '../run.js';
import { htmlOf, resultHtml } from './result.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/**
 * A page in one file, without any reference to outside. Its policy allows nothing but its own style
 * and script, so that the text of a broker cannot load or run anything.
 */
export function htmlText(run: Run): string {
  const policy = [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const target = htmlOf(run.target) || 'no broker';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Contract of ${target}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Contract of <code>${target}</code></h1>
${isFailedRun(run) ? '<p class="verdict fail">Not judged</p>' : verdictHtml(run)}
<p class="soft">${new Date(run.startedAt).toISOString()}, exit code ${run.exitCode}</p>
${problemHtml(run)}
${isFailedRun(run) ? '' : reportHtml(run)}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

function verdictHtml(report: Report): string {
  const { counts, ended, exitCode, profile, requests, ms } = report;
  const outcomes = `${countsText(counts)}${ended ? `, ${ended.reason}` : ''}`;
  const using = profile ? `, profile <code>${htmlOf(profile.name)}</code>` : '';
  return (
    `<p class="verdict ${exitCode === 0 ? 'pass' : 'fail'}">${htmlOf(outcomes)}</p>` +
    `<p>${counted(requests, 'request')}, ${seconds(ms)}${using}</p>`
  );
}

/** Why the run is no success where no rule shows it. */
function problemHtml(run: Run): string {
  const problem = runProblem(run);
  return problem ? `<p class="note bad" role="note">${htmlOf(problem.message)}</p>` : '';
}

function reportHtml(report: Report): string {
  const rows = rowsByGroup(report.results);
  const legend = legendOf(report.counts)
    .map(([outcome, meaning]) => `<dt class="${outcome}">${outcome}</dt><dd>${meaning}</dd>`)
    .join('');
  return [
    ...report.warnings.map((each) => `<p class="note" role="note">Warning: ${htmlOf(each)}</p>`),
    tableHtml(rows),
    usageHtml(report),
    legend === '' ? '' : `<dl>${legend}</dl>`,
    retriedHtml(report),
    filtersHtml(report),
    ...rows.map(({ group, results, counts }) => {
      const all = results.map((result) => resultHtml(result, report.command)).join('\n');
      return (
        `<section data-group aria-labelledby="${group}"><h2 id="${group}">${group}: ` +
        `<span class="soft">${countsText(counts)}</span></h2>\n${all}</section>`
      );
    }),
  ].join('\n');
}

function tableHtml(rows: readonly GroupRow[]): string {
  const head = ['group', 'rules', ...OUTCOMES, 'requests', 'time'];
  const lines = rows.map(({ group, results, counts, requests, ms }) => {
    const cells = [
      results.length,
      ...OUTCOMES.map((outcome) => counts[outcome] || '·'),
      requests,
      seconds(ms),
    ];
    const link = `<th scope="row"><a href="#${group}">${group}</a></th>`;
    return `<tr>${link}${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
  });
  const titles = head.map((title) => `<th scope="col">${title}</th>`).join('');
  return scrolled(
    'Outcomes by group',
    `<thead><tr>${titles}</tr></thead><tbody>${lines.join('')}</tbody>`,
  );
}

/** What was found, by application, and a line for each. */
function usageHtml({ usage }: Report): string {
  if (!usage) return '';
  const { applications, findings, verdicts } = usage;
  const titles = ['finding', ...applications]
    .map((title) => `<th scope="col">${htmlOf(title)}</th>`)
    .join('');
  const lines = findings.map(({ rule, concerns }) => {
    const cells = concerns.map((concern) => `<td class="words">${concern}</td>`).join('');
    return `<tr><th scope="row"><code>${htmlOf(rule)}</code></th>${cells}</tr>`;
  });
  const table = scrolled(
    'Findings by application',
    `<thead><tr>${titles}</tr></thead><tbody>${lines.join('')}</tbody>`,
  );
  const items = verdicts.map((verdict) => `<li>${htmlOf(verdict)}.</li>`).join('');
  return `${findings.length > 0 ? table : ''}<ul>${items}</ul>`;
}

/** A wide table scrolls by itself, also with the keyboard. */
const scrolled = (label: string, table: string): string =>
  `<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table>${table}</table></div>`;

function retriedHtml({ retried }: Report): string {
  if (retried.length === 0) return '';
  const lines = retried.map(({ request, reason, tries, ok, rule = '' }) => {
    const words = [
      `<code>${htmlOf(request)}</code>`,
      htmlOf(reason),
      ok ? 'yes' : 'no',
      htmlOf(rule),
    ];
    return `<tr>${words.map((cell) => `<td class="words">${cell}</td>`).join('')}<td>${tries}</td></tr>`;
  });
  const titles = ['request', 'reason', 'answered', 'rule', 'tries'];
  const head = titles.map((title) => `<th scope="col">${title}</th>`).join('');
  const table = `<thead><tr>${head}</tr></thead><tbody>${lines.join('')}</tbody>`;
  return (
    `<details><summary>${counted(retried.length, 'request')} sent again</summary>` +
    `<div class="body">${scrolled('Requests sent again', table)}</div></details>`
  );
}

function filtersHtml({ results, counts }: Report): string {
  const flaky = results.filter(isFlaky).length;
  const filters: readonly (readonly [name: string, count: number])[] = [
    ['all', results.length],
    ...OUTCOMES.map((outcome) => [outcome, counts[outcome]] as const),
    ['flaky', flaky],
  ];
  const buttons = filters
    .filter(([, count]) => count > 0)
    .map(
      ([name, count]) =>
        `<button type="button" data-filter="${name}" aria-pressed="${name === 'all'}">${name} ${count}</button>`,
    );
  return (
    `<div class="filters" role="group" aria-label="Show rules by outcome" hidden>${buttons.join('')}` +
    `<span id="status" class="soft" role="status"></span></div>`
  );
}
