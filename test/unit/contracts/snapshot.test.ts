import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, expect, test } from 'vitest';
import { Interrupted, BrokerUnreachable } from '../../../contracts/shared/errors.js';
import { createAddressMask } from '../../../contracts/snapshot/address-mask.js';
import { createAnonymiser } from '../../../contracts/snapshot/anonymise.js';
import { createTextMask } from '../../../contracts/snapshot/text-mask.js';
import {
  snapshotBroker,
  type SnapshotOptions,
  type SnapshotReport,
} from '../../../contracts/snapshot/snapshot.js';
import { transportTo } from '../../support/in-process/check.js';
import {
  CREDENTIALS,
  createEngine,
  type Engine,
  type Handle,
} from '../../support/in-process/engine.js';
import { stored } from '../../support/stored.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

let out: string;

beforeEach(() => (out = join(temporaryFolder(), 'clients.json')));

const TARGET = { baseUrl: 'http://localhost:8081/api/v4', credentials: CREDENTIALS };

async function snapshot(
  engine: Engine,
  options: Partial<SnapshotOptions> = {},
  handle: Handle = engine.handle,
): Promise<SnapshotReport> {
  return snapshotBroker(TARGET, { out, limit: 10, transport: transportTo(handle), ...options });
}

type Row = Record<string, string>;
const rowsOf = async (path = out): Promise<Row[]> =>
  (JSON.parse(await readFile(path, 'utf8')) as { data: Row[] }).data;
const isPage = ({ query = '' }: { query?: string }, page: number): boolean =>
  query.startsWith(`_page=${page}&`);

test('a broker that ignores _page ends the snapshot', async () => {
  const engine = createEngine({ clients: 41 });
  const asked: string[] = [];
  const reading = snapshot(engine, {}, (request) => {
    asked.push(request.query ?? '');
    return engine.handle({ ...request, query: '_page=1&_limit=10' });
  });
  await expect(reading).rejects.toThrow('3 successive pages have only clients');
  expect(asked.length).toBeLessThan(10);
});

test('writes every client, in the form of the API, readable only by the owner', async () => {
  const engine = createEngine({ clients: 41 });
  const report = await snapshot(engine);
  expect(report).toEqual({ clients: 41, resumedPages: 0, warnings: [] });
  const text = JSON.parse(await readFile(out, 'utf8')) as object;
  expect(text).toMatchObject({ code: 0, meta: { page: 1, count: 41 } });
  const ids = (await rowsOf()).map(({ clientid }) => clientid);
  expect(new Set(ids)).toEqual(new Set([...engine.state.store].map(({ clientid }) => clientid)));
  expect((await stat(out)).mode & 0o077).toBe(0);
});

test('a list that never ends is given up at a bound, which is told, and the good file stays', async () => {
  const engine = createEngine({ clients: 10 });
  await writeFile(out, 'a good snapshot');
  let pages = 0;
  const reading = snapshot(engine, { limit: 10_000 }, (request) => {
    const page = engine.handle(request);
    const fresh = Array.from({ length: 10_000 }, (_, row) => ({
      clientid: `fresh-${pages}-${row}`,
    }));
    pages += 1;
    const meta = { page: pages, limit: 10_000, hasnext: true, count: 10 };
    return { ...page, body: JSON.stringify({ meta, data: fresh, code: 0 }) };
  });
  await expect(reading).rejects.toThrow(
    /does not end: \d+ clients.*counts 10.*bound is 10020.*--only paging/,
  );
  expect(pages).toBeLessThan(10);
  expect(await readFile(out, 'utf8')).toBe('a good snapshot');
  await expect(stat(`${out}.partial`)).rejects.toThrow('ENOENT');
});

test('a page that is not one of the list leaves the good file', async () => {
  const engine = createEngine({ clients: 41 });
  await writeFile(out, 'a good snapshot');
  const reading = snapshot(engine, {}, (request) =>
    isPage(request, 4)
      ? { status: 200, headers: { 'content-type': 'text/html' }, body: '<p>log in' }
      : engine.handle(request),
  );
  await expect(reading).rejects.toThrow(BrokerUnreachable);
  expect(await readFile(out, 'utf8')).toBe('a good snapshot');
});

