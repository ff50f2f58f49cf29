import {
  DIALECTS_SHOWN,
  isDialectName,
  nearestDialect,
  readRelease,
  RELEASES,
  type Release,
} from '../core/releases/releases.js';
import { isBehaviour } from '../usage/check/attribute.js';
import { acceptedReason, findDifferences, type Finding } from '../usage/check/findings.js';
import { counted } from '../usage/check/describe-use.js';
import { badgeLine, printFinding, rangeText, sentenceOf, testsOf } from '../usage/check/report.js';
import {
  EXPECTED_REPORTS,
  readReportFiles,
  type ReportedCheck,
  type ReportedDifference,
  writeReportFiles,
} from '../usage/check/report-files.js';
import { printable } from '../shared/printable.js';
import { UsageFileError } from '../usage/usage-file-error.js';
import { readUsageFile } from '../usage/usage-file.js';
import { findUnknownDifference } from '../../openapi/usage/differences.js';
import type { Usage } from '../../openapi/usage/usage.js';
import {
  aboutUsageFile,
  checkRecorded,
  type RecordedUsage,
} from '../../openapi/usage/usage-file.js';

export interface UsageCheckOptions {
  /** A release or a line. Default: all releases. */
  readonly dialect?: string;
  readonly json?: true;
  readonly badge?: true;
  /** Such as `junit=FILE,html=FILE`. */
  readonly report?: string;
}

/** What the command prints, and its exit code; or why it cannot. */
export type UsageReport =
  | { readonly ok: true; readonly text: string; readonly code: 0 | 1 }
  | { readonly ok: false; readonly message: string };

/** `emqx-mock usage check`: what releases answer differently from what an application was tested with. */
export function checkUsage(file: string, options: UsageCheckOptions): UsageReport {
  const { dialect } = options;
  if (options.json && options.badge) {
    const message =
      'Option --badge: expected without --json, whose output has the line as the member badge.';
    return { ok: false, message };
  }
  const asked = dialect === undefined ? RELEASES : releasesNamed(dialect);
  if (!asked) {
    const message = `Option --dialect: expected a release: ${DIALECTS_SHOWN}, but got ${JSON.stringify(dialect)}.`;
    return { ok: false, message };
  }
  const files = options.report === undefined ? [] : readReportFiles(options.report);
  if (!files) {
    const message = `Option --report: expected ${EXPECTED_REPORTS}, but got ${JSON.stringify(options.report)}.`;
    return { ok: false, message };
  }
  let read: RecordedUsage;
  try {
    read = checkRecorded(file, readUsageFile(file));
  } catch (error) {
    if (error instanceof UsageFileError) return { ok: false, message: error.message };
    throw error;
  }
  if (!read.ok) return { ok: false, message: aboutUsageFile(file, read.problem) };
  const { usage } = read;
  const problem = findUnknownDialect(usage) ?? findUnknownDifference(usage.accepted);
  if (problem !== undefined) return { ok: false, message: `The usage file ${file}: ${problem}` };
  const [shown] = asked.length === 1 ? asked : [];
  const { text, code, ...check } = report(usage, findDifferences(usage, shown), asked, options);
  try {
    writeReportFiles(files, { file, ...check });
  } catch (error) {
    return { ok: false, message: `Option --report: ${(error as Error).message}.` };
  }
  return { ok: true, text, code };
}

function releasesNamed(name: string): readonly Release[] | undefined {
  const release = readRelease(name);
  return release === undefined ? undefined : [release];
}

/** A release that never existed would compare with nothing. */
function findUnknownDialect({ uses }: Usage): string | undefined {
  const unknown = uses.flatMap(({ tested }) => tested).find((name) => !isDialectName(name));
  if (unknown === undefined) return undefined;
  return `tested has ${JSON.stringify(unknown)}, which never existed (nearest: ${nearestDialect(unknown)}).`;
}

/** What is printed, and what report files have. */
interface ReportedResult extends Omit<ReportedCheck, 'file'> {
  readonly text: string;
  readonly code: 0 | 1;
}

