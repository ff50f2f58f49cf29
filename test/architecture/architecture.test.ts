/**
 * The laws of .dependency-cruiser.cjs, each broken on purpose: a law that can not fail is no law.
 * A small house is planted in a temporary folder and cruised with the project's own configuration.
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

/** Every file takes part in something, so that none is an orphan by accident. */
const LAWFUL = {
  'openapi/index.ts': "export { keys } from './keys.js';\nexport type Key = string;\n",
  'openapi/keys.ts': "import { Ajv } from 'ajv';\nexport const keys = new Ajv();\n",
  'openapi/generate.ts':
    "import { readFileSync } from 'node:fs';\nimport openapiTS from 'openapi-typescript';\n" +
    "import { keys } from './index.js';\nexport default [readFileSync, openapiTS, keys];\n",
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

/** One crime a file: what is planted, and the law that has to name it. */
const CRIMES: readonly { law: string; how: string; file: string; code: string }[] = [
  {
    law: 'mock-knows-no-contracts',
    how: 'the mock imports the contracts',
    file: 'mock/hosts/borrow.ts',
    code: "import run from '../../contracts/run.js';\nexport default run;\n",
  },
  {
    law: 'mock-knows-no-contracts',
    how: 'the mock imports a mere type of the contracts',
    file: 'mock/hosts/borrow-type.ts',
    code: "import type run from '../../contracts/run.js';\nexport type Run = typeof run;\n",
  },
  {
    law: 'contracts-know-no-mock',
    how: 'the contracts import the mock',
    file: 'contracts/borrow.ts',
    code: "import app from '../mock/hosts/app.js';\nexport default app;\n",
  },
  {
    law: 'openapi-knows-nobody',
    how: 'openapi imports a type of the mock',
    file: 'openapi/borrow-mock.ts',
    code: "import type { match } from '../mock/core/match.js';\nexport type M = typeof match;\n",
  },
  {
    law: 'openapi-knows-nobody',
    how: 'openapi imports the contracts',
    file: 'openapi/borrow-contracts.ts',
    code: "import run from '../contracts/run.js';\nexport default run;\n",
  },
  {
    law: 'nothing-imports-test',
    how: 'the mock imports a test',
    file: 'mock/hosts/tested.ts',
    code: "import '../../test/all.test.js';\n",
  },
  {
    law: 'nothing-imports-test',
    how: 'the contracts import a test',
    file: 'contracts/tested.ts',
    code: "export * from '../test/all.test.js';\n",
  },
  {
    law: 'core-has-no-built-ins',
    how: 'the core imports a built-in by its node: name',
    file: 'mock/core/prefixed.ts',
    code: "import { readFileSync } from 'node:fs';\nexport default readFileSync;\n",
  },
  {
    law: 'core-has-no-built-ins',
    how: 'the core imports a built-in by its bare name',
    file: 'mock/core/query/bare.ts',
    code: "import { randomUUID } from 'crypto';\nexport default randomUUID;\n",
  },
  {
    law: 'core-has-no-built-ins',
    how: 'the core imports a type of a built-in',
    file: 'mock/core/typed.ts',
    code: "import type { IncomingMessage } from 'node:http';\nexport type I = IncomingMessage;\n",
  },
  {
    law: 'core-has-few-packages',
    how: 'the core imports Express',
    file: 'mock/core/web.ts',
    code: "import express from 'express';\nexport default express;\n",
  },
  {
    law: 'core-has-few-packages',
    how: 'the core imports a type of a package that is not on its list',
    file: 'mock/core/fake.ts',
    code: "import type { Faker } from '@faker-js/faker';\nexport type F = Faker;\n",
  },
  {
    law: 'core-stays-inside',
    how: 'the core imports a room that stands around it',
    file: 'mock/core/outward.ts',
    code: "import app from '../hosts/app.js';\nexport default app;\n",
  },
  {
    law: 'openapi-has-no-built-ins',
    how: 'openapi reads a file while it runs',
    file: 'openapi/reading.ts',
    code: "import { readFileSync } from 'node:fs';\nexport default readFileSync;\n",
  },
  {
    law: 'generator-is-a-tool',
    how: 'shipped code imports the generator',
    file: 'openapi/generating.ts',
    code: "import generate from './generate.js';\nexport default generate;\n",
  },
  {
    law: 'shipped-code-has-no-dev-dependencies',
    how: 'shipped code imports a development dependency',
    file: 'contracts/checking.ts',
    code: "import fc from 'fast-check';\nexport default fc;\n",
  },
  {
    law: 'packages-are-declared',
    how: 'an import names a package that package.json does not',
    file: 'mock/hosts/undeclared.ts',
    code: "import parser from 'body-parser';\nexport default parser;\n",
  },
  {
    law: 'imports-resolve',
    how: 'an import leads nowhere',
    file: 'test/nowhere.test.ts',
    code: "import { nothing } from './no-such-file.js';\nexport default nothing;\n",
  },
  {
    law: 'no-circles',
    how: 'two files need each other, if only as a type',
    file: 'mock/hosts/chicken.ts',
    code: "import type { egg } from './egg.js';\nexport const chicken = (from: typeof egg) => from;\n",
  },
  {
    law: 'no-orphans',
    how: 'a file stands alone',
    file: 'mock/hosts/alone.ts',
    code: 'export const alone = true;\n',
  },
];

function plant(house: string, files: Readonly<Record<string, string>>): void {
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    writeFileSync(join(house, file), code);
  }
}

/** Cruises as `npm run lint:architecture` does, with the same configuration, and lists what it found. */
function cruise(house: string): Violation[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', '.'],
    ],
    { cwd: house, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout) throw new Error(`dependency-cruiser wrote no report: ${stderr}`);
  const report = JSON.parse(stdout) as { summary: { violations: Violation[] } };
  return report.summary.violations;
}

describe('the laws of the house', () => {
  let house: string;

  beforeAll(() => {
    house = mkdtempSync(join(tmpdir(), 'laws-'));
    copyFileSync(join(root, 'package.json'), join(house, 'package.json'));
    copyFileSync(join(root, 'tsconfig.json'), join(house, 'tsconfig.json'));
    symlinkSync(join(root, 'node_modules'), join(house, 'node_modules'), 'junction');
    plant(house, LAWFUL);
  });

  afterAll(() => rmSync(house, { recursive: true, force: true }));

  test('let a lawful house be', () => {
    expect(cruise(house)).toEqual([]);
  });

  describe('broken', () => {
    let found: readonly string[];

    beforeAll(() => {
      plant(house, Object.fromEntries(CRIMES.map(({ file, code }) => [file, code])));
      plant(house, {
        'mock/hosts/egg.ts':
          "import { chicken } from './chicken.js';\nexport const egg = [chicken];\n",
      });
      found = cruise(house).map(({ rule, from }) => `${from} breaks ${rule.name}`);
    });

    for (const { law, how, file } of CRIMES) {
      test(`${law} is named when ${how}`, () => {
        expect(found).toContain(`${file} breaks ${law}`);
      });
    }

    test('are all put to the proof', async () => {
      const { default: config } = (await import(join(root, '.dependency-cruiser.cjs'))) as {
        default: { forbidden: { name: string }[] };
      };
      const proved = new Set(CRIMES.map(({ law }) => law));
      expect(config.forbidden.map(({ name }) => name).filter((name) => !proved.has(name))).toEqual(
        [],
      );
    });
  });
});
