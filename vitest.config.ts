import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// These test dist, in a child process or a browser.
const asShipped = ['test/{cli,browser,examples,package}/**/*.test.ts'];

// The examples import the package by its name, as a user does.
const exported = {
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
          exclude: asShipped,
          testTimeout: 20_000,
          hookTimeout: 20_000,
        },
      },
      {
        extends: true,
        resolve: { alias: exported },
        test: {
          name: 'shipped',
          include: asShipped,
          globalSetup: ['test/support/built.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
