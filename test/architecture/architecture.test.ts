/**
 * Breaks each rule of .dependency-cruiser.cjs and expects it to be reported. dependency-cruiser runs
 * with the project's configuration over a small project in a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

interface Violation {
  readonly rule: { readonly name: string };
  readonly from: string;
}

/** Keeps every rule. Each file imports or is imported, so none is an orphan. */
const VALID_PROJECT = {
  'openapi/index.ts': "export { keys } from './keys.js';\nexport type Key = string;\n",
  'openapi/keys.ts': "import { Ajv } from 'ajv';\nexport const keys = new Ajv();\n",
  'openapi/generate.ts':
    "import { readFileSync } from 'node:fs';\nimport openapiTS from 'openapi-typescript';\n" +
    "import { keys } from './index.js';\nexport default [readFileSync, openapiTS, keys];\n",
  'mock/seed/generate.ts': "import { keys } from '../../openapi/index.js';\nexport default keys;\n",
  'mock/core/match.ts':
    "import ipaddr from 'ipaddr.js';\nimport { distance } from 'fastest-levenshtein';\n" +
    "import { RE2JS } from 're2js';\nimport type { Key } from '../../openapi/index.js';\n" +
    'export const match = (key: Key) => [key, ipaddr, distance, RE2JS];\n',
  'mock/hosts/app.ts':
    "import { createServer } from 'node:http';\nimport express from 'express';\n" +
    "import { match } from '../core/match.js';\nexport default [createServer, express, match];\n",
  'contracts/run.ts': "import { keys } from '../openapi/index.js';\nexport default keys;\n",
  'test/all.test.ts':
    "import { test } from 'vitest';\nimport app from '../mock/hosts/app.js';\n" +
    "import run from '../contracts/run.js';\ntest('both', () => [app, run]);\n",
};

