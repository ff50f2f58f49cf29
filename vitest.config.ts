import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// These test dist, in a child process or a browser.
const asShipped = ['test/{cli,browser,examples,package}/**/*.test.ts', 'test/docs/pages.test.ts'];

// vi.mock() replaces a module only where no test before has loaded it: these need a process each.
const replacingModules = ['test/integration/persist-log.test.ts'];

// The examples import the package by its name, as a user does.
const exported = {
  'emqx-clients-kit/contracts': join(import.meta.dirname, 'dist/contracts/index.js'),
  'emqx-clients-kit/vitest': join(import.meta.dirname, 'dist/mock/fixtures/vitest.js'),
  'emqx-clients-kit/msw': join(import.meta.dirname, 'dist/mock/hosts/msw/index.js'),
  'emqx-clients-kit': join(import.meta.dirname, 'dist/mock/index.js'),
};

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 3,
    // No test asserts a duration: these end hung tests, on a slow machine, too.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: ['test/**/*.test.ts'],
          exclude: ['**/node_modules/**', ...asShipped, ...replacingModules],
          // One process runs many files, and loads what they share once: a quarter less time.
          isolate: false,
        },
      },
      {
        extends: true,
        test: { name: 'isolated', include: replacingModules },
      },
      {
        extends: true,
        resolve: { alias: exported },
        test: {
          name: 'shipped',
          include: asShipped,
          globalSetup: ['test/support/built.ts'],
        },
      },
    ],
  },
});
