/** The last line and the exit code of .ci/run, which runs in a temporary folder with a fake npm. */
import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const clone = mkdtempSync(join(tmpdir(), 'ci-'));
const commands = join(clone, 'bin');

const FAKE_COMMANDS = {
  npm: `case "$1" in
  ci) exit "$CI_STATUS" ;;
  test) if [ -n "$REPORT" ]; then mkdir -p reports; echo "$REPORT" >reports/vitest.json; fi; exit "$TEST_STATUS" ;;
  run) if [ "$*" = 'run --silent bench -- --quick' ]; then exit "$BENCH_STATUS"; fi ;;
esac`,
  // These exist, so .ci/run installs nothing.
  chromium: '',
  mosquitto_pub: '',
  curl: '',
};

beforeAll(() => {
  mkdirSync(join(clone, '.ci'));
  mkdirSync(commands);
  copyFileSync(join(root, '.ci/run'), join(clone, '.ci/run'));
  for (const [name, script] of Object.entries(FAKE_COMMANDS)) {
    writeFileSync(join(commands, name), `#!/usr/bin/env bash\n${script}\n`);
    chmodSync(join(commands, name), 0o755);
  }
});

afterAll(() => rmSync(clone, { recursive: true, force: true }));

const report = (numPassedTests: number, numFailedTests: number, numPendingTests = 0): string =>
  JSON.stringify({ numPassedTests, numFailedTests, numPendingTests, numTodoTests: 0 });

/** What the fake npm does: its exit codes (default 0) and the test report that it writes. */
interface Run {
  readonly when: string;
  readonly ci?: number;
  readonly test?: number;
  readonly bench?: number;
  readonly report?: string;
  readonly line: string;
  readonly status: number;
}

const RUNS: readonly Run[] = [
  { when: 'all tests pass', report: report(9, 0), line: '9 passed, 0 failed', status: 0 },
  {
    when: 'some are skipped',
    report: report(9, 0, 2),
    line: '9 passed, 0 failed, 2 skipped',
    status: 0,
  },
  { when: 'tests fail', report: report(9, 3), test: 1, line: '9 passed, 3 failed', status: 1 },
  {
    when: 'a test file does not load',
    report: report(9, 0),
    test: 1,
    line: '9 passed, 1 failed',
    status: 1,
  },
  { when: 'an earlier gate fails', test: 1, line: '0 passed, 1 failed', status: 1 },
  {
    when: 'the answers of the benchmark differ',
    report: report(9, 0),
    bench: 1,
    line: '9 passed, 1 failed',
    status: 1,
  },
  { when: 'npm ci fails', ci: 7, line: '0 passed, 1 failed', status: 7 },
];

for (const { when, line, status, ...run } of RUNS) {
  test(`the run ends with "${line}" and ${status} when ${when}`, () => {
    // A report of an earlier run, which must not be read.
    mkdirSync(join(clone, 'reports'), { recursive: true });
    writeFileSync(join(clone, 'reports/vitest.json'), report(1000, 0));
    const ended = spawnSync('bash', [join(clone, '.ci/run')], {
      encoding: 'utf8',
      env: {
        PATH: `${commands}${delimiter}${process.env['PATH'] ?? ''}`,
        CI_STATUS: String(run.ci ?? 0),
        TEST_STATUS: String(run.test ?? 0),
        BENCH_STATUS: String(run.bench ?? 0),
        REPORT: run.report ?? '',
      },
    });
    expect(ended.stdout.trimEnd().split('\n').at(-1)).toBe(line);
    expect(ended.status).toBe(status);
  });
}
