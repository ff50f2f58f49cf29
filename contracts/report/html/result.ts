import { excerpt } from '../../http/list-response.js';
import {
  deviationsOf,
  type FoundDeviation,
  isBad,
  isFlaky,
  type RuleResult,
} from '../../runner/rule-result.js';
import { jsonText } from '../../shared/json.js';
import { printable } from '../../shared/printable.js';
import { truncate } from '../../shared/truncate.js';
import { retriedText, usedByLines } from '../deviation-text.js';
import { escapeXml } from '../xml.js';

/** Text of a broker: harmless in HTML, and without characters that cannot be seen. */
export const htmlOf = (text: string): string => escapeXml(printable(text));

/** Characters of a value or a body; the curl line shows the rest. */
const LONGEST = 4000;

/**
 * One result, open if it is bad.
 * @param command see `Report.command`
 */
export function resultHtml(result: RuleResult, command: string): string {
  const { rule, outcome } = result;
  const flaky = isFlaky(result) ? ' data-flaky' : '';
  const retried = retriedText(result);
  const parts = [
    `<p class="soft">${rule.level}, ${htmlOf(rule.clause)}</p>`,
    ...usedByLines(rule).map((line) => `<p>Used by ${htmlOf(line)}</p>`),
    ...('reason' in result ? [`<p>${htmlOf(result.reason)}</p>`] : []),
    ...(retried === '' ? [] : [`<p class="flaky">Tried again: ${retried}</p>`]),
    ...('fixed' in result ? result.fixed : []).map(
      ({ deviation = 'any deviation', reason }) =>
        `<p>The profile lists <code>${htmlOf(deviation)}</code> (${htmlOf(reason)}), ` +
        'but the broker keeps the rule: remove the entry.</p>',
    ),
    ...deviationsOf(result).map((each, index) => deviationHtml(each, `${rule.id}-${index}`)),
    ...(isBad(result)
      ? [copyHtml('Run this rule again', `${command} --only ${rule.id}`, `${rule.id}-again`)]
      : []),
  ];
  return (
    `<details data-outcome="${outcome}"${flaky}${isBad(result) ? ' open' : ''}>` +
    `<summary><span class="badge ${outcome}">${outcome}</span> <code>${htmlOf(rule.id)}</code> ` +
    `${htmlOf(rule.title)}</summary><div class="body">${parts.join('\n')}</div></details>`
  );
}

function deviationHtml(deviation: FoundDeviation, id: string): string {
  const { message, at, exchange, known, expected, got } = deviation;
  return [
    `<h3>${htmlOf(deviation.deviation)}</h3>`,
    `<p>${htmlOf(message)}</p>`,
    ...(known ? [`<p class="known">Known: ${htmlOf(known.reason)}</p>`] : []),
    ...(at === undefined ? [] : [`<p class="soft">at <code>${htmlOf(at)}</code></p>`]),
    `<div class="sides">${sideHtml('expected', expected)}${sideHtml('got', got)}</div>`,
    ...(exchange ? [copyHtml('Request', exchange.curl, id)] : []),
    ...(exchange
      ? [
          `<p class="label">Answer, HTTP ${exchange.response.status}</p>`,
          block(excerpt(exchange, LONGEST)),
        ]
      : []),
  ].join('\n');
}

const sideHtml = (side: 'expected' | 'got', value: unknown): string =>
  `<div><p class="label ${side}">${side}</p>${block(valueText(value))}</div>`;

/** A long text can be scrolled with the keyboard. */
function block(text: string, id?: string): string {
  const lines = text.split('\n').map(htmlOf).join('\n');
  return `<pre tabindex="0"${id === undefined ? '' : ` id="${htmlOf(id)}"`}>${lines}</pre>`;
}

function copyHtml(label: string, text: string, id: string): string {
  const place = `text-${id}`;
  return (
    `<p class="label">${label}</p><div class="copy">${block(printable(text), place)}` +
    `<button type="button" data-copy="${htmlOf(place)}" hidden>Copy</button></div>`
  );
}

/** JSON with indents; a text as it is. */
function valueText(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return truncate(printable(value), LONGEST);
  const flat = jsonText(value);
  if (flat.length > LONGEST) return truncate(flat, LONGEST);
  const indented = jsonText(value, 2);
  return indented.length > 2 * LONGEST ? flat : indented;
}
