import { defineConfig } from 'vitest/config';

// What judges a change to the engine: its own tests, and the recordings of real brokers. Left out
// is what takes seconds for each mutant: sockets, 100,000 rows, and the texts of 65,536 rows.
export default defineConfig({
  root: process.cwd(),
  test: {
    include: ['test/unit/core/**/*.test.ts', 'test/recordings/replay.test.ts'],
    testNamePattern: /^(?!.*(?:through a socket|over 100,000 clients|the same text however often))/,
    testTimeout: 60_000,
    isolate: false,
  },
});
