/** The lint rules that keep the clock, the dice and the host out of the core, broken on purpose. */
import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

// The planted code is no file on disk, so it can have no types: rules that ask for them are off.
const eslint = new ESLint({ cwd: root, overrideConfig: [tseslint.configs.disableTypeChecked] });

async function complaints(code: string, filePath: string): Promise<string[]> {
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
  expect(await complaints(code, 'mock/core/planted.ts')).toContain(rule);
});

test('the core may make a date of an instant that was handed in', async () => {
  const code = 'export const when = (now: () => number) => new Date(now());\n';
  expect(await complaints(code, 'mock/core/planted.ts')).toEqual([]);
});

test.each(['seed', 'scenarios', 'faults'])('%s may not draw its own numbers', async (room) => {
  const code = 'export const drawn = Math.random();\n';
  expect(await complaints(code, `mock/${room}/planted.ts`)).toEqual(['no-restricted-properties']);
});

test('a host may read the clock', async () => {
  const code = 'export const clock = () => Date.now();\n';
  expect(await complaints(code, 'mock/hosts/planted.ts')).toEqual([]);
});

test('nobody may write any', async () => {
  const code = 'export const anything = (value: any): unknown => value;\n';
  for (const house of ['openapi', 'mock/hosts', 'contracts', 'test']) {
    expect(await complaints(code, `${house}/planted.ts`)).toContain(
      '@typescript-eslint/no-explicit-any',
    );
  }
});
