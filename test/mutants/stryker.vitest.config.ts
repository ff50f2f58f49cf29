import { defineConfig } from 'vitest/config';

// What judges a change to the engine: its own tests, the README's table of differences, and the
// recordings of real brokers. Left out is what takes seconds for each mutant: sockets and 100,000 rows.
export default defineConfig({
  root: process.cwd(),
  test: {
    include: [
      'test/unit/core/**/*.test.ts',
      'test/unit/readme-differences.test.ts',
      'test/recordings/replay.test.ts',
    ],
    testNamePattern: /^(?!.*over 100,000 clients)/,
    testTimeout: 60_000,
    isolate: false,
  },
});
