/**
 * `npm run release:check`: the checklist before a release. Runs every check and lists the problems.
 * Options: `--tag v1.0.0`, the tag that is released; `--skip gates`, if they have just been run.
 * Needs a build; the audit needs the registry.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { readProjectFile } from '../support/project-files.js';
import { advisoryProblems } from './advisories.js';
import {
  auditProblems,
  contentProblems,
  placeholderProblems,
  versionProblems,
} from './release-checks.js';
import { shippedPackages } from './shipped-packages.js';

const root = join(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: { tag: { type: 'string' }, skip: { type: 'string', multiple: true, default: [] } },
});

interface Manifest {
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
}

const textOf = (path: string): string => readProjectFile(path).text;
const manifest = JSON.parse(textOf('package.json')) as Manifest;

/** Standard output of a command; its exit code does not matter. */
function outputOf(command: string, ...args: readonly string[]): string {
  return spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).stdout;
}

function trackedFiles(): { path: string; text: string }[] {
  return outputOf('git', 'ls-files')
    .split('\n')
    .filter((path) => path !== '' && !/^test\/|^package-lock\.json$|\.(png|svg|gz)$/.test(path))
    .map(readProjectFile);
}

const CHECKS: Readonly<Record<string, () => string[]>> = {
  'clean tree': () => outputOf('git', 'status', '--porcelain').split('\n').filter(Boolean),
  version: () =>
    versionProblems({
      version: manifest.version,
      stated: {
        'package-lock.json': (JSON.parse(textOf('package-lock.json')) as Manifest).version,
        'openapi/emqx-clients.yaml': (
          parse(textOf('openapi/emqx-clients.yaml')) as { info: Manifest }
        ).info.version,
      },
      changelog: textOf('CHANGELOG.md'),
      tag: values.tag,
    }),
  placeholders: () => placeholderProblems(trackedFiles()),
  contents: () => {
    const listed = outputOf('npm', 'pack', '--dry-run', '--json', '--ignore-scripts');
    const [packed] = JSON.parse(listed) as { files: { path: string }[] }[];
    const files = packed?.files.map(({ path }) => path) ?? [];
    return contentProblems(files, Object.values(manifest.bin));
  },
  advisories: () => advisoryProblems(shippedPackages()),
  audit: () => {
    const names = new Set(shippedPackages().map(({ name }) => name));
    return auditProblems(outputOf('npm', 'audit', '--json'), names);
  },
  gates: () => {
    const { status } = spawnSync('npm', ['test'], { cwd: root, stdio: 'inherit' });
    return status === 0 ? [] : ['npm test failed'];
  },
};

let failed = 0;
for (const [name, check] of Object.entries(CHECKS)) {
  if (values.skip.includes(name)) {
    console.log(`- ${name}: skipped`);
    continue;
  }
  const problems = check();
  failed += problems.length > 0 ? 1 : 0;
  console.log(problems.length === 0 ? `✓ ${name}` : `✗ ${name}`);
  for (const problem of problems) console.log(`    ${problem}`);
}
if (failed > 0) process.exitCode = 1;
