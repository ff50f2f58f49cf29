import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { readProjectFile } from '../support/project-files.js';

const root = join(import.meta.dirname, '../..');

/** What users get: the production dependencies, and what dist contains. Needs a build. */
export function shippedPackages(): { name: string; version: string }[] {
  const listing = ['ls', '--all', '--omit=dev', '--omit=peer', '--parseable', '--long'];
  const { stdout } = spawnSync('npm', listing, { cwd: root, encoding: 'utf8' });
  const texts = [
    ...stdout.matchAll(/:(\S+)@(\d[^:\s]*)$/gm),
    ...readProjectFile('dist/THIRD-PARTY.txt').text.matchAll(/^(\S+) ([\d.]+) \([\w.-]+\)$/gm),
  ];
  return texts.map(([, name = '', version = '']) => ({ name, version }));
}
