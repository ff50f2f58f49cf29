/** The generated parts of docs/differences.md, docs/decisions.md and docs/qa.md. */
import { answerTo, requestOf } from '../../mock/explain/release-answers.js';
import {
  BEHAVIOUR_NAMES,
  BEHAVIOURS,
  type Behaviours,
  stepOf,
} from '../../mock/core/releases/behaviours.js';
import { type Line, LINES, releasesOf } from '../../mock/core/releases/releases.js';
import { DIFFERENCES, type Difference, type Shown } from '../support/differences.js';
import { code, table } from './markdown.js';

/** The cases of test/support/differences.ts, which a test sends to these dialects. */
export function caseTable(): string {
  const header = ['Case', 'Example', '`documented`', '`emqx-4.3`, `emqx-4.4`', '`emqx-4.3.0`'];
  const rows = DIFFERENCES.map((row) => [
    `${row.situation} ([${row.decision}](../openapi/decisions.md#${row.decision}))`,
    exampleOf(row),
    answerOf(row.documented),
    answerOf(row.broker),
    row.broker430 ? answerOf(row.broker430) : 'as 4.3',
  ]);
  return table(header, rows);
}

const MOST_SHOWN = 240;

/** What each line of releases does, from the table that the engine itself reads. */
export function releaseSections(): string {
  return BEHAVIOUR_NAMES.map((name) => {
    const { title, example } = BEHAVIOURS[name];
    const answer = answerTo(example, 'documented');
    const shown = answer.length > MOST_SHOWN ? `${answer.slice(0, MOST_SHOWN)}…` : answer;
    return [
      `### ${prose(title)}`,
      '',
      `\`${requestOf(example)}\` is answered in \`documented\` with \`${shown}\``,
      '',
      ...linesOf(name).map(({ lines, says }) => `- **${lines.join(', ')}**: ${prose(says)}`),
    ].join('\n');
  }).join('\n\n');
}

/** Names of parameters as code: Markdown would read `_gte_` as emphasis. */
const prose = (text: string): string => text.replaceAll(/(?<![\w`])_[a-z]\w*(=[\w-]+)?/g, '`$&`');

interface Said {
  readonly lines: readonly Line[];
  /** E.g. `A. From 4.3.9: B.` */
  readonly says: string;
}

/** Neighbouring lines of releases that do the same, together. */
function linesOf(name: keyof Behaviours): Said[] {
  return LINES.reduce<Said[]>((before, line) => {
    const says = historyIn(name, line);
    const last = before.at(-1);
    return last?.says === says
      ? [...before.slice(0, -1), { lines: [...last.lines, line], says }]
      : [...before, { lines: [line], says }];
  }, []);
}

function historyIn(name: keyof Behaviours, line: Line): string {
  const steps = releasesOf(line).map((release) => ({ release, says: stepOf(name, release).says }));
  return steps
    .filter((step, index) => step.says !== steps[index - 1]?.says)
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
