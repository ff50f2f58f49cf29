import {
  LINES,
  newestOf,
  RELEASES,
  releasesOf,
  split,
  type Release,
} from '../../core/releases/releases.js';
import { printable } from '../../shared/printable.js';
import type { DifferenceName } from '../../../openapi/usage/differences.js';
import { requestsOf, type Usage } from '../../../openapi/usage/usage.js';
import { counted, describeEffect, describeMembers, describeUses } from './describe-use.js';
import { acceptedReason, type ChangedUse, type Finding } from './findings.js';
import type { Answer } from './replay.js';

/** Parameters that a difference is about, where a use has several. */
const ABOUT: Readonly<Partial<Record<DifferenceName, RegExp>>> = {
  countUnderFilter: /^_page$/,
  timeUnit: /^_[gl]te_c/,
  like: /^_like_/,
  emptyLike: /^_like_/,
  filters: /^filter$/,
  queueFilters: /^_[gl]te_m/,
  zeroLimit: /^_limit$/,
  hugeLimit: /^_limit$/,
};

/** `12 requests in 3 tests`, of uses whose tests are known. */
function countText(uses: readonly ChangedUse[]): string {
  const tests = testsOf(uses);
  if (tests.length === 0) return '';
  const requests = uses.reduce((sum, { use }) => sum + requestsOf(use), 0);
  return ` (${counted(requests, 'request')} in ${counted(tests.length, 'test')})`;
}

export const testsOf = (uses: readonly ChangedUse[]): readonly string[] =>
  [...new Set(uses.flatMap(({ use }) => [...use.tests.keys()]))].sort();

/** The use that shows a difference best: the one about what differs, in most requests. */
function shownUse({ name, uses }: Finding): ChangedUse {
  const about = ABOUT[name];
  const rank = ({ use }: ChangedUse): number =>
    Number(
      about !== undefined &&
        Object.keys(use.with).some((each) => about.test(each)) &&
        use.with['_page'] !== 'first',
    );
  return uses.reduce((best, next) => (rank(next) > rank(best) ? next : best));
}

/** `Your tests page under a filter with meta.count (12 requests in 3 tests): 4.1 to 4.4 send -1.` */
export function sentenceOf(finding: Finding): string {
  const { uses, releases, name } = finding;
  const shown = shownUse(finding);
  const about = ABOUT[name];
  const what = describeUses(
    shown.use,
    uses.map(({ use }) => use),
    (each) => about?.test(each) ?? false,
  );
  const range = rangeText(releases);
  const effect = describeEffect(shown.changes, !/ (?:to|and) /.test(range));
  return `Your tests ${what}${describeMembers(shown.changes, what)}${countText(uses)}: ${range} ${effect}.`;
}

/** E.g. `4.1 to 4.4`, or `4.3.13 to 4.3.22 and 4.4.2 to 4.4.19`. */
export function rangeText(releases: readonly Release[]): string {
  const runs: [Release, Release][] = [];
  for (const release of releases) {
    const last = runs.at(-1);
    const isNext = last && RELEASES.indexOf(release) === RELEASES.indexOf(last[1]) + 1;
    if (last && isNext) last[1] = release;
    else runs.push([release, release]);
  }
  return runs
    .map(([first, last]) => {
      const [[firstLine, firstPatch], [lastLine]] = [split(first), split(last)];
      const isFromStart = firstPatch === 0;
      const isToEnd = newestOf(lastLine) === last;
      if (first === last) return first;
      if (firstLine === lastLine) {
        return isFromStart && isToEnd ? firstLine : `${first} to ${last}`;
      }
      return `${isFromStart ? firstLine : first} to ${isToEnd ? lastLine : last}`;
    })
    .join(' and ');
}

/** `Works with EMQX 4.1 to 4.4, except 4.3.0 to 4.3.2`; of all lines that work in part. */
export function badgeLine({ accepted }: Usage, findings: readonly Finding[]): string {
  const broken = new Set(
    findings.flatMap(({ name, releases }) =>
      releases.filter((release) => acceptedReason(accepted, name, release) === undefined),
    ),
  );
  const working = LINES.filter((line) => releasesOf(line).some((release) => !broken.has(release)));
  const [first] = working;
  const last = working.at(-1);
  if (first === undefined || last === undefined) return 'Works with no release of EMQX 4';
  const within = LINES.slice(LINES.indexOf(first), LINES.indexOf(last) + 1).flatMap(releasesOf);
  const except = within.filter((release) => broken.has(release));
  const lines = first === last ? first : `${first} to ${last}`;
  return `Works with EMQX ${lines}${except.length > 0 ? `, except ${rangeText(except)}` : ''}`;
}

/** Prints a finding: its sentence, the two answers, the tests, and whether it is accepted. */
export function printFinding(finding: Finding, reason: string | undefined): string {
  const { name, title, says } = finding;
  const shown = shownUse(finding);
  const { tested, release, answers } = shown;
  const width = Math.max(tested.length, release.length);
  const others = finding.uses.length - 1;
  const tests = testsOf(finding.uses);
  const lines = [
    sentenceOf(finding),
    `  ${name} (${title})${says === '' ? '' : `: ${says}`}`,
    `  ${requestText(shown)}${others > 0 ? `, and ${counted(others, 'more use')}` : ''}`,
    `  ${tested.padEnd(width)}  ${answerText(answers[0])}`,
    `  ${release.padEnd(width)}  ${answerText(answers[1])}`,
    ...tests.slice(0, MAX_TESTS).map((test) => `  test: ${test}`),
    ...(tests.length > MAX_TESTS ? [`  and ${tests.length - MAX_TESTS} more tests`] : []),
    ...(reason === undefined ? [] : [`  accepted: ${reason}`]),
  ];
  return lines.map((line) => `${printable(line)}\n`).join('');
}

const MAX_TESTS = 10;

function requestText({ example }: ChangedUse): string {
  const { method, path, query, body } = example;
  const text = `${method} ${path.replace('/api/v4', '')}${query === '' ? '' : `?${query}`}`;
  return body === '' ? text : `${text} ${body}`;
}

const MAX_ANSWER = 300;

/** An answer in one line: a client is its id, with its members if these are what differs. */
function answerText({ status, body, subscriptions }: Answer): string {
  let text = body;
  try {
    text = JSON.stringify(JSON.parse(body, shorten));
  } catch {
    // Shown as it is.
  }
  const short = text.length > MAX_ANSWER ? `${text.slice(0, MAX_ANSWER)}…` : text;
  const then = subscriptions ? `, then subscribed to ${subscriptions.join(', ') || 'nothing'}` : '';
  return `HTTP ${status}${short === '' ? ' without a body' : ` ${short}`}${then}`;
}

function shorten(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('clientid' in value)) return value;
  if ('topic' in value) return value;
  return `${String(value.clientid)} (${Object.keys(value).length} members)`;
}