/** One violation per file, and the rule that must report it. */
const VIOLATIONS: readonly { rule: string; how: string; file: string; code: string }[] = [
  {
    rule: 'not-to-console',
    how: 'the mock imports the console',
    file: 'mock/hosts/borrow-page.ts',
    code: "import page from '../console/borrow.js';\nexport default page;\n",
  },
  {
    rule: 'console-only-to-types',
    how: 'the console imports code of the mock',
    file: 'mock/console/borrow.tsx',
    code: "import { match } from '../core/match.js';\nexport default match;\n",
  },
  {
    rule: 'mock-not-to-contracts',
    how: 'the mock imports the contracts',
    file: 'mock/hosts/borrow.ts',
    code: "import run from '../../contracts/run.js';\nexport default run;\n",
  },
  {
    rule: 'mock-not-to-contracts',
    how: 'the mock imports a type of the contracts',
    file: 'mock/hosts/borrow-type.ts',
    code: "import type run from '../../contracts/run.js';\nexport type Run = typeof run;\n",
  },
  {
    rule: 'contracts-not-to-mock',
    how: 'the contracts import the mock',
    file: 'contracts/borrow.ts',
    code: "import app from '../mock/hosts/app.js';\nexport default app;\n",
  },
  {
    rule: 'openapi-not-to-mock-or-contracts',
    how: 'openapi imports a type of the mock',
    file: 'openapi/borrow-mock.ts',
    code: "import type { match } from '../mock/core/match.js';\nexport type M = typeof match;\n",
  },
  {
    rule: 'openapi-not-to-mock-or-contracts',
    how: 'openapi imports the contracts',
    file: 'openapi/borrow-contracts.ts',
    code: "import run from '../contracts/run.js';\nexport default run;\n",
  },
  {
    rule: 'not-to-test',
    how: 'the mock imports a test',
    file: 'mock/hosts/tested.ts',
    code: "import '../../test/all.test.js';\n",
  },
  {
    rule: 'not-to-test',
    how: 'the contracts import a test',
    file: 'contracts/tested.ts',
    code: "export * from '../test/all.test.js';\n",
  },
  {
    rule: 'core-not-to-built-ins',
    how: 'the core imports a built-in by its node: name',
    file: 'mock/core/prefixed.ts',
    code: "import { readFileSync } from 'node:fs';\nexport default readFileSync;\n",
  },
  {
    rule: 'core-not-to-built-ins',
    how: 'the core imports a built-in by its bare name',
    file: 'mock/core/query/bare.ts',
    code: "import { randomUUID } from 'crypto';\nexport default randomUUID;\n",
  },
  {
    rule: 'core-not-to-built-ins',
    how: 'the core imports a type of a built-in',
    file: 'mock/core/typed.ts',
    code: "import type { IncomingMessage } from 'node:http';\nexport type I = IncomingMessage;\n",
  },
  {
    rule: 'core-not-to-other-packages',
    how: 'the core imports Express',
    file: 'mock/core/web.ts',
    code: "import express from 'express';\nexport default express;\n",
  },
  {
    rule: 'core-not-to-other-packages',
    how: 'the core imports a type of a package that is not on its list',
    file: 'mock/core/fake.ts',
    code: "import type { Faker } from '@faker-js/faker';\nexport type F = Faker;\n",
  },
  {
    rule: 'core-not-to-rest-of-mock',
    how: 'the core imports another module of the mock',
    file: 'mock/core/outward.ts',
    code: "import app from '../hosts/app.js';\nexport default app;\n",
  },
  {
    rule: 'openapi-not-to-built-ins',
    how: 'openapi imports a built-in',
    file: 'openapi/reading.ts',
    code: "import { readFileSync } from 'node:fs';\nexport default readFileSync;\n",
  },
  {
    rule: 'not-to-generator',
    how: 'shipped code imports the generator',
    file: 'openapi/generating.ts',
    code: "import generate from './generate.js';\nexport default generate;\n",
  },
  {
    rule: 'not-to-generator',
    how: 'the mock imports the generator of its default families',
    file: 'mock/seed/generating.ts',
    code: "import generate from './generate.js';\nexport default generate;\n",
  },
  {
    rule: 'not-to-dev-dep',
    how: 'shipped code imports a development dependency',
    file: 'contracts/checking.ts',
    code: "import fc from 'fast-check';\nexport default fc;\n",
  },
  {
    rule: 'no-undeclared-packages',
    how: 'an imported package is not in package.json',
    file: 'mock/hosts/undeclared.ts',
    code: "import parser from 'body-parser';\nexport default parser;\n",
  },
  {
    rule: 'not-to-unresolvable',
    how: 'an imported file does not exist',
    file: 'test/nowhere.test.ts',
    code: "import { nothing } from './no-such-file.js';\nexport default nothing;\n",
  },
  {
    rule: 'no-circular',
    how: 'two files import each other, one of them a type',
    file: 'mock/hosts/chicken.ts',
    code: "import type { egg } from './egg.js';\nexport const chicken = (from: typeof egg) => from;\n",
  },
  {
    rule: 'no-orphans',
    how: 'a file neither imports nor is imported',
    file: 'mock/hosts/alone.ts',
    code: 'export const alone = true;\n',
  },
];

function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), code);
  }
}

/** Runs dependency-cruiser as `npm run lint:architecture` does, and returns `FILE breaks RULE`. */
function violationsIn(folder: string): string[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', '.'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout) throw new Error(`dependency-cruiser wrote no report: ${stderr}`);
  const report = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return report.summary.violations.map(({ rule, from }) => `${from} breaks ${rule.name}`);
}

describe('the architecture rules', () => {
  let project: string;

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'architecture-'));
    copyFileSync(join(root, 'package.json'), join(project, 'package.json'));
    copyFileSync(join(root, 'tsconfig.json'), join(project, 'tsconfig.json'));
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'), 'junction');
    write(project, VALID_PROJECT);
  });

  afterAll(() => rmSync(project, { recursive: true, force: true }));

  test('accept a project that keeps them', () => {
    expect(violationsIn(project)).toEqual([]);
  });

  describe('in a project that breaks them', () => {
    let found: readonly string[];

    beforeAll(() => {
      write(project, Object.fromEntries(VIOLATIONS.map(({ file, code }) => [file, code])));
      write(project, {
        'mock/hosts/egg.ts':
          "import { chicken } from './chicken.js';\nexport const egg = [chicken];\n",
      });
      found = violationsIn(project);
    });

    for (const { rule, how, file } of VIOLATIONS) {
      test(`${rule} is reported when ${how}`, () => {
        expect(found).toContain(`${file} breaks ${rule}`);
      });
    }
  });

  test('are all broken by one of these violations', async () => {
    const { default: config } = (await import(join(root, '.dependency-cruiser.cjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    const names = config.forbidden.map(({ name }) => name);
    expect(names.sort()).toEqual([...new Set(VIOLATIONS.map(({ rule }) => rule))].sort());
  });
});
