/**
 * The package as a user installs it: packed, unpacked into an empty project, with its declared
 * dependencies and nothing else beside it. Nothing is downloaded.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

type Target = string | { readonly [condition: string]: Target };

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Target>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const entries = Object.entries(manifest.exports).map(([subpath, target]) => ({
  name: join(manifest.name, subpath),
  targets: filesOf(target),
}));
const modules = entries.filter(({ targets }) => targets.some((file) => file.endsWith('.js')));
/** vitest refuses to be extended outside of its tests; test/examples runs this entry. */
const loadable = modules.filter(({ name }) => name !== 'emqx-clients-kit/vitest');

/** Every file that a target of `exports` may lead to, whatever the condition. */
function filesOf(target: Target): string[] {
  return typeof target === 'string' ? [target] : Object.values(target).flatMap(filesOf);
}

/** A user's empty project; the package is unpacked in its node_modules. */
const project = mkdtempSync(join(tmpdir(), 'packed-'));
const installed = join(project, 'node_modules', manifest.name);

/** Runs Node in the user's project. A missing import fails with its name. */
function node(...args: readonly string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
    timeout: 300_000,
  });
  return { status, output: stdout + stderr };
}

beforeAll(() => {
  const tarball = execFileSync(
    'npm',
    ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', project],
    { cwd: root, encoding: 'utf8' },
  ).trim();
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(project, tarball), '-C', installed, '--strip-components=1']);
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    const link = join(project, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link, 'junction');
  }
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }\n');
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

/** A package that a declaration imports from. Built-in modules have types in @types/node. */
const IMPORTED = /(?:from |import\()['"](?!\.|node:)((?:@[^/'"]+\/)?[^/'"]+)/g;

/** The folders of the build, with modules or the page. */
const FOLDERS = [
  'console',
  'dist',
  'dist/cjs',
  'dist/cjs/shared',
  'dist/contracts',
  'dist/mock',
  'dist/mock/fixtures',
  'dist/mock/hosts/msw',
  'dist/openapi',
  'dist/shared',
];

function packedFiles(): string[] {
  return readdirSync(installed, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(join(installed, file)).isFile())
    .sort();
}

