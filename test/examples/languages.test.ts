/**
 * The examples in other languages, with a mock that they start and with one that runs already. Python
 * must be installed; Go and Java are tested where they are.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BINS, startMock } from '../cli/child.js';
import { readProjectFile } from '../support/project-files.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Language {
  readonly name: string;
  readonly passed: RegExp;
  /** The command that runs the tests in the example's folder, with what it prepares. */
  readonly command: () => readonly [string, ...string[]];
}

const succeeds = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args).status === 0;

const python: Language = {
  name: 'python',
  passed: /4 passed/,
  command: () => {
    // The first may be another Python than that of Debian's package python3-pytest.
    const found = ['python3', '/usr/bin/python3'].find((path) =>
      succeeds(path, '-m', 'pytest', '--version'),
    );
    if (found === undefined) {
      throw new Error(
        "Failed to run pytest: install Debian's packages python3 and python3-pytest, or pip install pytest.",
      );
    }
    return [found, '-B', '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '-c', '/dev/null', '.'];
  },
};

const go: Language = {
  name: 'go',
  passed: /^ok /m,
  command: () => ['go', 'test', '-count=1', './...'],
};

/** The jars of Debian's package junit5. */
const JARS = '/usr/share/java';

function junitClassPath(): string {
  if (!existsSync(JARS)) return '';
  return readdirSync(JARS)
    .filter((name) => /^(junit-(jupiter|platform)|opentest4j|apiguardian|picocli|univ)/.test(name))
    .map((name) => join(JARS, name))
    .join(':');
}

const java: Language = {
  name: 'java',
  passed: /4 tests successful/,
  command: () => {
    const folder = temporaryFolder();
    const classPath = `${junitClassPath()}:${folder}`;
    const source = join(import.meta.dirname, 'java/ClientsTest.java');
    const compiled = spawnSync('javac', ['-cp', classPath, '-d', folder, source]);
    expect(String(compiled.stderr)).toBe('');
    const launcher = 'org.junit.platform.console.ConsoleLauncher';
    return ['java', '-cp', classPath, launcher, '--scan-classpath', folder];
  },
};

const LANGUAGES: readonly Language[] = [
  python,
  ...(succeeds('go', 'version') ? [go] : []),
  ...(succeeds('javac', '-version') && junitClassPath() !== '' ? [java] : []),
];

describe.each(LANGUAGES)('the example in $name', ({ name, command, passed }) => {
  const run = (env: NodeJS.ProcessEnv): { output: string; status: number | null } => {
    const [program, ...args] = command();
    const { stdout, stderr, status } = spawnSync(program, args, {
      cwd: join(import.meta.dirname, name),
      encoding: 'utf8',
      timeout: 300_000,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    });
    return { output: stdout + stderr, status };
  };

  test('starts a mock, and passes', () => {
    const { output, status } = run({ MOCK_COMMAND: BINS.mock });
    expect(output).toMatch(passed);
    expect(status).toBe(0);
  });

  test('passes against a mock that runs already, twice', async () => {
    const token = 'a-long-token';
    const { url } = await startMock(['--control-token', token], { PATH: process.env['PATH'] });
    for (let times = 1; times <= 2; times++) {
      const { output, status } = run({ MOCK_URL: url, MOCK_TOKEN: token });
      expect(output).toMatch(passed);
      expect(status).toBe(0);
    }
  });

  test('fails and does not hang if the mock does not start', () => {
    const { output, status } = run({ MOCK_COMMAND: 'false' });
    expect(output).toContain('emqx-mock ended before it was ready');
    expect(status).not.toBe(0);
  });
});

test.each([
  'python/conftest.py',
  'python/test_clients.py',
  'java/ClientsTest.java',
  'go/clients_test.go',
])('docs/languages.md shows test/examples/%s as it is', (path) => {
  const { text } = readProjectFile(`test/examples/${path}`);
  expect(readProjectFile('docs/languages.md').text).toContain(`\n${text}\`\`\`\n`);
});
