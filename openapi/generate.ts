/**
 * Generates types.ts (with openapi-typescript) and document.ts (the parsed document, for browsers)
 * from emqx-clients.yaml. With `--check` it writes nothing and exits 1 if one of them is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import openapiTS, { astToString } from 'openapi-typescript';
import { parse } from 'yaml';

const here = (name: string): URL => new URL(name, import.meta.url);

const NOTICE = '// Generated from emqx-clients.yaml by `npm run generate`. Do not edit.\n';

/** The text of each generated file by its name. It depends only on the YAML. */
async function generate(): Promise<ReadonlyMap<string, string>> {
  const source = here('emqx-clients.yaml');
  // Not immutable: openapi-fetch has no methods for read-only arrays. api-types.ts adds `readonly`.
  const types = astToString(await openapiTS(source, { silent: true }));
  const document: unknown = parse(await readFile(source, 'utf8'));
  return new Map([
    ['types.ts', `${NOTICE}\n${types}`],
    [
      'document.ts',
      `${NOTICE}
import type { OpenApiDocument } from './openapi-document.js';

export const document: OpenApiDocument = ${JSON.stringify(document, null, 2)};
`,
    ],
  ]);
}

const check = process.argv.includes('--check');
let stale = false;
for (const [name, text] of await generate()) {
  const onDisk = await readFile(here(name), 'utf8').catch(() => undefined);
  if (onDisk === text) continue;
  if (check) {
    stale = true;
    process.stderr.write(
      `openapi/${name} is out of date: run \`npm run generate\` and commit it.\n`,
    );
  } else {
    await writeFile(here(name), text);
    process.stdout.write(`openapi/${name} written.\n`);
  }
}
if (stale) process.exitCode = 1;
