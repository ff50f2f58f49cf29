/**
 * dist/THIRD-PARTY.txt: the packages whose code the files in dist contain, with their licenses, which
 * ask for that. The build adds what each of its bundles contains.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, 'dist/THIRD-PARTY.txt');
const LINE = `\n${'='.repeat(80)}\n`;
const HEAD = `The files of this package contain code of the packages below.
Each package keeps its own license.
`;

/**
 * Adds the packages of these modules.
 * @param {readonly string[]} modules the paths of bundled files
 * @throws if a package has no license: its code must not be bundled
 */
export function addThirdParty(modules) {
  const folders = modules.flatMap((path) => {
    const [folder] = /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(path.replaceAll('\\', '/')) ?? [];
    return folder === undefined ? [] : [folder];
  });
  const [, ...known] = existsSync(FILE) ? readFileSync(FILE, 'utf8').split(LINE) : [];
  const sections = new Set([...known, ...[...new Set(folders)].map(sectionOf)]);
  writeFileSync(FILE, [HEAD, ...[...sections].sort()].join(LINE));
}

/** Name, version and license of the package in a folder. */
function sectionOf(folder) {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const { name, version, license, author } = manifest;
  if (typeof license !== 'string') throw new Error(`${name} states no license: do not bundle it.`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry));
  const text =
    file === undefined
      ? `The package contains no text of its license. Author: ${author?.name ?? author ?? 'not stated'}`
      : readFileSync(join(folder, file), 'utf8').trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}