test.each([
  ['far fewer clients than it counts', 500, 3],
  ['no client, though it counts some', 5, 0],
  ['a tenth too few, and more', 1000, 880],
])('a broker that lists %s leaves the good file', async (_what, count, rows) => {
  await writeFile(out, 'a good snapshot');
  const data = Array.from({ length: rows }, (_, row) => ({ clientid: `c${row}`, node: 'n' }));
  const meta = { page: 1, limit: 1000, hasnext: false, count };
  const reading = snapshot(createEngine(), { limit: 1000 }, () => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ meta, data, code: 0 }),
  }));
  await expect(reading).rejects.toThrow(
    `the broker counts ${count} clients, but its pages had ${rows}. Check its paging`,
  );
  expect(await readFile(out, 'utf8')).toBe('a good snapshot');
  await expect(stat(`${out}.partial`)).rejects.toThrow('ENOENT');
});

test('a name that ends in .gz is compressed', async () => {
  const path = `${out}.gz`;
  await snapshot(createEngine({ clients: 41 }), { out: path });
  const text = gunzipSync(await readFile(path)).toString();
  expect((JSON.parse(text) as { data: Row[] }).data).toHaveLength(41);
});

test('- prints the snapshot, and leaves no file', async () => {
  let text = '';
  const print = (part: string): unknown => (text += part);
  await snapshot(createEngine({ clients: 41 }), { out: '-', print });
  expect((JSON.parse(text) as { data: Row[] }).data).toHaveLength(41);
});

test('reads a broker without clients', async () => {
  await expect(snapshot(createEngine({ clients: 0 }))).resolves.toMatchObject({ clients: 0 });
  await expect(rowsOf()).resolves.toEqual([]);
});

test('an interrupted snapshot continues, and requests no page twice', async () => {
  const engine = createEngine({ clients: 41 });
  const asked: string[] = [];
  let broken = true;
  const handle: Handle = (request) => {
    asked.push(request.query ?? '');
    if (broken && isPage(request, 4)) return { status: 502, headers: {}, body: 'Bad Gateway' };
    return engine.handle(request);
  };
  const run = snapshot(engine, {}, handle);
  await expect(run).rejects.toThrow(BrokerUnreachable);
  await expect(run).rejects.toThrow(
    /Page 4 cannot be read: .*HTTP 502 Bad Gateway.*run the command again/,
  );
  broken = false;
  asked.length = 0;
  const report = await snapshot(engine, {}, handle);
  expect(report).toMatchObject({ clients: 41, resumedPages: 3 });
  expect(asked.filter((query) => query.includes('_page'))).toEqual([
    '_page=4&_limit=10',
    '_page=5&_limit=10',
  ]);
  await expect(stat(`${out}.partial`)).rejects.toThrow('ENOENT');
});

test('a snapshot continues with pages of any length and any text', async () => {
  const engine = createEngine({ clients: 500 });
  const now = engine.clock.now();
  engine.state.store.put(stored('a line\u2028break'), now);
  let broken = true;
  const handle: Handle = (request) => {
    if (broken && isPage(request, 3)) return { status: 502, headers: {}, body: '' };
    return engine.handle(request);
  };
  await expect(snapshot(engine, { limit: 250 }, handle)).rejects.toThrow(BrokerUnreachable);
  // Longer than one chunk of a file stream, 64 KiB.
  expect((await stat(`${out}.partial`)).size).toBeGreaterThan(2 * 65_536);
  broken = false;
  const report = await snapshot(engine, { limit: 250 }, handle);
  expect(report).toMatchObject({ clients: 501, resumedPages: 2 });
  const ids = (await rowsOf()).map(({ clientid }) => clientid);
  expect(ids).toEqual([...engine.state.store].map(({ clientid }) => clientid));
});

test('an anonymised snapshot continues with the same replacement', async () => {
  const engine = createEngine({ clients: 41 });
  const controller = new AbortController();
  const run = snapshot(engine, {
    anonymise: true,
    signal: controller.signal,
    onProgress: (rows) => {
      if (rows === 20) controller.abort();
    },
  });
  await expect(run).rejects.toThrow(Interrupted);
  const report = await snapshot(engine, { anonymise: true });
  expect(report).toMatchObject({ clients: 41, resumedPages: 2 });
  const prefixes = new Set((await rowsOf()).map(({ node }) => node));
  expect(prefixes.size).toBe(new Set([...engine.state.store].map(({ node }) => node)).size);
});

test('a snapshot with other options starts from the beginning', async () => {
  const engine = createEngine({ clients: 41 });
  const once: Handle = (request) => {
    if (isPage(request, 3)) return { status: 500, headers: {}, body: '' };
    return engine.handle(request);
  };
  await expect(snapshot(engine, {}, once)).rejects.toThrow();
  await expect(snapshot(engine, { anonymise: true })).resolves.toMatchObject({ resumedPages: 0 });
});

