import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStateFile, type StateFile } from '../../../mock/state-file/read.js';
import { rows, useDirectory, type Row } from './files.js';

const directory = useDirectory();
const THREE = rows(3);
const IDS = THREE.map(({ clientid }) => clientid);
let files = 0;

function read(content: string | Uint8Array, lenient = false): Promise<StateFile> {
  return readStateFile(directory.put(`file-${files++}`, content), {
    utcOffsetMinutes: 0,
    lenient,
    stdin: Readable.from([]),
  });
}

const idsOf = ({ clients }: StateFile): string[] => clients.map(({ clientid }) => clientid);
const page = (data: readonly unknown[]): string => {
  return JSON.stringify({ meta: { page: 1, limit: 10, hasnext: false, count: 3 }, data, code: 0 });
};
const lines = (data: readonly unknown[]): string =>
  data.map((row) => JSON.stringify(row)).join('\n');
const recording = (population: readonly unknown[]): string =>
  JSON.stringify({
    broker: { product: 'EMQX', nodes: 1 },
    asked: [{ clientid: 'not this one' }],
    population,
    exchanges: [{ id: 'x', response: { body: { data: [{ clientid: 'nor this' }] } } }],
  });

describe('the same clients are read from', () => {
  const formats: Record<string, string | Uint8Array> = {
    'an answer of GET /clients': page(THREE),
    'an answer over many lines': JSON.stringify(JSON.parse(page(THREE)), null, 2),
    'an answer whose list comes first': JSON.stringify({ data: THREE, code: 0, meta: {} }),
    'pages in sequence': page(THREE.slice(0, 1)) + page([]) + page(THREE.slice(1)),
    'pages, one per line': `${page(THREE.slice(0, 2))}\n${page(THREE.slice(2))}\n`,
    'a list': JSON.stringify(THREE),
    'a list over many lines': JSON.stringify(THREE, null, '\t'),
    NDJSON: lines(THREE),
    'NDJSON with blank lines and CRLF': `\n${lines(THREE).replaceAll('\n', '\r\n\r\n')}\r\n`,
    'clients over many lines, in sequence': THREE.map((row) => JSON.stringify(row, null, 2)).join(
      '',
    ),
    'a recording': recording(THREE),
    'a list after a byte order mark': `\u{feff}${JSON.stringify(THREE)}`,
    'a gzip list': gzipSync(JSON.stringify(THREE)),
    'gzip NDJSON': gzipSync(lines(THREE)),
    'a list in two gzip members': Buffer.concat([
      gzipSync(JSON.stringify(THREE).slice(0, 100)),
      gzipSync(JSON.stringify(THREE).slice(100)),
    ]),
  };

  test.for(Object.entries(formats))('%s', async ([, content]) => {
    const state = await read(content);
    expect(idsOf(state)).toEqual(IDS);
    expect(state).toMatchObject({ skipped: [], skippedRows: 0 });
  });

  test('standard input', async () => {
    const stdin = Readable.from([Buffer.from(page(THREE))]);
    expect(idsOf(await readStateFile('-', { utcOffsetMinutes: 0, stdin }))).toEqual(IDS);
  });

  test.for(['emqx-4.3.22', 'emqx-4.3.0'])('the recording of %s', async (name) => {
    const url = new URL(`../../recordings/${name}.json`, import.meta.url);
    const state = await read(readFileSync(url));
    expect(state.clients).toHaveLength(38);
    const odd = state.clients.find(({ clientid }) => clientid === '__proto__');
    expect(odd).toMatchObject({ conn_state: 'connected', username: 'constructor' });
  });
});

test.for([
  ['an answer without clients', page([])],
  ['an empty list', '[]'],
] as const)('%s has no clients', async ([, content]) => {
  expect(await read(content)).toMatchObject({ clients: [], skippedRows: 0 });
});

