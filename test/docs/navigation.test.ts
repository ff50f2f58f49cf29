/** The sidebars of the site and the pages of docs/. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CHINESE, CHINESE_PAGES, ENGLISH } from '../../docs/.vitepress/navigation.js';
import { repositoryLink } from '../../docs/.vitepress/repository-links.js';

const docs = join(import.meta.dirname, '../../docs');

/** The paths of the pages in a folder of docs, without the start page. */
const pagesIn = (folder: string): string[] =>
  readdirSync(join(docs, folder))
    .filter((name) => name.endsWith('.md') && name !== 'index.md')
    .map((name) => `/${folder}${name.replace('.md', '')}`)
    .sort();

const linksOf = (sidebar: typeof ENGLISH): string[] =>
  sidebar.flatMap(({ items = [] }) => items.map(({ link = '' }) => link)).sort();

test('the English sidebar has every English page, once', () => {
  expect(linksOf(ENGLISH)).toEqual(pagesIn(''));
});

test('the Chinese sidebar has every Chinese page, and the English ones of the others', () => {
  const chinese = pagesIn('zh/');
  const others = pagesIn('').filter((page) => !chinese.includes(`/zh${page}`));
  expect(linksOf(CHINESE)).toEqual([...chinese, ...others].sort());
  expect([...CHINESE_PAGES].sort()).toEqual(['/zh/', ...chinese]);
});

test.each([
  ['a page', 'qa.md#scenarios', 'index.md', 'qa.md#scenarios'],
  ['a page of another language', '../qa.md', 'zh/ci.md', '../qa.md'],
  [
    'a file of the repository',
    '../action.yml',
    'ci.md',
    'https://example.org/kit/blob/main/action.yml',
  ],
  [
    'the same from a folder',
    '../../a/b.md#x',
    'zh/ci.md',
    'https://example.org/kit/blob/main/a/b.md#x',
  ],
  ['another host', 'https://vite.dev', 'ci.md', 'https://vite.dev'],
  ['a part of the page', '#reports', 'ci.md', '#reports'],
])('a link to %s', (_what, link, page, expected) => {
  expect(repositoryLink(link, page, 'https://example.org/kit')).toBe(expected);
});
