/**
 * `npm run build:commonjs`: dist for CommonJS, in dist/cjs. Node.js itself does not load it:
 * its `require` finds the ES modules with the condition `module-sync`, so that a process has one copy
 * of each class. Jest, TypeScript and older tools use these files.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

const common = {
  platform: 'node',
  logLevel: 'warn',
  checks: { pluginTimings: false },
  external: Object.keys({ ...dependencies, ...peerDependencies })
    .filter((name) => !ESM_ONLY.includes(name))
    .map((name) => new RegExp(`^${name}(/|$)`)),
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
]);
