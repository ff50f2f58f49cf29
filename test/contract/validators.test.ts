import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { document, ERROR_CODES, type JsonSchema } from '../../openapi/index.js';
import { validator, type SchemaName, type Validation } from '../../openapi/validators.js';
import examples from './fixtures/documents-examples.json' with { type: 'json' };

interface Recording {
  readonly exchanges: readonly {
    readonly id: string;
    readonly response: { readonly body: unknown };
  }[];
}

function answerOf(broker: string, id: string): unknown {
  const file = join(import.meta.dirname, '../recordings', `${broker}.json`);
  const { exchanges } = JSON.parse(readFileSync(file, 'utf8')) as Recording;
  return exchanges.find((exchange) => exchange.id === id)!.response.body;
}

const rowsOf = (answer: unknown) => (answer as { data: Record<string, unknown>[] }).data;

const messagesOf = (result: Validation<unknown>): string[] =>
  result.ok ? [] : result.errors.map(({ message }) => message);

const client = examples['GET /clients'].data[0]!;

test.each([
  ['GET /clients', 'ClientsPage'],
  ['GET /clients/{clientid}', 'ClientLookup'],
  ['DELETE /clients/{clientid}', 'KickAnswer'],
] as const)("the documents' example of %s is valid", (name, schema) => {
  expect(messagesOf(validator(schema)(examples[name]))).toEqual([]);
});

test.each(Object.entries(document.components.examples))(
  'the example %s of the OpenAPI document is valid',
  (name, { value }) => {
    const success: Record<string, SchemaName> = {
      list: 'ClientsPage',
      lookup: 'ClientLookup',
      lookupUnknown: 'ClientLookup',
      kick: 'KickAnswer',
      kickUnknown: 'KickAnswer',
    };
    expect(messagesOf(validator(success[name] ?? 'ApiError')(value))).toEqual([]);
  },
);

describe.each(['emqx-4.3.22', 'emqx-4.3.0'])('what a real broker sent, %s,', (broker) => {
  const list = answerOf(broker, 'page/default');

  test('is a valid list', () => {
    expect(rowsOf(list)).toHaveLength(38);
    expect(messagesOf(validator('ClientsPage')(list))).toEqual([]);
  });

  test.each(rowsOf(list).map((row) => [String(row['clientid']).slice(0, 40), row] as const))(
    'is a valid client: %s',
    (_, row) => {
      expect(messagesOf(validator('Client')(row))).toEqual([]);
    },
  );

  test.each(['lookup/rec-a-01', 'lookup/rec-off-1'])('is a valid look-up: %s', (id) => {
    expect(messagesOf(validator('ClientLookup')(answerOf(broker, id)))).toEqual([]);
  });
});

test('the clients of a broker that breaks the contract are not valid, and it says why', () => {
  const [row] = rowsOf(answerOf('nanomq-0.25.3', 'page/default'));
  expect(messagesOf(validator('Client')(row))).toContain('clientid is missing.');
});

test('members that the documents do not know are allowed', () => {
  const newer = { ...client, 'recv_msg.qos0': 3, __proto: null };
  expect(validator('Client')(newer)).toEqual({ ok: true, value: newer });
});

test.each([
  [{ port: '3107' }, 'port must be of type integer, but is "3107".'],
  [{ keepalive: -1 }, 'keepalive must be >= 0, but is -1.'],
  [{ proto_name: 'mqtt' }, /^proto_name must be one of "MQTT", .*, but is "mqtt"\.$/],
  [
    { created_at: '2021-03-18T02:15:57Z' },
    'created_at must look like YYYY-MM-DD HH:mm:ss, but is "2021-03-18T02:15:57Z".',
  ],
  [
    { disconnected_at: '2021-03-18 02:20:00' },
    'disconnected_at must be absent, but is "2021-03-18 02:20:00".',
  ],
  [{ connected: false }, 'disconnected_at is missing.'],
  [{ node: undefined }, 'node is missing.'],
])('a client with %j is refused in one plain sentence', (change, sentence) => {
  const changed: unknown = JSON.parse(JSON.stringify({ ...client, ...change }));
  expect(messagesOf(validator('Client')(changed))).toEqual([
    typeof sentence === 'string' ? sentence : expect.stringMatching(sentence),
  ]);
});

test.each(Object.keys(client))('a client without %s is refused', (name) => {
  const rest = Object.fromEntries(Object.entries(client).filter(([key]) => key !== name));
  expect(messagesOf(validator('Client')(rest))).toContain(`${name} is missing.`);
});

test('all that is wrong with a list is reported, each with its place', () => {
  const result = validator('ClientsPage')({
    meta: { page: 1, limit: 10, hasnext: false, count: -1 },
    data: [client, { ...client, port: 'x', inflight: null }],
    code: 0,
  });
  expect(result.ok ? [] : result.errors.map(({ at }) => at).sort()).toEqual([
    'data[1].inflight',
    'data[1].port',
    'meta.count',
  ]);
});

test('the outcome of a kick is one of two, and an error has a code of the list', () => {
  expect(messagesOf(validator('KickAnswer')({ code: 5 }))).toEqual([
    'The value must be one of Kicked, NothingToKick, but is {"code":5}.',
  ]);
  expect(messagesOf(validator('ApiError')({ code: 99, message: 'x' }))).toEqual([
    expect.stringMatching(/^code must be one of 101, 102, .*, 115, but is 99\.$/),
  ]);
});

test('every schema of the document compiles under the strict rules of Ajv', () => {
  for (const name of Object.keys(document.components.schemas)) {
    expect(() => validator(name as SchemaName)).not.toThrow();
  }
});

test('a validator is compiled once', () => {
  expect(validator('Client')).toBe(validator('Client'));
});

test('the only pattern of the document is that of times, as the sentence about it says', () => {
  const { properties } = document.components.schemas['Client']!;
  const patterned = Object.entries(properties!).filter(([, schema]) => 'pattern' in Object(schema));
  expect(patterned.map(([name]) => name)).toEqual([
    'connected_at',
    'disconnected_at',
    'created_at',
  ]);
});

test('the named error codes are those of the document, under the same names', () => {
  const branches = document.components.schemas['ErrorCode']!['oneOf'] as (JsonSchema & {
    title: string;
  })[];
  expect(ERROR_CODES).toEqual(Object.fromEntries(branches.map((code) => [code.title, code.const])));
});

test('the friendly names run in a browser and load no validator', async () => {
  const { metafile, warnings } = await build({
    entryPoints: [join(import.meta.dirname, '../../openapi/index.ts')],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'browser',
    format: 'esm',
  });
  expect(warnings).toEqual([]);
  expect(Object.keys(metafile.inputs).filter((path) => !path.startsWith('openapi/'))).toEqual([]);
});
