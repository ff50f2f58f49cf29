import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createMock, startMock, type RunningMock } from '../../mock/index.js';

interface List {
  readonly meta: { readonly count: number; readonly hasnext: boolean };
  readonly data: readonly { readonly clientid: string }[];
}

async function start(options: Parameters<typeof startMock>[0]): Promise<RunningMock> {
  const mock = await startMock({ port: 0, apps: false, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

const list = async (mock: RunningMock, query: string): Promise<Response> =>
  fetch(`${mock.url}/clients?${query}`);

test.each(['documented', 'emqx-4.0', 'emqx-4.3'] as const)(
  'a page of thousands holds the rows of the short pages, in %s',
  async (dialect) => {
    const mock = await start({ clients: 5000, dialect });
    const ids: string[] = [];
    for (let page = 1, hasnext = true; hasnext; page++) {
      const short = (await (await list(mock, `_limit=1000&_page=${page}`)).json()) as List;
      ids.push(...short.data.map(({ clientid }) => clientid));
      hasnext = short.data.length === 1000;
    }
    for (const page of [1, 2]) {
      const long = (await (await list(mock, `_limit=1500&_page=${page}`)).json()) as List;
      expect(long.data.map(({ clientid }) => clientid)).toEqual(
        ids.slice((page - 1) * 1500, page * 1500),
      );
      expect(long.meta.count).toBe(ids.length);
    }
  },
);

test('a long page follows kicks and additions, and filters', async () => {
  const mock = await start({ clients: 5000 });
  const before = (await (await list(mock, '_limit=5000')).json()) as List;
  const [first, second] = before.data;
  mock.clients.remove(first?.clientid ?? '');
  mock.clients.add({ clientid: 'ключ-"\\' });
  const after = (await (await list(mock, '_limit=10000')).json()) as List;
  const ids = after.data.map(({ clientid }) => clientid);
  expect(ids).not.toContain(first?.clientid);
  expect(ids).toContain(second?.clientid);
  expect(ids).toContain('ключ-"\\');
  const filtered = (await (await list(mock, '_limit=10000&_like_clientid=-')).json()) as List;
  expect(filtered.data.map(({ clientid }) => clientid)).toEqual(
    ids.filter((id) => id.includes('-')),
  );
});

test('a long answer has its length, also that of HEAD, and can be delayed and cut', async () => {
  const mock = await start({ clients: 3000 });
  const answer = await list(mock, '_limit=3000');
  const bytes = await answer.arrayBuffer();
  expect(Number(answer.headers.get('content-length'))).toBe(bytes.byteLength);
  const head = await fetch(`${mock.url}/clients?_limit=3000`, { method: 'HEAD' });
  expect(Number(head.headers.get('content-length'))).toBe(bytes.byteLength);
  mock.faults.set({ do: { delay: 5 } });
  const delayed = (await (await list(mock, '_limit=3000')).json()) as List;
  expect(delayed.data).toHaveLength(3000);
  mock.faults.set({ do: { truncate: 100 } });
  await expect((await list(mock, '_limit=3000')).text()).rejects.toThrow();
});

test('an explanation comes with a long answer, and the same engine answers without a socket', async () => {
  const mock = createMock({ clients: 3000, apps: false });
  const request = { method: 'GET', path: '/api/v4/clients', query: '_limit=3000' };
  const plain = mock.handle(request);
  const explained = mock.handle({ ...request, headers: { 'x-mock-explain': '1' } });
  expect(explained.headers).toHaveProperty('x-mock-explain');
  expect(explained.body).toBe(plain.body);
});

test('a caller that goes away in the middle does no harm, and others are answered meanwhile', async () => {
  const mock = await start({ clients: 80_000 });
  const request = get(`${mock.url}/clients?_limit=80000`);
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
  await once(response, 'data');
  const other = (await (await list(mock, '_limit=1')).json()) as List;
  expect(other.data).toHaveLength(1);
  request.destroy();
  const whole = (await (await list(mock, '_limit=80000')).json()) as List;
  expect(whole.data).toHaveLength(80_000);
});

/** What has come of a body when it ends, also early, and the length that was announced. */
async function readStart(url: string): Promise<{ text: string; length: number; isWhole: boolean }> {
  const [response] = (await once(get(url), 'response')) as [IncomingMessage];
  const length = Number(response.headers['content-length']);
  const parts: Buffer[] = [];
  const read = async (): Promise<boolean> => {
    for await (const part of response) parts.push(part as Buffer);
    return true;
  };
  const isWhole = await read().catch(() => false);
  return { text: Buffer.concat(parts).toString(), length, isWhole };
}

test('a long answer is cut at half of it, sent slowly, and broken, as a short one is', async () => {
  const mock = await start({ clients: 3000 });
  const url = `${mock.url}/clients?_limit=3000`;
  const whole = await (await fetch(url)).text();
  mock.faults.set({ do: { truncate: '50%' } });
  const half = await readStart(url);
  expect(half).toEqual({
    text: whole.slice(0, Math.floor(whole.length / 2)),
    length: whole.length,
    isWhole: false,
  });
  mock.faults.set({ do: { drip: 150 } });
  expect(await readStart(url)).toEqual({ text: whole, length: whole.length, isWhole: true });
  mock.faults.set({ do: { drip: 100, truncate: 200_000 } });
  expect((await readStart(url)).text).toBe(whole.slice(0, 200_000));
  mock.faults.set({ do: { malformed: true } });
  expect(await (await fetch(url)).text()).toBe(`${whole.slice(0, -1)},]`);
  expect(mock.handle({ method: 'GET', path: '/api/v4/clients', query: '_limit=3000' }).body).toBe(
    `${whole.slice(0, -1)},]`,
  );
  mock.faults.clear();
  const preferred = await fetch(url, { headers: { prefer: 'delay=1' } });
  expect(preferred.headers.get('preference-applied')).toBe('delay=1');
  expect(await preferred.text()).toBe(whole);
});

test('long answers of the control API are the JSON of all their rows', async () => {
  const mock = await start({ clients: 3000 });
  mock.clients.add({ clientid: 'ключ-"\\-😀' });
  const answer = await (await list(mock, '_limit=4000')).text();
  const preview = await fetch(`${mock.controlUrl}/preview?_limit=4000`);
  expect(preview.headers.get('content-type')).toBe('application/json');
  expect(await preview.json()).toEqual({
    status: 200,
    contentType: 'application/json',
    body: answer,
  });
  for (const [offset, limit] of [
    [0, 4000],
    [2990, 100],
    [256, 256],
    [3001, 10],
  ]) {
    const page = await fetch(`${mock.controlUrl}/clients?offset=${offset}&limit=${limit}`);
    const { count, clients } = (await page.json()) as {
      count: number;
      clients: { clientid: string }[];
    };
    expect(count).toBe(3001);
    const { data } = JSON.parse(answer) as List;
    const expected = data.slice(offset, (offset ?? 0) + (limit ?? 0));
    expect(clients.map(({ clientid }) => clientid)).toEqual(
      expected.map(({ clientid }) => clientid),
    );
  }
});
