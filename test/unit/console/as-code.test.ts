import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { asCurl, asFetch } from '../../../mock/console/query/as-code.js';

const URL = 'http://127.0.0.1:8081/api/v4/clients?a=1';

/** What a shell passes to curl. */
async function argumentsOf(command: string): Promise<string[]> {
  const script = `curl() { for each in "$@"; do printf '%s\\0' "$each"; done; }\n${command}`;
  const { stdout } = await promisify(execFile)('sh', ['-c', script]);
  return stdout.split('\0').slice(0, -1);
}

test.each([
  ['a plain request', { method: 'GET', url: URL }, [URL]],
  ['credentials', { method: 'GET', url: URL, credentials: 'a:b' }, ['-u', 'a:b', URL]],
  [
    'quotes and variables',
    { method: 'GET', url: `${URL}'$HOME\`id\``, credentials: `it's:"$x"` },
    ['-u', `it's:"$x"`, `${URL}'$HOME\`id\``],
  ],
  ['brackets', { method: 'GET', url: `${URL}[1]` }, ['-g', `${URL}[1]`]],
  ['another method', { method: 'DELETE', url: URL }, ['-X', 'DELETE', URL]],
])('a shell reads the curl command of %s as it was meant', async (_, request, expected) => {
  expect(await argumentsOf(asCurl(request))).toEqual(expected);
});

test('fetch gets texts as literals of JavaScript', () => {
  expect(asFetch({ method: 'GET', url: URL })).toBe(`const response = await fetch("${URL}");`);
  expect(asFetch({ method: 'DELETE', url: URL, credentials: `a"b:'c` })).toBe(
    [
      `const response = await fetch("${URL}", {`,
      `  method: "DELETE",`,
      `  headers: { authorization: 'Basic ' + btoa("a\\"b:'c") },`,
      '});',
    ].join('\n'),
  );
});