test('chunk sizes do not matter', async () => {
  const odd = THREE.map((row, at) => ({ ...row, clientid: ['"]}\\', '{[客户"', 'data'][at] }));
  const contents = [page(odd), JSON.stringify(odd, null, 1), lines(odd), recording(odd)];
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...contents),
      fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1 }),
      async (content, sizes) => {
        const bytes = Buffer.from(content);
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const end = at + (sizes[turn % sizes.length] ?? 1);
          chunks.push(bytes.subarray(at, end));
          at = end;
        }
        const state = await readStateFile('-', {
          utcOffsetMinutes: 0,
          stdin: Readable.from(chunks),
        });
        expect(idsOf(state)).toEqual(['"]}\\', '{[客户"', 'data']);
      },
    ),
    { numRuns: 60 },
  );
});

describe('a row becomes a client', () => {
  const [first = {}, second = {}] = THREE;
  const one = async (change: Row, utcOffsetMinutes = 0): Promise<Row> => {
    const file = directory.put('one', JSON.stringify([{ ...first, ...change }]));
    const stdin = Readable.from([]);
    const { clients } = await readStateFile(file, { utcOffsetMinutes, stdin });
    return clients[0] as unknown as Row;
  };

  test('whose times are the middle of the second shown, in the given offset', async () => {
    const connected_at = '2025-06-30 23:59:59';
    const epoch = Date.parse('2025-06-30T23:59:59Z') + 500;
    expect(await one({ connected_at })).toMatchObject({ connected_at: epoch });
    expect(await one({ connected_at }, 330)).toMatchObject({ connected_at: epoch - 330 * 60_000 });
  });

  test('whose user name "undefined" means that it has none', async () => {
    expect(await one({ username: 'undefined' })).toMatchObject({ username: null });
    expect(await one({ username: '' })).toMatchObject({ username: '' });
  });

  test('whose state is conn_state, or else follows from connected', async () => {
    const offline = { connected: false, disconnected_at: '2025-12-31 00:00:00' };
    expect(await one({})).toMatchObject({ conn_state: 'connected', disconnected_at: null });
    expect(await one(offline)).toMatchObject({ conn_state: 'disconnected' });
    expect(await one({ ...offline, conn_state: 'idle' })).toMatchObject({ conn_state: 'idle' });
  });

  test('which keeps undocumented members', async () => {
    const extra = { 'recv_msg.qos1': 4, list: [1, { a: null }] };
    expect(await one(extra)).toMatchObject({ extra });
    expect(Object.keys(await one({}))).not.toContain('extra');
    const text = JSON.stringify([first]).replace('{', '{"__proto__":{"x":1},');
    const [client] = (await read(text)).clients;
    expect(Object.keys(client?.extra ?? {})).toEqual(['__proto__']);
  });

  test('even if another node has the same id', async () => {
    const twin = { ...second, clientid: first['clientid'], node: 'other@h' };
    expect((await read(JSON.stringify([first, twin]))).clients).toHaveLength(2);
  });
});

