import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { describe, expect, test } from 'vitest';
import { DIFFERENCES, type Difference } from '../../../mock/core/dialects/differences.js';
import { DIALECT_NAMES, type DialectName } from '../../../mock/core/dialects/dialect.js';
import { createMock, type Mock } from '../../../mock/index.js';
import { differencesMarkdown, END, START } from '../../support/differences-markdown.js';

const CREDENTIALS = {
  right: `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`,
  none: undefined,
  'not base64': 'Basic %%%',
};

const mocks = new Map(DIALECT_NAMES.map((dialect) => [dialect, createMock({ dialect })]));

function send(mock: Mock, { request }: Difference): { status: number; body: string } {
  const shown = mock.clients.get('emqx_c_1')?.connected_at ?? '';
  const second = String(Date.parse(`${shown.replace(' ', 'T')}Z`) / 1000);
  const [path = '', query = ''] = request.path.replace(/=T$/, `=${second}`).split('?');
  const authorization = CREDENTIALS[request.credentials ?? 'right'];
  return mock.handle({
    method: request.method ?? 'GET',
    path: `/api/v4${path}`,
    query,
    ...(authorization !== undefined && { headers: { authorization } }),
    ...(request.body !== undefined && { body: request.body }),
  });
}

function promised(difference: Difference, dialect: DialectName): { status: number; body: string } {
  if (dialect === 'documented') return difference.documented;
  return (dialect === 'emqx-4.3.0' ? difference.broker430 : undefined) ?? difference.broker;
}

describe.each(DIALECT_NAMES)('%s answers as the table of differences says', (dialect) => {
  test.for(DIFFERENCES.map((row) => [row.situation, row] as const))('%s', ([, difference]) => {
    const answer = send(mocks.get(dialect) as Mock, difference);
    const { status, body } = promised(difference, dialect);
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(body);
    if (body === '' || !/[{"]/.test(body)) expect(answer.body).toBe(body);
  });
});

test('every row of the table is a difference', () => {
  for (const { situation, documented, broker, broker430 } of DIFFERENCES) {
    expect([broker, broker430 ?? broker], situation).not.toEqual([documented, documented]);
  }
});

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const inReadme = readme.slice(readme.indexOf(START), readme.indexOf(END) + END.length);

test('the README holds the table as it is made', () => {
  expect(
    withoutPadding(inReadme),
    'run `npx tsx test/support/differences-markdown.ts` and paste what it prints',
  ).toEqual(withoutPadding(differencesMarkdown()));
});

test('the table survives being formatted', async () => {
  const formatted = await format(differencesMarkdown(), { parser: 'markdown' });
  expect(withoutPadding(formatted.trim())).toEqual(withoutPadding(differencesMarkdown()));
});

/** Formatting pads the cells of a table to equal width. */
function withoutPadding(markdown: string): string[] {
  return markdown.split('\n').map((line) => line.replace(/ +\|/g, ' |').replace(/-{3,}/g, '---'));
}
