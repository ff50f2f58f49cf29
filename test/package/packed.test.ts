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
      'openapi/decisions.md',
      'openapi/emqx-clients.yaml',
      'package.json',
    ];
    const files = packedFiles();
    const built = files.filter((file) => file.startsWith('dist/'));
    expect(files.filter((file) => !built.includes(file))).toEqual(documents);
    expect(built.filter((file) => !/\.(js|d\.ts|html|css)$/.test(file))).toEqual([]);
    expect(built.filter((file) => file.startsWith('dist/test/'))).toEqual([]);
    expect(built).not.toContain('dist/openapi/generate.js');
  });

  test('contains no file without a source', () => {
    const orphans = packedFiles()
      .filter((file) => file.startsWith('dist/') && file.endsWith('.js'))
      .map((file) => file.replace(/^dist\//, '').replace(/\.js$/, ''))
      .filter(
        (path) => !existsSync(join(root, `${path}.ts`)) && !existsSync(join(root, `${path}.js`)),
      );
    expect(orphans).toEqual([]);
  });

  test('has a declaration beside every module', () => {
    const files = new Set(packedFiles());
    const modulesBuilt = [...files].filter((file) => /^dist\/.*\.js$/.test(file));
    expect(modulesBuilt).not.toEqual([]);
    expect(modulesBuilt.filter((file) => !files.has(file.replace(/\.js$/, '.d.ts')))).toEqual([]);
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

  for (const { name } of modules) {
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

  test('type-checks with its declarations', () => {
    // What a TypeScript project with Node has anyway.
    for (const name of ['@types/node', 'undici-types']) {
      const link = join(project, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, 'node_modules', name), link, 'junction');
    }
    const imports = modules.map(
      ({ name }, index) => `import * as m${index} from '${name}';\nexport { m${index} };\n`,
    );
    writeFileSync(join(project, 'user.ts'), imports.join(''));
    writeFileSync(
      join(project, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'ES2023',
          lib: ['ES2023', 'ESNext.Disposable', 'DOM'],
          module: 'NodeNext',
          types: ['node'],
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
        },
        files: ['user.ts'],
      }),
    );
    const { output } = node(join(root, 'node_modules/typescript/bin/tsc'), '-p', project);
    // Declarations of other packages may have faults of their own.
    const ours = output
      .split('\n')
      .filter((line) => /^(user\.ts|node_modules\/emqx-clients-kit\/)/.test(line));
    expect(ours).toEqual([]);
  });
});
