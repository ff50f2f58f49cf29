/**
 * `npm run build:bundles`: joins what the compiler has written to dist/compiled.
 *
 * - The ES modules: an entry has the place that package.json names, and what several import is in
 *   dist/shared. Loading two hundred small files took a third of the commands' start.
 * - The same for CommonJS, in dist/cjs. Node.js itself does not load it: its `require` finds the ES
 *   modules with the condition `module-sync`, so that a process has one copy of each class. Jest,
 *   TypeScript and older tools use these files.
 * - The declarations of both: only the types that the entries export.
 *
 * The files contain every package that is not one of the `dependencies`. Those whose parts the kit
 * does not need are bundled: they would be three fifths of an installation.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { addThirdParty } from './third-party.js';

/** The dependencies that CommonJS cannot load: its files contain them. */
const ESM_ONLY = ['json-schema-faker'];

const read = (path) => readFileSync(join(import.meta.dirname, path), 'utf8');
const { bin, dependencies, peerDependencies } = JSON.parse(read('package.json'));

/** The entries, by the name of the file for CommonJS. */
const entries = {
  mock: 'mock/index',
  msw: 'mock/hosts/msw/index',
  playwright: 'mock/fixtures/playwright',
  vitest: 'mock/fixtures/vitest',
  contracts: 'contracts/index',
  'contracts-vitest': 'contracts/vitest',
  openapi: 'openapi/index',
  'openapi-validators': 'openapi/validators',
};
const commands = Object.values(bin).map((file) => file.replace(/^dist\/|\.js$/g, ''));

const compiled = (path, ending) => `dist/compiled/${path}.${ending}`;
/** The compiled entries, by their name for CommonJS. */
const byName = (ending) =>
  Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, compiled(path, ending)]));
/** The same, by their path. */
const byPath = (paths, ending) =>
  Object.fromEntries(paths.map((path) => [path, compiled(path, ending)]));

const packages = Object.keys({ ...dependencies, ...peerDependencies });
const externals = (names) => names.map((name) => new RegExp(`^${name}(/|$)`));

const common = {
  platform: 'node',
  logLevel: 'warn',
  checks: { pluginTimings: false },
  external: externals(packages),
};
const commonjs = {
  ...common,
  external: externals(packages.filter((name) => !ESM_ONLY.includes(name))),
};
/** Packages are not looked into: a test checks that the declarations refer to no bundled one. */
const declarations = {
  ...common,
  external: (name, importer) => importer !== undefined && /^(?!\.|[A-Za-z]:|\/)/.test(name),
  plugins: [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false })],
};

const output = (dir, format, ending) => ({
  dir,
  format,
  entryFileNames: `[name].${ending}`,
  chunkFileNames: `shared/[name].${ending}`,
});

const thirdParty = {
  name: 'third-party',
  writeBundle: (_options, bundle) =>
    addThirdParty(Object.values(bundle).flatMap((file) => file.moduleIds ?? [])),
};

export default defineConfig([
  {
    ...common,
    input: byPath([...Object.values(entries), ...commands], 'js'),
    plugins: [thirdParty],
    output: output('dist', 'es', 'js'),
  },
  {
    ...commonjs,
    input: byName('js'),
    plugins: [thirdParty],
    // Tools read these files, people read those of ES modules.
    output: { ...output('dist/cjs', 'cjs', 'cjs'), minify: { mangle: false } },
  },
  {
    ...declarations,
    input: byPath(Object.values(entries), 'd.ts'),
    output: output('dist', 'es', 'd.ts'),
  },
  { ...declarations, input: byName('d.ts'), output: output('dist/cjs', 'es', 'd.cts') },
]);
