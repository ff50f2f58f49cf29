/**
 * `npm run lint:package`: packs the built package, and checks with publint and "Are the types wrong?"
 * that every kind of project finds its modules and types. Needs a build and no network.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'lint-package-'));

/** Runs the command of a package, and returns whether it succeeded. */
function passes(command: string, ...args: readonly string[]): boolean {
  const path = join(root, 'node_modules', command);
  const { status } = spawnSync(process.execPath, [path, ...args], { cwd: root, stdio: 'inherit' });
  return status === 0;
}

try {
  // Scripts are ignored: the build is done, and the tests of dist may be running.
  const name = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder],
    { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' },
  ).trim();
  const tarball = join(folder, name);
  const results = [
    passes('publint/src/cli.js', 'run', tarball, '--strict'),
    // The document is no module.
    passes(
      ...['@arethetypeswrong/cli/dist/index.js', tarball],
      ...['--format', 'table-flipped', '--exclude-entrypoints', 'openapi.yaml'],
    ),
  ] as const;
  if (results.includes(false)) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
