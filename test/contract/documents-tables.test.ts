import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { document } from '../../openapi/index.js';
import type { Traced } from '../../openapi/index.js';
import { answerOf, OPERATIONS, parametersOf, type Row } from './document-rows.js';
import examples from './fixtures/documents-examples.json' with { type: 'json' };
import { DOCUMENTS_TABLES, type DocumentsRow } from './fixtures/documents-tables.js';

const { components, paths } = document;
const decisions = readFileSync(new URL('../../openapi/decisions.md', import.meta.url), 'utf8');

const TYPES = {
  Integer: 'integer',
  String: 'string',
  Enum: 'string',
  Bool: 'boolean',
  Boolean: 'boolean',
  Object: 'object',
  'Array of Objects': 'array of object',
} as const satisfies Record<DocumentsRow['type'], string>;

/** The documents' two kinds of table: what is sent, what is answered. */
const TABLES = OPERATIONS.flatMap(({ operation }) => [
  {
    table:
      operation === 'GET /clients' ? `${operation}, query parameters` : `${operation}, parameters`,
    rows: parametersOf(operation),
  },
  { table: `${operation}, answer`, rows: answerOf(operation) },
]);

test('every operation of the documents is in the OpenAPI document, and no other', () => {
  const described = Object.entries(paths).flatMap(([path, item]) =>
    Object.keys(item)
      .filter((key) => key !== 'parameters')
      .map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(OPERATIONS.map(({ operation }) => operation).sort());
});

describe.each(TABLES)('the table $table', ({ table, rows }) => {
  const documented = DOCUMENTS_TABLES[table]!;

  test.each(documented)('has its row $name ($type)', ({ name, type, values = [] }) => {
    const row = rows.find((candidate) => candidate.name === name);
    expect(row, `the OpenAPI document lacks ${name}`).toBeDefined();
    expect(row!.type).toBe(TYPES[type]);
    expect(row!['x-source']).toContainEqual({ table, row: name });
    expect(row!.values).toEqual(expect.arrayContaining([...values]));
    if (type === 'Enum' && row!.values.length > values.length) {
      expect(row!['x-decision'], `${name} has more values than the documents`).toBeDefined();
    }
  });

  test('is not added to without a decision', () => {
    const listed = new Set(documented.map(({ name }) => name));
    const unexplained = rows
      .filter(({ name }) => !listed.has(name))
      // The table of a look-up refers to that of the list for what a client is.
      .filter((row) => !(table === 'GET /clients/{clientid}, answer' && isInList(row)))
      .filter((row) => !isExplained(row));
    expect(unexplained.map(({ name }) => name)).toEqual([]);
  });
});

/** Whether a decision that the row links to speaks of it by name. */
const isExplained = (row: Row): boolean =>
  (row['x-decision'] ?? []).some((link) => {
    const [, section = ''] = decisions.split(`<a id="${link.split('#')[1]!}"></a>`);
    return section.split('<a id=')[0]!.includes(row.name.split('.').at(-1)!);
  });

const isInList = ({ name }: Row): boolean =>
  DOCUMENTS_TABLES['GET /clients, answer']!.some((row) => row.name === name);

test.each([
  ['GET /clients', 'list'],
  ['GET /clients/{clientid}', 'lookup'],
  ['DELETE /clients/{clientid}', 'kick'],
] as const)("the documents' example of %s is the example of the OpenAPI document", (name, key) => {
  expect(JSON.stringify(components.examples[key]!.value)).toBe(JSON.stringify(examples[name]));
});

test('each source names a row that the documents have', () => {
  const sources = [...tracedIn(document)].flatMap((traced) => traced['x-source'] ?? []);
  const unknown = sources.filter(({ table, row }) => {
    if (row === 'URI') return !OPERATIONS.some(({ operation }) => operation === table);
    if (table === 'GET /clients, example answer') return !isInExample(row);
    return !DOCUMENTS_TABLES[table]?.some(({ name }) => name === row);
  });
  expect(sources.length).toBeGreaterThan(60);
  expect(unknown).toEqual([]);
});

test('each value of an error, which the documents do not describe, rests on a decision', () => {
  for (const name of ['ApiError', 'Problem', 'ErrorCode']) {
    expect(components.schemas[name]!['x-decision'], name).not.toHaveLength(0);
  }
});

function isInExample(row: string): boolean {
  const { data, meta } = examples['GET /clients'];
  return row.startsWith('meta.') ? row.slice(5) in meta : row.slice('data[].'.length) in data[0]!;
}

function* tracedIn(value: unknown): Generator<Traced> {
  if (typeof value !== 'object' || value === null) return;
  if ('x-source' in value || 'x-decision' in value) yield value as Traced;
  for (const member of Object.values(value)) yield* tracedIn(member);
}
