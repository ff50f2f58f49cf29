/** The files that a list request passes, measured by V8, against the list in CONTRIBUTING.md. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');
const MOST = 16;

/** The files of mock/ that CONTRIBUTING.md lists, in its order. */
async function listedFiles(): Promise<string[]> {
  const text = await readFile(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');
  const [, section = ''] = text.split('\n## The way of a list request\n');
  const [items = ''] = section.split('\n## ');
  return [...items.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, file = '']) => `mock/${file}`);
}

test('a list request passes the files that CONTRIBUTING.md lists, and at most 16', async () => {
  const script = path.join(import.meta.dirname, 'one-list-request.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script]);
  const passed = JSON.parse(stdout) as string[];
  expect(passed.toSorted()).toEqual((await listedFiles()).toSorted());
  expect(passed.length).toBeLessThanOrEqual(MOST);
});
