/** What a command loads before it does anything: each package costs every start. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** The modules that a file imports when it is loaded: no types, and nothing that it imports later. */
function importsOf(file: string): string[] {
  const { statements } = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.Latest,
  );
  return statements.flatMap((statement) => {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) return [];
    const isType = ts.isImportDeclaration(statement)
      ? statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword
      : statement.isTypeOnly;
    const { moduleSpecifier } = statement;
    if (isType || !moduleSpecifier || !ts.isStringLiteral(moduleSpecifier)) return [];
    return [moduleSpecifier.text];
  });
}

/** The packages and built-ins that a source file loads, itself and through others. */
function loadedBy(entry: string): string[] {
  const packages = new Set<string>();
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const name of importsOf(file)) {
      if (name.startsWith('.'))
        visit(path.resolve(path.dirname(file), name.replace(/\.js$/, '.ts')));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  };
  visit(path.join(ROOT, entry));
  return [...packages].sort();
}

test('emqx-mock loads only the packages that every start needs', () => {
  expect(loadedBy('mock/cli/main.ts')).toEqual([
    'commander',
    'cors',
    'fastest-levenshtein',
    'ipaddr.js',
    're2js',
  ]);
});
