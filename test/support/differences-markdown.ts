/**
 * Generates the README's table of differences. `npx tsx test/support/differences-markdown.ts` prints
 * it, with the two comments around it.
 */
import { pathToFileURL } from 'node:url';
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
  const lines = [header, header.map(() => '---'), ...rows].map((cells) => {
    return `| ${cells.join(' | ')} |`;
  });
  return [START, '', ...lines, '', END].join('\n');
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
