/** The Chinese documents say the same as the English ones: the same code, parts, images and links. */
import { posix } from 'node:path';
import { expect, test } from 'vitest';
import { readProjectFile } from '../support/project-files.js';

const FENCE = /^```.*\n[\s\S]*?^```$/gm;

const DOCUMENTS: readonly (readonly [english: string, chinese: string])[] = [
  ['README.md', 'README.zh-CN.md'],
  ...['index', 'front-end', 'qa', 'ci'].map(
    (page) => [`docs/${page}.md`, `docs/zh/${page}.md`] as const,
  ),
];

/** What both languages have in common, in order. */
function skeletonOf(path: string) {
  const { text } = readProjectFile(path);
  const prose = text.replaceAll(FENCE, '');
  const linked = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  const local = linked.filter((link) => !/^(https?:|#)/.test(link));
  return {
    code: text.match(FENCE) ?? [],
    comments: (prose.match(/<!--.*?-->/gs) ?? []).filter((text) => !text.includes('generated:')),
    headings: (prose.match(/^#+ /gm) ?? []).map((marks) => marks.trim()),
    lists: (prose.match(/^(- |\d+\. )/gm) ?? []).length,
    tableRows: (prose.match(/^\|/gm) ?? []).length,
    /** Scenarios, exit codes, options and the like, which begin a row. */
    names: prose.match(/^\| `[^`]+`/gm) ?? [],
    hosts: linked.filter((link) => link.startsWith('http')),
    /** The files that it links to, from the root of the project; those of a page in English. */
    files: local
      .map((link) => posix.join(posix.dirname(path), link.replace(/#.*/, '')))
      .map((file) => file.replace('docs/zh/', 'docs/').replace('README.zh-CN.md', 'README.md'))
      .sort(),
  };
}

test.each(DOCUMENTS)('%s and %s have the same code, parts and links', (english, chinese) => {
  const expected = skeletonOf(english);
  const actual = skeletonOf(chinese);
  expect(actual.code).toEqual(expected.code);
  expect({ ...actual, code: [] }).toEqual({ ...expected, code: [] });
});

test('the Chinese documents lead to Chinese pages where these exist', () => {
  const pages = DOCUMENTS.map(([english]) => english).filter((path) => path.startsWith('docs/'));
  for (const [, chinese] of DOCUMENTS) {
    const links = [...readProjectFile(chinese).text.matchAll(/\]\(([^)#\s]+)/g)];
    const files = links.map(([, link = '']) => posix.join(posix.dirname(chinese), link));
    expect(files.filter((file) => pages.includes(file))).toEqual([]);
  }
});

test.each(DOCUMENTS)('%s: a paragraph of %s is one line', (_english, chinese) => {
  // Browsers show a line break as a space, and Chinese has no spaces between words.
  const prose = readProjectFile(chinese).text.replaceAll(FENCE, '');
  const isText = (line: string): boolean => /^[^#|<!\s]/.test(line);
  const lines = prose.split('\n');
  const wrapped = lines.filter(
    (line, index) =>
      isText(line.replace(/^ +/, '')) &&
      !/^(- |\d+\. )/.test(line) &&
      isText(lines[index - 1] ?? ''),
  );
  expect(wrapped).toEqual([]);
});

test('a missing block, part or link is noticed', () => {
  const { code, headings, files } = skeletonOf('docs/ci.md');
  expect(code.length).toBeGreaterThan(5);
  expect(headings.length).toBeGreaterThan(5);
  expect(files).toContain('docs/production.md');
});
