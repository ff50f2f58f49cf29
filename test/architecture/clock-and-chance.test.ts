/** Breaks the lint rules that keep clocks, random sources and host globals out of the core. */
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

// The code is not on disk and has no types, so rules that need types are off.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

async function brokenRules(code: string, filePath: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: join(root, filePath) });
  return (result?.messages ?? []).map(({ ruleId, message }) => ruleId ?? message);
}

test.each([
  ['Math.random()', 'no-restricted-properties'],
  ['Date.now()', 'no-restricted-properties'],
  ['performance.now()', 'no-restricted-properties'],
  ['new Date()', 'no-restricted-syntax'],
  ['Date()', 'no-restricted-syntax'],
  ['crypto.randomUUID()', 'no-restricted-globals'],
  ['setTimeout(main, 1)', 'no-restricted-globals'],
  ['process.hrtime()', 'no-restricted-globals'],
  ['Buffer.from(text)', 'no-restricted-globals'],
])('the core may not call %s', async (call, rule) => {
  const code = `export const value = (main: () => void, text: string) => [main, text, ${call}];\n`;
  expect(await brokenRules(code, 'mock/core/example.ts')).toContain(rule);
});

test('the core may convert a given time to a Date', async () => {
  const code = 'export const when = (now: () => number) => new Date(now());\n';
  expect(await brokenRules(code, 'mock/core/example.ts')).toEqual([]);
});

test.each(['seed', 'scenarios', 'faults'])('%s may not call Math.random()', async (folder) => {
  const code = 'export const value = Math.random();\n';
  expect(await brokenRules(code, `mock/${folder}/example.ts`)).toEqual([
    'no-restricted-properties',
  ]);
});

test('a host may read the clock', async () => {
  const code = 'export const clock = () => Date.now();\n';
  expect(await brokenRules(code, 'mock/hosts/example.ts')).toEqual([]);
});

test('no source may use the type any', async () => {
  const code = 'export const anything = (value: any): unknown => value;\n';
  for (const folder of ['openapi', 'mock/hosts', 'contracts', 'test']) {
    expect(await brokenRules(code, `${folder}/example.ts`)).toContain(
      '@typescript-eslint/no-explicit-any',
    );
  }
});
