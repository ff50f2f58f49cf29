import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { printable } from '../../shared/printable.js';

/** A result to write: a difference, in full as printed for people. */
export interface ReportedDifference {
  /** E.g. `countUnderFilter`. */
  readonly name: string;
  readonly sentence: string;
  readonly text: string;
  /** Why it is no failure; `undefined`: it is one. */
  readonly accepted: string | undefined;
}

export interface ReportedCheck {
  readonly file: string;
  /** The release or releases compared with, e.g. `EMQX 4.3.22`. */
  readonly releases: string;
  readonly differences: readonly ReportedDifference[];
  readonly badge: string;
}

const FORMATS = { junit, ctrf, markdown, html } as const;
type Format = keyof typeof FORMATS;

/** A report file to write. */
export interface ReportFile {
  readonly format: Format;
  readonly path: string;
}

/** Reads `junit=FILE,markdown=FILE`; `undefined` if it has another form. */
export function readReportFiles(text: string): readonly ReportFile[] | undefined {
  const files = text.split(',').map((part): ReportFile | undefined => {
    const [, format = '', path = ''] = /^\s*(\w+)=(.*\S)\s*$/.exec(part) ?? [];
    if (path === '' || !Object.hasOwn(FORMATS, format)) return undefined;
    return { format: format as Format, path };
  });
  return files.every((file) => file !== undefined) ? files : undefined;
}

export const EXPECTED_REPORTS = Object.keys(FORMATS)
  .map((format) => `${format}=FILE`)
  .join(', ');

/** Writes the files; missing folders are made. @throws {Error} for one that cannot be written. */
export function writeReportFiles(files: readonly ReportFile[], check: ReportedCheck): void {
  for (const { format, path } of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, FORMATS[format](check));
  }
}

/** XML 1.0 cannot represent most control characters, nor lone surrogates. */
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

const escape = (text: string): string =>
  text
    .replace(NOT_XML, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** One case for each difference: accepted ones are skipped. Without any, one case that passes. */
function junit({ differences, releases }: ReportedCheck): string {
  const cases = differences.map(({ name, sentence, text, accepted }) => {
    const message = escape(printable(accepted ?? sentence));
    const inner =
      accepted === undefined
        ? `<failure message="${message}" type="difference">${escape(text)}</failure>`
        : `<skipped message="${message}"/>`;
    return `    <testcase name="${escape(name)}" classname="emqx-mock.usage" time="0">${inner}</testcase>\n`;
  });
  if (cases.length === 0) {
    cases.push(
      '    <testcase name="answers as tested" classname="emqx-mock.usage" time="0"></testcase>\n',
    );
  }
  const failures = differences.filter(({ accepted }) => accepted === undefined).length;
  const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${differences.length - failures}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="${escape(releases)}" ${counts} time="0">\n${cases.join('')}  </testsuite>\n</testsuites>\n`;
}

/** Common Test Report Format (ctrf.io). */
function ctrf({ differences, releases, badge }: ReportedCheck): string {
  const tests = differences.map(({ name, sentence, text, accepted }) => ({
    name,
    status: accepted === undefined ? 'failed' : 'skipped',
    duration: 0,
    suite: [releases],
    message: printable(accepted ?? sentence),
    trace: text,
  }));
  const none = { name: 'answers as tested', status: 'passed', duration: 0, suite: [releases] };
  const all = tests.length > 0 ? tests : [none];
  const count = (status: string): number => all.filter((each) => each.status === status).length;
  const summary = {
    tests: all.length,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    pending: 0,
    other: 0,
    start: 0,
    stop: 0,
  };
  const results = { tool: { name: 'emqx-mock' }, summary, tests: all, extra: { badge } };
  return `${JSON.stringify({ reportFormat: 'CTRF', specVersion: '0.0.0', results }, null, 2)}\n`;
}

/** The text of others stands in blocks of code, with a fence that is longer than any in it. */
function markdown({ differences, releases, badge }: ReportedCheck): string {
  const parts = differences.map(({ name, text, accepted }) => {
    const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
    const fence = '`'.repeat(Math.max(3, ...runs.map((length) => length + 1)));
    const state = accepted === undefined ? '' : ' (accepted)';
    return `## ${name}${state}\n\n${fence}text\n${text.trimEnd()}\n${fence}\n`;
  });
  return [`# Usage, compared with ${releases}\n`, `${badge}.\n`, ...parts].join('\n');
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}' +
  'pre{overflow:auto;padding:1rem;background:#f2f2f2}';

function html({ differences, releases, badge }: ReportedCheck): string {
  const parts = differences.map(({ name, text, accepted }) => {
    const state = accepted === undefined ? '' : ' (accepted)';
    return `<h2>${escape(name)}${state}</h2>\n<pre tabindex="0">${escape(text.trimEnd())}</pre>`;
  });
  return [
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<title>Usage, compared with ${escape(releases)}</title>\n<style>${STYLE}</style>\n</head>\n<body>`,
    `<h1>Usage, compared with ${escape(releases)}</h1>\n<p>${escape(badge)}.</p>`,
    ...parts,
    '</body>\n</html>\n',
  ].join('\n');
}