describe('a file that cannot be used is refused with', () => {
  const [first = {}] = THREE;
  const with2 = (change: Row): string => JSON.stringify([first, { ...THREE[1], ...change }]);
  const name = JSON.stringify(THREE[1]?.['clientid']);

  test.for([
    ['', 'is empty'],
    [' \n\t ', 'is empty'],
    ['hello', 'begins with "hello"'],
    [Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'is not JSON'],
    [page(THREE).slice(0, -3), 'is incomplete: }'],
    [page(THREE).slice(0, 900), 'is incomplete'],
    [JSON.stringify(THREE).slice(0, -1), 'is incomplete: ] is missing'],
    [`${JSON.stringify(THREE)}]`, 'one ] too many'],
    ['[}', 'one } too many'],
    ['['.repeat(99), 'nested too deeply'],
    [lines(THREE).slice(0, -9), 'row 3: it is not JSON: "{'],
    [with2({ port: 'abc' }), `row 2 (client ${name}): port must be of type integer, but is "abc".`],
    [with2({ port: undefined }), `row 2 (client ${name}): port is missing.`],
    [with2({ connected_at: '2026-02-30 00:00:00' }), 'connected_at must be a time that exists'],
    [with2({ connected_at: 'yesterday' }), 'connected_at must look like YYYY-MM-DD HH:mm:ss'],
    [with2({ connected: false, disconnected_at: undefined }), 'disconnected_at is missing'],
    [with2({ conn_state: 'gone' }), 'conn_state must be one of connected, idle, disconnected'],
    [with2({ conn_state: {} }), 'conn_state must be one of connected'],
    [
      with2({ connected: true, disconnected_at: undefined, conn_state: 'idle' }),
      'consistent with connected',
    ],
    [with2({ clientid: '\ud800' }), 'clientid must be a text in Unicode'],
    [with2({ username: '\udfff' }), 'username must be a text in Unicode'],
    [
      with2({ clientid: first['clientid'], node: first['node'] }),
      'already has a client with this id',
    ],
    [with2({ __mock: { created_at: 'x' } }), '__mock must be unchanged since the mock wrote it'],
    ['[1]', 'row 1: The value must be of type object, but is 1.'],
    ['{"code":108,"message":"bad"}', 'an answer with code 108 and message "bad"'],
    ['{"code":0}', 'expected a list of clients'],
    ['[{}]', 'And 33 more.'],
    [Buffer.concat([Buffer.from('[{"a":"'), Buffer.from([0xff]), Buffer.from('"}]')]), 'not UTF-8'],
    [gzipSync(page(THREE)).subarray(0, 200), 'is incomplete: expected the whole gzip file'],
    [Buffer.concat([gzipSync('x').subarray(0, 12), Buffer.alloc(20, 7)]), 'is damaged'],
  ] as const)('%j: %s', async ([content, expected]) => {
    await expect(read(content)).rejects.toThrow(expected);
    await expect(read(content)).rejects.toThrow(/^\S*file-\d+: [^\n]*$/);
  });

  test('a missing file, and a directory', async () => {
    const options = { utcOffsetMinutes: 0, stdin: Readable.from([]) };
    await expect(readStateFile('/no/such/file', options)).rejects.toThrow(
      /^\/no\/such\/file: does not exist/,
    );
    await expect(readStateFile(directory.path, options)).rejects.toThrow('is a directory');
    await expect(readStateFile('-', options)).rejects.toThrow('standard input: is empty');
  });
});

describe('lenient', () => {
  const [first = {}, second = {}, third = {}] = THREE;
  const bad = { ...second, port: 'abc' };

  test('skips and reports invalid rows', async () => {
    const state = await read(JSON.stringify([first, bad, first, third, 7]), true);
    expect(idsOf(state)).toEqual([IDS[0], IDS[2]]);
    expect(state.skippedRows).toBe(3);
    expect(state.skipped[0]).toContain('row 2');
    expect(state.skipped[0]).toContain('port must be of type integer');
    expect(state.skipped[1]).toContain('already has a client with this id');
    expect(state.skipped[2]).toContain('row 5');
  });

  test('skips a line that is not JSON', async () => {
    const state = await read(`${lines([first])}\n{"half":\n${lines([third])}`, true);
    expect(idsOf(state)).toEqual([IDS[0], IDS[2]]);
    expect(state.skipped).toEqual([expect.stringContaining('row 2: it is not JSON')]);
  });

  test('keeps the rows of a truncated file', async () => {
    const state = await read(page(THREE).slice(0, -100), true);
    expect(idsOf(state)).toEqual(IDS.slice(0, 2));
    expect(state.skipped).toEqual([expect.stringContaining('the file is incomplete')]);
  });

  test('reports at most 100 rows, and counts all', async () => {
    const state = await read(
      lines(Array.from({ length: 150 }, (): Row => bad).toSpliced(0, 0, first)),
      true,
    );
    expect(state.skipped).toHaveLength(100);
    expect(state.skippedRows).toBe(150);
  });

  test('refuses a file that is not a list of clients', async () => {
    await expect(read('hello', true)).rejects.toThrow('is not JSON');
    await expect(read('', true)).rejects.toThrow('is empty');
  });
});
