/** What the package changes: links of its documents, which lead somewhere for every reader, and a script. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PACKED_DOCUMENTS, withAbsoluteLinks, withoutPrepare } from './packed-files.js';

const root = join(import.meta.dirname, '../..');

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  version: string;
  files: string[];
  repository: { url: string };
};
const example = {
  version: '1.2.3',
  files: ['dist', 'openapi/decisions.md'],
  repository: { url: 'git+https://github.com/OWNER/kit.git' },
};

describe('in the packed documents', () => {
  test.each([
    ['[a](docs/front-end.md)', '[a](https://github.com/OWNER/kit/blob/v1.2.3/docs/front-end.md)'],
    ['[a](docs/x.md#part)', '[a](https://github.com/OWNER/kit/blob/v1.2.3/docs/x.md#part)'],
    ['![a](docs/x.png)', '![a](https://github.com/OWNER/kit/raw/v1.2.3/docs/x.png)'],
    [
      '![a](docs/x.png "A title")',
      '![a](https://github.com/OWNER/kit/raw/v1.2.3/docs/x.png "A title")',
    ],
    [
      '[![a](b.svg)](c.md)',
      '[![a](https://github.com/OWNER/kit/raw/v1.2.3/b.svg)](https://github.com/OWNER/kit/blob/v1.2.3/c.md)',
    ],
    ['<img src="docs/x.png">', '<img src="https://github.com/OWNER/kit/raw/v1.2.3/docs/x.png">'],
    ['[a](openapi/decisions.md#3)', '[a](openapi/decisions.md#3)'],
    ['[a](https://example.org/x)', '[a](https://example.org/x)'],
    ['[a](#part)', '[a](#part)'],
  ])('%s becomes %s', (text, expected) => {
    expect(withAbsoluteLinks('README.md', text, example)).toBe(expected);
  });

  test('links of a document in a folder are relative to it', () => {
    const text = '[a](../test/x.json) [b](decisions.md) [c](../dist/x.js)';
    expect(withAbsoluteLinks('openapi/decisions.md', text, example)).toBe(
      '[a](https://github.com/OWNER/kit/blob/v1.2.3/test/x.json) [b](decisions.md) [c](../dist/x.js)',
    );
  });

  test.each(PACKED_DOCUMENTS)('%s has no link to a file that does not exist', (path) => {
    const text = withAbsoluteLinks(path, readFileSync(join(root, path), 'utf8'), manifest);
    const home = manifest.repository.url.replace(/^git\+|\.git$/g, '');
    const links = [...text.matchAll(/(?:\]\(|(?:src|href)=")([^)\s"]+)/g)].map(
      ([, link = '']) => link,
    );
    const files = links.flatMap((link) => {
      const own = new RegExp(`^${home}/(?:blob|raw)/v${manifest.version}/`);
      if (own.test(link)) return [join(root, link.replace(own, ''))];
      return /^(\w+:|#)/.test(link) ? [] : [join(root, dirname(path), link)];
    });
    expect(files.filter((file) => !existsSync(file.replace(/[#?].*/, '')))).toEqual([]);
  });
});

interface Scripts {
  readonly scripts: Readonly<Record<string, string>>;
}
const text = readFileSync(join(root, 'package.json'), 'utf8');

test('the packed package.json lacks the script prepare, and nothing else', () => {
  const { scripts, ...others } = JSON.parse(text) as Scripts;
  const { prepare, ...left } = scripts;
  expect(prepare).toBe('npm run --silent build');
  expect(JSON.parse(withoutPrepare(text))).toEqual({ ...others, scripts: left });
});

test('npm pack builds, changes the files, and restores them', () => {
  const { scripts } = JSON.parse(text) as Scripts;
  expect(scripts['prepack']).toBe(
    'npm run --silent build && tsx test/package/packed-files.ts --pack',
  );
  expect(scripts['postpack']).toBe('tsx test/package/packed-files.ts --restore');
});
