/**
 * `npx emqx-mock`, without --package, downloads and runs the package `emqx-mock` where
 * emqx-clients-kit is not installed. Anyone can register that name, so no text suggests it.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProjectFile } from '../support/project-files.js';

const FETCHING = String.raw`(npx|pnpx|bunx|(npm|pnpm|yarn|bun) (exec|x|dlx))`;
const BARE = new RegExp(
  String.raw`\b${FETCHING}( +(-y|--yes|-q|--quiet|--|--no-install))*\s+emqx-(mock|contract)`,
);

/** The tracked and the new files of the project that a person reads. */
function texts(): string[] {
  const listing = ['ls-files', '--cached', '--others', '--exclude-standard'];
  return execFileSync('git', listing, { cwd: join(import.meta.dirname, '../..'), encoding: 'utf8' })
    .split('\n')
    .filter((path) => /\.([cm]?[jt]sx?|ya?ml|md|json|html|groovy)$|file$|(^|\/)[^.]+$/.test(path))
    .filter((path) => !/^test\/(recordings|architecture\/npx)/.test(path));
}

test('a bare npx is found', () => {
  const bare = [
    'npx emqx-mock',
    'npx -y emqx-contract check',
    'pnpm dlx emqx-mock',
    'npm exec -- emqx-mock',
  ];
  expect(bare.filter((text) => !BARE.test(text))).toEqual([]);
  const safe = ['npx emqx-clients-kit mock', 'npx --package=emqx-clients-kit emqx-mock'];
  expect(safe.filter((text) => BARE.test(text))).toEqual([]);
});

test('no source, help or document runs a bare npx', () => {
  const found = texts().filter((path) => BARE.test(readProjectFile(path).text));
  expect(found).toEqual([]);
});
