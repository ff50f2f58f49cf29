import { defineConfig } from 'vitest/config';

// A change of the engine is judged by its own tests, the README's table of differences and the
// recordings of real brokers. Tests with sockets are left out: they take seconds for each change.
export default defineConfig({
  root: process.cwd(),
  test: {
    include: [
      'test/unit/core/**/*.test.ts',
      'test/unit/readme-differences.test.ts',
      'test/recordings/replay.test.ts',
    ],
    testTimeout: 60_000,
    isolate: false,
  },
});
