/**
 * `npm run build:console`: bundles the console into dist/mock/console, which the mock serves under
 * /__mock/. The page refers to its files by relative URLs, so that it also works in a sandbox or
 * behind a proxy. The files are named after their content, and compressed: no browser needs them
 * in another form, and the package stays small.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { addThirdParty } from '../../third-party.js';

const source = import.meta.dirname;
const target = join(source, '../../dist/mock/console');

const { outputFiles, metafile } = await build({
  entryPoints: { console: join(source, 'main.tsx') },
  outdir: target,
  bundle: true,
  write: false,
  metafile: true,
  minify: true,
  format: 'esm',
  target: 'es2023',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  legalComments: 'none',
  tsconfig: join(source, 'tsconfig.json'),
});

rmSync(target, { recursive: true, force: true });
mkdirSync(join(target, 'assets'), { recursive: true });
const write = (name, text) =>
  writeFileSync(join(target, `${name}.gz`), gzipSync(text, { level: 9 }));

let page = readFileSync(join(source, 'index.html'), 'utf8');
for (const { path, contents } of outputFiles) {
  const ending = path.slice(path.lastIndexOf('.') + 1);
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 10);
  const name = `assets/console-${hash}.${ending}`;
  write(name, contents);
  page = page.replace(`console.${ending}`, name);
}
write('index.html', page);
addThirdParty(Object.keys(metafile.inputs).map((path) => join(process.cwd(), path)));
