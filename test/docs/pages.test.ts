/** The code blocks of the documents, run in their order. blocks.test.ts checks that none is left out. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningMock, startMock } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type Block, blocksOf, PAGES } from './blocks.js';
import { PageRunner } from './page-runner.js';

const root = join(import.meta.dirname, '../..');
/** Inside of the project: modules find the package and its peers. */
const modules = join(root, 'reports/docs');
rmSync(modules, { recursive: true, force: true });
mkdirSync(modules, { recursive: true });

const isModule = ({ language, mark }: Block): boolean =>
  (language === 'ts' || language === 'js') && (mark === undefined || mark.kind === 'types only');
const hasTests = (block: Block): boolean => isModule(block) && /\btest(\.\w+)*\(/.test(block.text);

function moduleFile({ page, line, language }: Block, text: string): string {
  const file = join(modules, `${page.replaceAll(/\W+/g, '-')}-${line}.m${language}`);
  writeFileSync(file, text);
  return file;
}

// Blocks with tests of their own: their fixtures belong to the file, not to a describe().
for (const block of PAGES.flatMap((page) => blocksOf(page))) {
  if (!block.mark && hasTests(block)) await import(moduleFile(block, block.text));
}

const brokers: RunningMock[] = [];
const addresses: (readonly [string, string])[] = [];

beforeAll(async () => {
  for (const [name, dialect] of [
    ['new-broker', 'emqx-4.4'],
    ['broker', 'emqx-4.3'],
  ] as const) {
    const apps = ['app_id:app_secret'];
    const broker = await startMock({ port: 0, mqtt: 0, clients: 60, dialect, apps, log: 'silent' });
    brokers.push(broker);
    addresses.push(
      [`${name}:8081`, new URL(broker.url).host],
      [`${name}:1883`, new URL(broker.mqttUrl ?? '').host],
    );
  }
});
afterAll(() => Promise.all(brokers.map((broker) => broker.close())));

const TO_RUN = PAGES.map((page) => ({
  page,
  blocks: blocksOf(page).filter((block) => !block.mark && !hasTests(block)),
})).filter(({ blocks }) => blocks.length > 0);

describe.each(TO_RUN)('$page', ({ blocks }) => {
  let runner: PageRunner;

  beforeAll(() => {
    runner = new PageRunner(temporaryFolder(afterAll), addresses, async (block, text) => {
      await import(moduleFile(block, text));
    });
  });
  afterAll(() => runner.close());

  test.each(blocks.map((block) => [block.line, block.text.split('\n')[0], block] as const))(
    'line %i: %s',
    (_line, _start, block) => runner.check(block),
  );
});

test('the modules have no error of types', () => {
  const files = PAGES.flatMap((page) =>
    blocksOf(page)
      .filter(isModule)
      .map((block) => moduleFile(block, block.text)),
  );
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowJs: true,
    checkJs: true,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.esnext.disposable.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    types: ['node'],
  });
  const errors = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
    const message = ts.flattenDiagnosticMessageText(messageText, ' ');
    return `${file?.fileName.slice(modules.length)}:${line} ${message}`;
  });
  expect(errors).toEqual([]);
});
