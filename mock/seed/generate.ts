/**
 * Generates default-families.ts: the families of the default seed, which a start would otherwise
 * generate from the schema each time. With `--check` it writes nothing and exits 1 if the file is out
 * of date: after a change of the schema, of the faker, or of how families are made.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { generateFamilies, MAX_FAMILIES } from './families.js';
import { DEFAULT_SEED } from './fleet.js';

const NAME = 'mock/seed/default-families.ts';
const file = new URL('default-families.ts', import.meta.url);
const families = generateFamilies(MAX_FAMILIES, DEFAULT_SEED).map((family) =>
  JSON.stringify(family),
);
const text = `// Generated from the schema Client by \`npm run generate\`. Do not edit.

import type { Archetype } from './archetype.js';

/** The families of the default seed. */
export const DEFAULT_FAMILIES: readonly Archetype[] = [
${families.map((family) => `  ${family},\n`).join('')}];
`;

const onDisk = await readFile(file, 'utf8').catch(() => undefined);
if (onDisk !== text) {
  if (process.argv.includes('--check')) {
    process.stderr.write(`${NAME} is out of date: run \`npm run generate\` and commit it.\n`);
    process.exitCode = 1;
  } else {
    await writeFile(file, text);
    process.stdout.write(`${NAME} written.\n`);
  }
}
