/** Which code blocks the documents have; a block is run, or has a reason why not. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Block, blocksOf, PAGES } from './blocks.js';

const root = join(import.meta.dirname, '../..');

/** Languages whose blocks are run or checked. */
const KNOWN = new Set(['sh', 'js', 'ts', 'yaml', 'json', 'http', 'text']);
/** What a block of YAML or JSON may be, as the word `as=`. */
const KINDS = new Set(['stubs', 'faults', 'config', 'profile', 'step', 'workflow']);

/** Why a block is neither run nor excused; `undefined`: it is. */
function objectionTo({ language, words, mark, text }: Block): string | undefined {
  if (mark?.text === '') return `"${mark.kind}" lacks its reason`;
  if (mark?.kind === 'from') {
    const source = readFileSync(join(root, mark.text), 'utf8');
    return contains(source, text) ? undefined : `${mark.text} does not contain it`;
  }
  if (mark?.kind === 'not run') return undefined;
  if (!KNOWN.has(language)) return `no runner knows the language "${language}"`;
  if (words.has('output') || words.has('file')) return undefined;
  if (language === 'yaml' || language === 'json') {
    return KINDS.has(words.get('as') ?? '') ? undefined : 'as= does not say what reads it';
  }
  return undefined;
}

/** Whether each part of the block, between empty lines, is in the source. */
const contains = (source: string, text: string): boolean =>
  text
    .split(/\n{2,}/)
    .map((part) => part.trim())
    .every((part) => source.includes(part));

describe('a block', () => {
  const only = (text: string): Block | undefined => blocksOf('a.md', text)[0];

  test('has the language, the words, the text and the line of its fence', () => {
    expect(only('# A\n\n```yaml file=a.yaml as=stubs\na: 1\n```\n')).toEqual({
      page: 'a.md',
      line: 3,
      language: 'yaml',
      words: new Map([
        ['file', 'a.yaml'],
        ['as', 'stubs'],
      ]),
      text: 'a: 1\n',
    });
  });

  test.each([
    ['```cobol\nx\n```', 'no runner knows the language "cobol"'],
    ['```\nx\n```', 'no runner knows the language ""'],
    ['```yaml\na: 1\n```', 'as= does not say what reads it'],
    ['<!-- not run: -->\n\n```sh\nx\n```', '"not run" lacks its reason'],
    ['<!-- from: package.json -->\n\n```json\n"nam": 1\n```', 'package.json does not contain it'],
  ])('is refused: %j', (text, objection) => {
    const block = only(text);
    expect(block && objectionTo(block)).toBe(objection);
  });

  test('in a list is found, with the comment before it', () => {
    const text = '- a\n\n  <!-- not run: needs nginx -->\n\n  ```nginx\n  x\n  ```\n';
    expect(only(text)).toMatchObject({
      text: 'x\n',
      mark: { kind: 'not run', text: 'needs nginx' },
    });
  });
});

test('the output of a block that is not run is not compared', () => {
  const text = '<!-- not run: why -->\n\n```sh\nx\n```\n\n```text output\ny\n```\n';
  const mark = { kind: 'not run', text: 'why' };
  expect(blocksOf('a.md', text)).toMatchObject([{ mark }, { mark }]);
});

test.each(PAGES)('%s has no block that is neither run nor excused', (page) => {
  const found = blocksOf(page).map((block) => {
    const objection = objectionTo(block);
    return objection === undefined ? [] : [`${page}:${block.line} ${objection}`];
  });
  expect(found.flat()).toEqual([]);
});

test('the README is short enough to be read', () => {
  expect(readFileSync(join(root, 'README.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(200);
});
