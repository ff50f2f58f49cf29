/**
 * Generates the README's tables of differences. `npx tsx test/support/differences-markdown.ts` prints
 * it, with the two comments around it.
 */
import { pathToFileURL } from 'node:url';
import { answerTo, requestOf } from '../../mock/explain/release-answers.js';
import {
  BEHAVIOUR_NAMES,
  BEHAVIOURS,
  type Behaviours,
  stepOf,
} from '../../mock/core/releases/behaviours.js';
import { type Line, LINES, newestOf, releasesOf } from '../../mock/core/releases/releases.js';
import { DIFFERENCES, type Difference, type Shown } from './differences.js';

export const START = '<!-- differences:start -->';
export const END = '<!-- differences:end -->';

/** The table between its two comments, without a line break at the end. */
export function differencesMarkdown(): string {
  const header = ['Case', 'Example', '`documented`', '`emqx-4.3`, `emqx-4.4`', '`emqx-4.3.0`'];
  const rows = DIFFERENCES.map((row) => [
    `${row.situation} ([${row.decision}](openapi/decisions.md#${row.decision}))`,
    exampleOf(row),
    answerOf(row.documented),
    answerOf(row.broker),
    row.broker430 ? answerOf(row.broker430) : 'as 4.3',
  ]);
  const heading = '### By release';
  return [START, '', ...table(header, rows), '', heading, '', ...byLine(), '', END].join('\n');
}

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);

/** What each line of releases does, from the table that the engine itself reads. */
function byLine(): string[] {
  const rows = BEHAVIOUR_NAMES.map((name) => {
    const { title, example } = BEHAVIOURS[name];
    return [
      title,
      code(requestOf(example)),
      code(answerTo(example, 'documented')),
      ...LINES.map((line) => historyIn(name, line)),
    ];
  });
  return table(['Behaviour', 'Example', '`documented`', ...LINES], rows);
}

/** E.g. `A. From 4.3.9: B.`; `as 4.1` if the line before ended with the same and nothing changed. */
function historyIn(name: keyof Behaviours, line: Line): string {
  const says = releasesOf(line).map((release) => ({ release, says: stepOf(name, release).says }));
  const steps = says.filter((step, index) => step.says !== says[index - 1]?.says);
  const before = LINES[LINES.indexOf(line) - 1];
  const [first] = steps;
  if (before && steps.length === 1 && first?.says === stepOf(name, newestOf(before)).says) {
    return `as ${before}`;
  }
  return steps
    .map((step, index) => (index === 0 ? step.says : `From ${step.release}: ${step.says}`))
    .join(' ');
}

function exampleOf({ request }: Difference): string {
  const { path, body, credentials } = request;
  const notes = [
    ...(path.endsWith('=T') ? ['T: the second that is shown'] : []),
    ...(body === undefined ? [] : [`body ${code(body)}`]),
    ...(credentials === 'none' ? ['no `Authorization`'] : []),
    ...(credentials === 'not base64' ? ['`Authorization: Basic %%%`'] : []),
  ];
  return [code(`${request.method ?? 'GET'} ${path}`), ...notes].join(', ');
}

const LONGEST = 72;

/** Leaves out HTTP 200 if there is a body. */
function answerOf({ status, body }: Shown): string {
  const short = body.length > LONGEST ? `${body.slice(0, LONGEST)}…` : body;
  const shown = /^\{.*[^}]$/.test(short) && !short.endsWith('…') ? `${short}…` : short;
  if (body === '') return `HTTP ${status}, no body`;
  return status === 200 ? code(shown) : `HTTP ${status} ${code(shown)}`;
}

/** Escapes pipes, which end a table cell. */
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${differencesMarkdown()}\n`);
}
