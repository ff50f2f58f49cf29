/** The size of folders and files. CONTRIBUTING.md, "Layout", gives the reasons. */
import { basename, dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { readProjectFile, readSources } from '../support/project-files.js';

const MAX_ROOT_FILES = 8;
const MAX_FOLDER_FILES = 20;
const MIN_LINES = 25;

/** A source file, by its path from the root of the project. */
interface Source {
  readonly path: string;
  readonly lines: number;
  /** The paths of the files that it imports. */
  readonly imports: readonly string[];
}

const SOURCES: readonly Source[] = readSources('mock', 'contracts', 'openapi').map(
  ({ path, text }) => ({
    path,
    lines: text.split('\n').length - 1,
    imports: [...text.matchAll(/(?:from|import|import\()\s*'(\.[^']+)\.js'/g)].map(([, target]) =>
      join(dirname(path), `${target}.ts`),
    ),
  }),
);

/** The sources of the commands and exports in package.json. */
function entryPoints(): Set<string> {
  const { text } = readProjectFile('package.json');
  return new Set([...text.matchAll(/"(?:\.\/)?dist\/(.+)\.js"/g)].map(([, at]) => `${at}.ts`));
}

function crowdedFolders(sources: readonly Source[]): string[] {
  const folders = new Set(sources.map(({ path }) => dirname(path)));
  return [...folders].flatMap((folder) => {
    const { length } = sources.filter(({ path }) => dirname(path) === folder);
    const max = folder === 'mock' || folder === 'contracts' ? MAX_ROOT_FILES : MAX_FOLDER_FILES;
    return length > max ? `${folder}/ has ${length} files: at most ${max} are allowed` : [];
  });
}

function tooSmallFiles(sources: readonly Source[], entries: ReadonlySet<string>): string[] {
  return sources.flatMap(({ path, lines }) => {
    if (lines >= MIN_LINES || entries.has(path)) return [];
    const importers = sources.filter(({ imports }) =>
      imports.includes(path.replace(/\.tsx$/, '.ts')),
    );
    const [importer] = importers;
    if (!importer || importers.length > 1) return [];
    return `${path} has ${lines} lines and one importer: merge it into ${importer.path}`;
  });
}

const source = (path: string, lines: number, imports: readonly string[] = []): Source => ({
  path,
  lines,
  imports,
});

const files = (folder: string, count: number): Source[] =>
  Array.from({ length: count }, (_, index) => source(`${folder}/${index}.ts`, 60));

test('mock/ and contracts/ have few files, and no folder has too many', () => {
  expect(crowdedFolders(SOURCES)).toEqual([]);
});

test('a folder with too many files is reported', () => {
  expect(crowdedFolders([...files('mock', 8), ...files('contracts/rules', 20)])).toEqual([]);
  expect(crowdedFolders([...files('mock', 9), ...files('contracts/rules', 21)])).toEqual([
    'mock/ has 9 files: at most 8 are allowed',
    'contracts/rules/ has 21 files: at most 20 are allowed',
  ]);
});

test('no small file has only one importer', () => {
  expect(tooSmallFiles(SOURCES, entryPoints())).toEqual([]);
});

test('a small file with one importer is reported, but no entry point', () => {
  const project = [
    source('mock/bin.ts', 9),
    source('mock/a.ts', 24),
    source('mock/b.ts', 25),
    source('mock/c.ts', 10),
    source('mock/d.ts', 60, ['mock/a.ts', 'mock/b.ts', 'mock/c.ts', 'mock/bin.ts']),
    source('mock/e.ts', 60, ['mock/c.ts']),
  ];
  expect(tooSmallFiles(project, new Set(['mock/bin.ts']))).toEqual([
    'mock/a.ts has 24 lines and one importer: merge it into mock/d.ts',
  ]);
});

test('the entry points of package.json are found', () => {
  expect([...entryPoints()]).toContain('mock/bin.ts');
  expect([...entryPoints()]).toContain('openapi/validators.ts');
});

test('no file is named utils.ts', () => {
  const names = readSources('mock', 'contracts', 'openapi', 'test').map(({ path }) => path);
  expect(names.filter((path) => basename(path) === 'utils.ts')).toEqual([]);
});
