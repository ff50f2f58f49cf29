import { readFileSync } from 'node:fs';
import { format } from 'prettier';
import { expect, test } from 'vitest';
import { differencesMarkdown, END, START } from '../support/differences-markdown.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const inReadme = readme.slice(readme.indexOf(START), readme.indexOf(END) + END.length);

test('the README has the generated table', () => {
  expect(
    withoutPadding(inReadme),
    'run `npx tsx test/support/differences-markdown.ts` and paste its output',
  ).toEqual(withoutPadding(differencesMarkdown()));
});

test('formatting does not change the table', async () => {
  const formatted = await format(differencesMarkdown(), { parser: 'markdown' });
  expect(withoutPadding(formatted.trim())).toEqual(withoutPadding(differencesMarkdown()));
});

/** Prettier pads table cells to equal width. */
function withoutPadding(markdown: string): string[] {
  return markdown.split('\n').map((line) => line.replace(/ +\|/g, ' |').replace(/-{3,}/g, '---'));
}
