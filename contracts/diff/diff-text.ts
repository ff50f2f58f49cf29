import { counted } from '../shared/counted.js';
import { printable } from '../shared/printable.js';
import { truncate } from '../shared/truncate.js';
import { codeBlock, inlineText } from '../report/markdown-text.js';
import type { DiffReport } from './diff.js';
import { groupDifferences } from './group.js';

/** Differences of one request that a report shows. */
const SHOWN = 6;
/** Characters of a value. */
const LONGEST = 120;
/** Groups with their curl lines; the others name only a request. */
const WITH_CURL = 5;
const MOST_GROUPS = 20;

/** For a terminal. @param all each difference by itself, instead of groups */
export function diffText(report: DiffReport, all: boolean): string {
  const blocks = all ? entryBlocks(report) : groupBlocks(report);
  const warnings = report.warnings.map((warning) => `WARNING ${printable(warning)}`);
  const head = [`a: ${printable(report.a)}`, `b: ${printable(report.b)}`, ''];
  const hint = report.hint === undefined ? [] : [report.hint];
  return `${[...head, ...blocks, ...warnings, ...hint, verdictOf(report)].join('\n')}\n`;
}

const verdictOf = ({ entries, compared }: DiffReport): string =>
  `${entries.length} of ${compared} requests are answered differently`;

function groupBlocks(report: DiffReport): readonly string[] {
  const groups = groupDifferences(report);
  const lines = groups.slice(0, MOST_GROUPS).flatMap(({ title, requests, example }, index) => {
    const where = `${printable(title)}, in ${requests} of ${counted(report.compared, 'request')}`;
    const { request, curlA, curlB } = example;
    if (index >= WITH_CURL) return [`${where}; e.g. ${printable(request)}`];
    return [
      where,
      `  e.g. ${printable(request)}`,
      `  a: ${printable(curlA)}`,
      `  b: ${printable(curlB)}`,
    ];
  });
  const rest = groups.length - MOST_GROUPS;
  if (rest > 0) lines.push(`and ${counted(rest, 'more kind')} of differences`);
  if (groups.length > 0) lines.push('', 'Each difference: --all. Leave one out: --ignore PATH.');
  return lines;
}

function entryBlocks(report: DiffReport): readonly string[] {
  return report.entries.flatMap(({ request, differences, curlA, curlB }) => {
    const lines = differences.map(({ path, a, b }) => `  ${path}: ${show(a)} | ${show(b)}`);
    return [...[request, ...lines, `  a: ${curlA}`, `  b: ${curlB}`].map(printable), ''];
  });
}

const show = (value: unknown): string =>
  value === undefined ? 'nothing' : truncate(JSON.stringify(value), LONGEST);

/** With the groups, as `groups`. */
export function diffJson({ paths: _paths, ...report }: DiffReport): string {
  const groups = groupDifferences(report).map(({ title, requests, example }) => ({
    title,
    requests,
    example: example.request,
  }));
  return `${JSON.stringify({ ...report, groups }, null, 2)}\n`;
}

export function diffMarkdown(report: DiffReport): string {
  const word = (text: string): string => inlineText(printable(text));
  const groups = groupDifferences(report).flatMap(({ title, requests, example }) => {
    const { request, differences, curlA, curlB } = example;
    const lines = differences
      .slice(0, SHOWN)
      .map(({ path, a, b }) => `${path}: ${show(a)} | ${show(b)}`);
    const code = [request, ...lines, `a: ${curlA}`, `b: ${curlB}`].map(printable);
    return [
      `### ${word(title)}`,
      '',
      `In ${requests} of ${counted(report.compared, 'request')}, for example:`,
      '',
      ...codeBlock(code.join('\n')),
      '',
    ];
  });
  const head = ['## Differences between two brokers', '', `- a: ${word(report.a)}`];
  const warnings = report.warnings.map((warning) => `> ${word(warning)}\n`);
  const verdict = [`${verdictOf(report)}.`, ...(report.hint === undefined ? [] : [report.hint])];
  return `${[...head, `- b: ${word(report.b)}`, '', ...verdict, '', ...groups, ...warnings].join('\n')}\n`;
}