test('a partial file of another kind is refused', async () => {
  await writeFile(`${out}.partial`, 'shopping list\n');
  await expect(snapshot(createEngine())).rejects.toThrow(/partial is not one of its files/);
});

test('warns that clients came and went during the snapshot', async () => {
  const engine = createEngine({ clients: 41 });
  const report = await snapshot(engine, {}, (request) => {
    if (isPage(request, 3)) {
      for (const { clientid } of [...engine.state.store].slice(0, 5))
        engine.state.store.remove(clientid);
    }
    return engine.handle(request);
  });
  expect(report.warnings).toContain('the number of clients went from 36 to 41');
});

test('warns that a client was on two pages, and keeps it once', async () => {
  const engine = createEngine({ clients: 41 });
  const report = await snapshot(engine, {}, (request) => {
    if (!isPage(request, 3)) return engine.handle(request);
    return engine.handle({ ...request, query: '_page=2&_limit=10' });
  });
  expect(report.clients).toBe(31);
  expect(report.warnings.join()).toContain('10 clients were on two pages');
});

test('anonymising replaces ids, user names, addresses and nodes, and nothing else', async () => {
  const engine = createEngine({ clients: 41 });
  await snapshot(engine);
  const plain = await rowsOf();
  await snapshot(engine, { anonymise: true, salt: 'pepper' });
  const masked = await rowsOf();
  const sensitive = ['clientid', 'username', 'ip_address', 'node', 'mountpoint'];
  const without = (row: Row): Row =>
    Object.fromEntries(Object.entries(row).filter(([key]) => !sensitive.includes(key)));
  expect(masked.map(without)).toEqual(plain.map(without));
  const text = await readFile(out, 'utf8');
  for (const { clientid = '', ip_address: address = '' } of plain) {
    expect(text).not.toContain(JSON.stringify(clientid));
    expect(text).not.toContain(JSON.stringify(address));
  }
});

const ascii = fc.string({ unit: fc.constantFrom(...'abcABC019-_/.* '.split('')) });
const anyText = fc.string({ unit: 'grapheme' });

test('equality and substrings still hold among replaced texts of any characters', () => {
  const mask = createTextMask('pepper', 'clientid');
  fc.assert(
    fc.property(fc.oneof(ascii, anyText), fc.oneof(ascii, anyText), (a, b) => {
      expect(mask(a).includes(mask(b))).toBe(a.includes(b));
      expect(mask(a + b + a).includes(mask(b))).toBe(true);
      expect(mask(a) === mask(b)).toBe(a === b);
    }),
  );
});

test('case still holds: a name and its capitals stay alike', () => {
  const mask = createTextMask('pepper', 'username');
  expect(mask('ALICE-1')).toBe(mask('alice-1').toUpperCase());
  expect(mask('alice-1')).toMatch(/^[a-z]{5}-\d$/);
});

test('the salt is the key, and each class has its own', () => {
  const texts = ['pepper', 'salt'].flatMap((salt) =>
    ['clientid', 'username'].map((kind) =>
      createTextMask(salt, kind)('the quick brown fox 0123456789'),
    ),
  );
  expect(new Set(texts).size).toBe(4);
  expect(createTextMask('salt', 'clientid')('fox')).toBe(createTextMask('salt', 'clientid')('fox'));
});

test('addresses keep their networks, and stay different', () => {
  const mask = createAddressMask('pepper');
  fc.assert(
    fc.property(fc.ipV4(), fc.ipV4(), (a, b) => {
      const common = (left: string, right: string): number => {
        const bits = (text: string) =>
          text
            .split('.')
            .map((byte) => Number(byte).toString(2).padStart(8, '0'))
            .join('');
        const [x, y] = [bits(left), bits(right)];
        return [...x].findIndex((bit, index) => bit !== y[index]);
      };
      expect(common(mask(a)!, mask(b)!)).toBe(common(a, b));
    }),
  );
  expect(mask('2001:db8::1')).toMatch(/^[\da-f:]+$/);
  expect(mask('not an address')).toBeUndefined();
});

test('the text "undefined" is not replaced', () => {
  const row = createAnonymiser('x')({
    username: 'undefined',
    mountpoint: 'undefined',
    zone: 'external',
    port: 7,
  });
  expect(row).toEqual({
    username: 'undefined',
    mountpoint: 'undefined',
    zone: 'external',
    port: 7,
  });
});