describe('the packed package', () => {
  test('contains the build with its declarations, and the documents, and nothing else', () => {
    const documents = [
      'CHANGELOG.md',
      'LICENSE',
      'README.md',
      'README.zh-CN.md',
      'openapi/decisions.md',
      'openapi/emqx-clients.yaml',
      'package.json',
    ];
    const files = packedFiles();
    const built = files.filter((file) => file.startsWith('dist/'));
    expect(files.filter((file) => !built.includes(file))).toEqual(documents);
    const page = /^dist\/mock\/console\/.*\.gz$/;
    expect(built.filter((file) => !/\.(c?js|d\.c?ts)$/.test(file) && !page.test(file))).toEqual([
      'dist/THIRD-PARTY.txt',
    ]);
    const folders = built.map((file) => dirname(file).replace(/^dist\/mock\/console.*/, 'console'));
    expect([...new Set(folders)].sort()).toEqual(FOLDERS);
  });

  // The files in dist/shared are what several entries load: joined modules.
  const isModule = (file: string): boolean => /^dist\/(?!shared\/).*\.js$/.test(file);

  test('contains no file without a source', () => {
    const orphans = packedFiles()
      .filter(isModule)
      .map((file) => file.replace(/^dist\//, '').replace(/\.js$/, ''))
      .filter(
        (path) => !existsSync(join(root, `${path}.ts`)) && !existsSync(join(root, `${path}.js`)),
      );
    expect(orphans).toEqual([]);
  });

  test('has a declaration beside every module that can be imported', () => {
    const files = new Set(packedFiles());
    const commands = Object.values(manifest.bin);
    const modulesBuilt = [...files].filter((file) => isModule(file) && !commands.includes(file));
    expect(modulesBuilt).not.toEqual([]);
    expect(modulesBuilt.filter((file) => !files.has(file.replace(/\.js$/, '.d.ts')))).toEqual([]);
  });

  test('has declarations that refer only to packages that its users have', () => {
    const theirs = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
    const foreign = packedFiles()
      .filter((file) => /\.d\.c?ts$/.test(file))
      .flatMap((file) =>
        [...readFileSync(join(installed, file), 'utf8').matchAll(IMPORTED)].map(
          ([, name = '']) => `${file} imports ${name}`,
        ),
      )
      .filter((line) => !theirs.some((name) => line.endsWith(` imports ${name}`)));
    expect(foreign).toEqual([]);
  });

  test('states the licenses of the packages that its files contain', () => {
    const text = readFileSync(join(installed, 'dist/THIRD-PARTY.txt'), 'utf8');
    const names = [...text.matchAll(/^(\S+) [\d.]+ \(([\w.-]+)\)$/gm)];
    const bundled = names.map(([, name]) => name);
    expect(bundled).toEqual(
      expect.arrayContaining(['@faker-js/faker', 'ajv', 'asn1js', 'mqtt', 'preact', 'selfsigned']),
    );
    const licenses = new Set(names.map(([, , license]) => license));
    expect([...licenses].sort()).toEqual(['0BSD', 'Apache-2.0', 'BSD-3-Clause', 'ISC', 'MIT']);
  });

  for (const { name, targets } of entries) {
    test(`finds what is exported as ${name}`, () => {
      expect(targets.filter((file) => !existsSync(join(installed, file)))).toEqual([]);
      const { status, output } = node(
        ...['--input-type=module', '--eval'],
        `import { accessSync } from 'node:fs';
         accessSync(new URL(import.meta.resolve(${JSON.stringify(name)})));`,
      );
      expect(output).toBe('');
      expect(status).toBe(0);
    });
  }

  for (const { name } of loadable) {
    test(`imports ${name} with only its declared dependencies`, () => {
      const { status, output } = node(
        ...['--input-type=module', '--eval'],
        `const module = await import(${JSON.stringify(name)});
         console.log(Object.keys(module).length > 0 ? 'exports' : 'exports nothing');`,
      );
      expect(output).toBe('exports\n');
      expect(status).toBe(0);
    });
  }

  test('is loaded by require() without a warning, as the same modules as by import', () => {
    const { status, output } = node(
      ...['--input-type=commonjs', '--eval'],
      `const names = ${JSON.stringify(loadable.map(({ name }) => name))};
       const required = names.map((name) => require(name));
       Promise.all(names.map((name) => import(name))).then((imported) => {
         for (const [index, module] of imported.entries()) {
           for (const [key, value] of Object.entries(module)) {
             if (required[index][key] !== value) console.log(names[index], key);
           }
         }
       });`,
    );
    expect(output).toBe('');
    expect(status).toBe(0);
  });

  test('is loaded by tools that cannot load ES modules, such as Jest', () => {
    // They know the condition "require" only. vitest and MSW themselves have ES modules only.
    const files = loadable
      .filter(({ name }) => !/(vitest|msw)$/.test(name))
      .flatMap(({ targets }) => targets.filter((file) => file.endsWith('.cjs')));
    expect(files).toHaveLength(5);
    const { status, output } = node(
      ...['--no-experimental-require-module', '--input-type=commonjs', '--eval'],
      `const { join } = require('node:path');
       const files = ${JSON.stringify(files)}.map((file) => join(${JSON.stringify(installed)}, file));
       for (const file of files) {
         if (Object.keys(require(file)).length === 0) console.log(file, 'exports nothing');
       }
       const { OptionError, startMock } = require(files[0]);
       startMock({ port: -1 }).catch((error) => console.log(error instanceof OptionError));
       startMock({ port: 0, mqtt: 0, clients: 2 }).then(async (mock) => {
         const response = await fetch(mock.url + '/clients', { headers: mock.authorization });
         console.log((await response.json()).meta.count);
         await mock.close();
       });`,
    );
    expect(output).toBe('true\n2\n');
    expect(status).toBe(0);
  });

  for (const [command, file] of Object.entries(manifest.bin)) {
    test(`runs ${command} --version`, () => {
      const text = readFileSync(join(installed, file), 'utf8');
      expect(text.startsWith('#!/usr/bin/env node\n')).toBe(true);
      expect(statSync(join(installed, file)).mode & 0o111).toBe(0o111);
      expect(node(join(installed, file), '--version')).toEqual({
        status: 0,
        output: expect.stringContaining(manifest.version),
      });
    });
  }

  describe('type-checks', () => {
    const TYPESCRIPT = [
      {
        // Node.js's own resolution, from an ES module and from CommonJS.
        project: 'module nodenext',
        files: ['user.mts', 'user.cts'],
        compilerOptions: { module: 'NodeNext', skipLibCheck: false, skipDefaultLibCheck: true },
      },
      {
        project: 'module node16',
        files: ['user.mts', 'user.cts'],
        compilerOptions: { module: 'Node16', skipLibCheck: true },
      },
      {
        project: 'moduleResolution bundler',
        files: ['user.ts'],
        compilerOptions: { module: 'ESNext', moduleResolution: 'Bundler', skipLibCheck: true },
      },
      {
        project: 'moduleResolution node10',
        files: ['user.ts'],
        compilerOptions: { module: 'CommonJS', moduleResolution: 'Node10', skipLibCheck: true },
      },
    ];

    /** Every entry as a user imports it, and a use of what two of them export. */
    const USER = [
      ...modules.map(({ name }, index) => `export * as m${index} from '${name}';`),
      `import { startMock, type Client, type Client44, type paths } from 'emqx-clients-kit';`,
      `import type { Client as SameClient } from 'emqx-clients-kit/msw';`,
      `export const start = async (): Promise<Client | undefined> => {`,
      `  const mock = await startMock({ port: 0 });`,
      `  const client: SameClient | undefined = mock.clients.first();`,
      `  // @ts-expect-error: the member is called clientid. It is no error if a type is any.`,
      `  void client?.clientId;`,
      `  return client;`,
      `};`,
      `export const dropped = (client: Client44): number => client['recv_msg.dropped'] ?? 0;`,
      `export type Lists = paths['/clients']['get'];`,
      '',
    ].join('\n');

    beforeAll(() => {
      // What a TypeScript project with Node has anyway.
      for (const name of ['@types/node', 'undici-types']) {
        const link = join(project, 'node_modules', name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(root, 'node_modules', name), link, 'junction');
      }
      for (const file of ['user.ts', 'user.mts', 'user.cts']) {
        writeFileSync(join(project, file), USER);
      }
    });

    test.each(TYPESCRIPT)('with $project', ({ project: title, files, compilerOptions }) => {
      const config = join(project, `tsconfig.${title.replaceAll(' ', '-')}.json`);
      const options = {
        target: 'ES2023',
        lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
        types: ['node'],
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        ...compilerOptions,
      };
      writeFileSync(config, JSON.stringify({ compilerOptions: options, files }));
      const { output } = node(join(root, 'node_modules/typescript/bin/tsc'), '-p', config);
      // Declarations of other packages may have faults of their own.
      const ours = output
        .split('\n')
        .filter((line) => /^(user\.[cm]?ts|error|node_modules\/emqx-clients-kit\/)/.test(line));
      expect(ours).toEqual([]);
    });
  });
});
