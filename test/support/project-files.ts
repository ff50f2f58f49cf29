import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A file of this project, by its path from the root, with `/`. */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

export const readProjectFile = (path: string): ProjectFile => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
});

/** The files in these folders, subfolders included, without the generated ones. */
export function readSources(...folders: readonly string[]): ProjectFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(tsx?|html|css|js)$/.test(name) && !name.includes('node_modules'))
        .map((name) => readProjectFile(`${folder}/${name.replaceAll('\\', '/')}`)),
    )
    .filter(({ text }) => !text.startsWith('// Generated'));
}