function report(
  usage: Usage,
  findings: readonly Finding[],
  asked: readonly Release[],
  { json, badge: isBadge }: UsageCheckOptions,
): ReportedResult {
  const { accepted, uses } = usage;
  const shown = findings.filter(({ releases }) => asked.some((each) => releases.includes(each)));
  const openIn = ({ name, releases }: Finding): readonly Release[] =>
    releases.filter(
      (release) => asked.includes(release) && acceptedReason(accepted, name, release) === undefined,
    );
  const code = shown.some((finding) => openIn(finding).length > 0) ? 1 : 0;
  const badge = badgeLine(usage, findings);
  const parts = shown.map((finding): ReportedDifference => {
    const isOpen = openIn(finding).length > 0;
    const [release] = finding.releases.filter((each) => asked.includes(each));
    const reason = isOpen ? undefined : acceptedReason(accepted, finding.name, release ?? '');
    return {
      name: finding.name,
      sentence: sentenceOf(finding),
      text: printFinding(finding, reason),
      accepted: reason,
    };
  });
  const reported = {
    releases: `EMQX ${rangeText(asked)}`,
    differences: parts,
    badge,
    code,
  } as const;
  if (isBadge) return { ...reported, text: `${badge}\n` };
  if (json) {
    const differences = shown.map((finding) => ({
      difference: finding.name,
      title: finding.title,
      sentence: sentenceOf(finding),
      says: finding.says,
      releases: finding.releases,
      notAcceptedIn: openIn(finding),
      behaviour: isBehaviour(finding.name),
      tests: testsOf(finding.uses),
      uses: finding.uses.map(({ use, tested, release, answers, changes }) => ({
        request: use.request,
        with: use.with,
        tested,
        release,
        answers,
        changes: changes.map(({ member }) => member),
      })),
    }));
    // Names of tests may hold what turns a line of a terminal around.
    const lines = JSON.stringify({ badge, differences }, null, 2).split('\n');
    return { ...reported, text: `${lines.map(printable).join('\n')}\n` };
  }
  const text =
    asked.length === 1
      ? conclusion(asked[0] as Release, shown, openIn)
      : `${table(shown, openIn)}\n${badge}.\n`;
  const checked = counted(uses.length, 'use');
  const texts = [...parts.map((part) => part.text), `${checked} of the API checked.\n${text}`];
  return { ...reported, text: texts.join('\n') };
}

function conclusion(
  release: Release,
  shown: readonly Finding[],
  openIn: (finding: Finding) => readonly Release[],
): string {
  const open = shown.filter((finding) => openIn(finding).length > 0).length;
  if (shown.length === 0) return `EMQX ${release} answers all of them as tested.\n`;
  const rest = open === 0 ? 'all accepted' : `${open} not accepted`;
  return `EMQX ${release}: ${counted(shown.length, 'difference')}, ${rest}. To accept one, add it to \`accepted\` with a reason.\n`;
}

/** The differences of each range of releases that have the same. */
function table(
  shown: readonly Finding[],
  openIn: (finding: Finding) => readonly Release[],
): string {
  const rows: { releases: Release[]; names: string }[] = [];
  for (const release of RELEASES) {
    const names = shown
      .filter(({ releases }) => releases.includes(release))
      .map((finding) => (openIn(finding).includes(release) ? finding.name : `(${finding.name})`))
      .join(', ');
    const last = rows.at(-1);
    if (last?.names === names) last.releases.push(release);
    else rows.push({ releases: [release], names });
  }
  const ranges = rows.map(({ releases }) => rangeText(releases));
  const width = Math.max(...ranges.map((range) => range.length));
  const lines = rows.map(
    ({ names }, index) =>
      `  ${(ranges[index] ?? '').padEnd(width)}  ${names === '' ? 'as tested' : names}\n`,
  );
  return `\nReleases, and what they answer differently (accepted differences in parentheses):\n${lines.join('')}`;
}
