/**
 * The README's table of differences. `npx tsx test/support/differences-markdown.ts` prints it, for
 * the place between the two comments.
 */
import { pathToFileURL } from 'node:url';
import { DIFFERENCES, type Difference, type Shown } from './differences.js';

export const START = '<!-- differences:start -->';
export const END = '<!-- differences:end -->';

/** The table between its two comments, without line end. */
export function differencesMarkdown(): string {
  const header = [
    'When asked',
    'for example',
    '`documented`',
    '`emqx-4.3`, `emqx-4.4`',
    '`emqx-4.3.0`',
  ];
  const rows = DIFFERENCES.map((row) => [
    `${row.situation} ([${row.decision}](openapi/decisions.md#${row.decision}))`,
    exampleOf(row),
    answerOf(row.documented),
    answerOf(row.broker),
    row.broker430 ? answerOf(row.broker430) : 'the same',
  ]);
  const lines = [header, header.map(() => '---'), ...rows].map((cells) => {
    return `| ${cells.join(' | ')} |`;
  });
  return [START, '', ...lines, '', END].join('\n');
}

function exampleOf({ request }: Difference): string {
  const { path, body, credentials } = request;
  const notes = [
    ...(path.endsWith('=T') ? ['T: the second shown'] : []),
    ...(body === undefined ? [] : [`body ${code(body)}`]),
    ...(credentials === 'none' ? ['no `Authorization`'] : []),
    ...(credentials === 'not base64' ? ['`Authorization: Basic %%%`'] : []),
  ];
  return [code(`${request.method ?? 'GET'} ${path}`), ...notes].join(', ');
}

const LONGEST = 72;

/** HTTP 200 goes without saying where a body follows. */
function answerOf({ status, body }: Shown): string {
  const short = body.length > LONGEST ? `${body.slice(0, LONGEST)}…` : body;
  const shown = /^\{.*[^}]$/.test(short) && !short.endsWith('…') ? `${short}…` : short;
  if (body === '') return `HTTP ${status}, no body`;
  return status === 200 ? code(shown) : `HTTP ${status} ${code(shown)}`;
}

/** A pipe would end the cell. */
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  process.stdout.write(`${differencesMarkdown()}\n`);
}
