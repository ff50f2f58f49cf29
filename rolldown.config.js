/**
 * `npm run build:bundles`: what follows the compiler.
 *
 * - dist for CommonJS, in dist/cjs. Node.js itself does not load it: its `require` finds the ES
 *   modules with the condition `module-sync`, so that a process has one copy of each class. Jest,
 *   TypeScript and older tools use these files.
 * - The ES modules, joined: an entry keeps its place, and what it imports is in a few files in
 *   dist/shared. Loading two hundred small files took a third of the commands' start.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { defineConfig } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

/** The dependencies that CommonJS cannot load: these files contain them. */
const ESM_ONLY = ['@faker-js/faker', 'json-schema-faker'];

const read = (path) => readFileSync(join(import.meta.dirname, path), 'utf8');
const { dependencies, peerDependencies } = JSON.parse(read('package.json'));

/** The compiled entries, by the name of the file for CommonJS. */
const entries = {
  mock: 'dist/mock/index',
  msw: 'dist/mock/hosts/msw/index',
  playwright: 'dist/mock/fixtures/playwright',
  vitest: 'dist/mock/fixtures/vitest',
  contracts: 'dist/contracts/index',
  'contracts-vitest': 'dist/contracts/vitest',
  openapi: 'dist/openapi/index',
  'openapi-validators': 'dist/openapi/validators',
};

/** The entries with this ending. */
const input = (ending) =>
  Object.fromEntries(Object.entries(entries).map(([name, path]) => [name, `${path}.${ending}`]));

const packages = Object.keys({ ...dependencies, ...peerDependencies });
const externals = (names) => names.map((name) => new RegExp(`^${name}(/|$)`));

const common = {
  platform: 'node',
  logLevel: 'warn',
  checks: { pluginTimings: false },
  external: externals(packages.filter((name) => !ESM_ONLY.includes(name))),
};

/** The ES entries, with the commands, by their path in dist without its ending. */
const modules = [...Object.values(entries), 'dist/mock/bin', 'dist/contracts/bin'];
const nameOf = (path) => path.slice('dist/'.length);

/** Removes the compiled modules that a joined file contains. */
const removeJoined = {
  name: 'remove-joined',
  writeBundle(_options, bundle) {
    const written = new Set(Object.keys(bundle));
    const joined = Object.values(bundle).flatMap((file) => file.moduleIds ?? []);
    for (const id of joined) {
      const name = relative(join(import.meta.dirname, 'dist'), id)
        .split(sep)
        .join('/');
      // The bundler has modules of its own, which are no files.
      if (!written.has(name) && !name.startsWith('..') && existsSync(id)) rmSync(id);
    }
  },
};

/** Adds the licenses of the packages that the files contain. */
const licenses = {
  name: 'licenses',
  generateBundle() {
    const texts = ESM_ONLY.map((name) => `${name}\n\n${read(`node_modules/${name}/LICENSE`)}`);
    this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.join('\n\n') });
  },
};

export default defineConfig([
  {
    ...common,
    input: input('js'),
    plugins: [licenses],
    output: {
      dir: 'dist/cjs',
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: 'shared/[name].cjs',
    },
  },
  {
    ...common,
    input: input('d.ts'),
    plugins: [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false })],
    output: {
      dir: 'dist/cjs',
      format: 'es',
      entryFileNames: '[name].d.cts',
      chunkFileNames: 'shared/[name].d.cts',
    },
  },
  {
    ...common,
    external: externals(packages),
    input: Object.fromEntries(modules.map((path) => [nameOf(path), `${path}.js`])),
    plugins: [removeJoined],
    output: {
      dir: 'dist',
      format: 'es',
      entryFileNames: '[name].js',
      chunkFileNames: 'shared/[name].js',
    },
  },
]);
