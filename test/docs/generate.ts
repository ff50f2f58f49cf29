/**
 * Generates the parts of the documents that come from the sources: they are between the comments
 * `generated:NAME` and `/generated:NAME`. With `--check` it writes nothing and exits 1 if a page is out
 * of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { SCENARIOS } from '../../mock/scenarios/index.js';
import { caseTable, releaseSections } from './differences-tables.js';
import { code, table } from './markdown.js';
import { optionTables } from './option-tables.js';

const root = join(import.meta.dirname, '../..');

const PARTS: Readonly<Record<string, () => string | Promise<string>>> = {
  options: optionTables,
  differences: caseTable,
  releases: releaseSections,
  scenarios: () =>
    table(
      ['Scenario', 'What happens'],
      SCENARIOS.map(({ name, description }) => [code(name), description]),
    ),
  speed: async () => {
    const results = await readFile(join(root, 'test/bench/RESULTS.md'), 'utf8');
    return /^\|[^]*?(?=\n\n)/m.exec(results)?.[0] ?? '';
  },
  decisions: async () => {
    const text = await readFile(join(root, 'openapi/decisions.md'), 'utf8');
    const titles = [...text.matchAll(/^## (\d+)\. (.*)$/gm)];
    return titles
      .map(([, number = '', title = '']) => {
        return `${number}. [${title.replace(/[[\]]/g, '\\$&')}](../openapi/decisions.md#${number})`;
      })
      .join('\n');
  },
};

const PAGES = [
  'README.md',
  'README.zh-CN.md',
  'docs/options.md',
  'docs/differences.md',
  'docs/decisions.md',
  'docs/qa.md',
];

const PART = /<!-- generated:(\w+) -->\n[^]*?<!-- \/generated:\1 -->/g;

async function withParts(text: string, path: string): Promise<string> {
  let filled = text;
  for (const [part, name = ''] of text.matchAll(PART)) {
    const generated = await PARTS[name]?.();
    if (generated === undefined) throw new Error(`${path}: no generated part is named ${name}.`);
    const both = [`<!-- generated:${name} -->`, generated, `<!-- /generated:${name} -->`];
    filled = filled.replace(part, () => both.join('\n\n'));
  }
  return format(filled, { ...(await resolveConfig(path)), filepath: path });
}

const check = process.argv.includes('--check');
for (const path of PAGES) {
  const file = join(root, path);
  const onDisk = await readFile(file, 'utf8');
  const generated = await withParts(onDisk, file);
  if (generated === onDisk) continue;
  if (check) {
    process.stderr.write(`${path} is out of date: run \`npm run generate\` and commit it.\n`);
    process.exitCode = 1;
  } else {
    await writeFile(file, generated);
    process.stdout.write(`${path} written.\n`);
  }
}
