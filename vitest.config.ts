import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// These test dist, in a child process or a browser.
const testsOfDist = ['test/{cli,browser,examples,package}/**/*.test.ts'];

// The examples import the package by its name, as a user does.
const packageExports = {
  'emqx-clients-kit/msw': join(import.meta.dirname, 'dist/mock/hosts/msw/index.js'),
  'emqx-clients-kit': join(import.meta.dirname, 'dist/mock/index.js'),
};

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'source',
          include: ['test/**/*.test.ts'],
          exclude: testsOfDist,
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        extends: true,
        resolve: { alias: packageExports },
        test: {
          name: 'shipped',
          include: testsOfDist,
          globalSetup: ['test/support/built.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
