/**
 * `npm run build:console`: bundles the console into dist/mock/console, which the mock serves under
 * /__mock/. The page refers to its files by relative URLs, so that it also works in a sandbox or
 * behind a proxy. The files are named after their content, and compressed: no browser needs them
 * in another form, and the package stays small.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { addThirdParty } from '../../third-party.js';

const source = import.meta.dirname;
const target = join(source, '../../dist/mock/console');
const inputs = [];

/** Bundles for browsers. @returns the bytes by the name in the page */
async function bundle(entryPoints) {
  const { outputFiles, metafile } = await build({
    entryPoints,
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
  inputs.push(...Object.keys(metafile.inputs).map((path) => join(process.cwd(), path)));
  return outputFiles.map(({ path, contents }) => [basename(path), contents]);
}

/** Writes a page, and its files under names of their content, which the page then refers to. */
function writePage(folder, html, files) {
  let page = readFileSync(join(source, html), 'utf8');
  const write = (name, content) =>
    writeFileSync(join(target, folder, `${name}.gz`), gzipSync(content, { level: 9 }));
  mkdirSync(join(target, folder, 'assets'), { recursive: true });
  for (const [name, content] of files) {
    const hash = createHash('sha256').update(content).digest('hex').slice(0, 10);
    const hashed = `assets/${name.replace(/\.(?=\w+$)/, `-${hash}.`)}`;
    write(hashed, content);
    page = page.replace(`"${name}"`, `"${hashed}"`);
  }
  write('index.html', page);
}

/** A file of Swagger UI, without a reference to a map that is not served. */
function swaggerUi(name) {
  const path = join(source, '../../node_modules/swagger-ui-dist', name);
  inputs.push(path);
  return readFileSync(path, 'utf8').replace(/^(?:\/\/|\/\*)# sourceMappingURL=.*$/m, '');
}

rmSync(target, { recursive: true, force: true });
writePage('.', 'index.html', await bundle({ console: join(source, 'main.tsx') }));
writePage('reference', 'reference/index.html', [
  ...(await bundle({
    reference: join(source, 'reference/reference.ts'),
    'reference-style': join(source, 'reference/reference.css'),
  })),
  ['swagger-ui.js', swaggerUi('swagger-ui-bundle.js')],
  ['swagger-ui.css', swaggerUi('swagger-ui.css')],
]);
addThirdParty(inputs);
