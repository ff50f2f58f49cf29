import { describe, expect, test } from 'vitest';
import { ClientError, createMock, OptionError, startMock } from '../../mock/index.js';
import type { Client } from '../../openapi/index.js';
import { validator } from '../../openapi/validators.js';

const NOW = '2026-01-31T08:00:00Z';

describe('a mock that listens', () => {
  test('answers under its url with its own credentials, and is closed by await using', async () => {
    let url: string;
    {
      await using mock = await startMock({ port: 0, clients: 50, seed: 7 });
      url = mock.url;
      expect(url).toBe(`http://127.0.0.1:${mock.port}/api/v4`);
      const answer = await fetch(`${url}/clients?_limit=10`, { headers: mock.authorization });
      expect(validator('ClientsPage')(await answer.json())).toMatchObject({
        ok: true,
        value: { meta: { count: 50, limit: 10, hasnext: true } },
      });
    }
    await expect(fetch(url)).rejects.toThrow();
  });

  test('sees at once what a test changes, and the test what requests change', async () => {
    await using mock = await startMock({ port: 0, clients: [], apps: false });
    mock.clients.add({ clientid: 'dev-1', username: 'u' });
    const answer = await fetch(`${mock.url}/clients/dev-1`);
    expect(await answer.json()).toEqual({ data: [mock.clients.get('dev-1')], code: 0 });
    await fetch(`${mock.url}/clients/dev-1`, { method: 'DELETE' });
    expect(mock.clients.get('dev-1')).toBeUndefined();
    expect(mock.clients.count).toBe(0);
  });

  test('has no authorization header if it accepts every caller', async () => {
    await using mock = await startMock({ port: 0, clients: 1, apps: false });
    expect(mock.authorization).toEqual({});
    expect((await fetch(`${mock.url}/clients`)).status).toBe(200);
  });

  test('of a port that is taken fails with what listening fails with', async () => {
    await using mock = await startMock({ port: 0, clients: 0 });
    await expect(startMock({ port: mock.port, clients: 0 })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });

  test('logs each request as a line of JSON to a given function', async () => {
    const lines: string[] = [];
    await using mock = await startMock({
      port: 0,
      clients: 3,
      log: 'json',
      write: (line) => lines.push(line),
    });
    await fetch(`${mock.url}/clients?_limit=2`, { headers: mock.authorization });
    await fetch(`${mock.url}/nothing`);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        time: expect.any(String),
        event: 'request',
        method: 'GET',
        path: '/api/v4/clients?_limit=2',
        status: 200,
        rows: 2,
        ms: expect.any(Number),
      },
      expect.objectContaining({ path: '/api/v4/nothing', status: 401 }),
    ]);
  });
});

describe('a mock without a socket', () => {
  test('answers a request at once', () => {
    const mock = createMock({ clients: [{ clientid: 'a' }], apps: false });
    const answer = mock.handle({ method: 'GET', path: '/api/v4/clients', query: 'clientid=a' });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      outcome: { kind: 'list', code: 0, rows: 1, meta: { page: '1', hasnext: false, count: 1 } },
    });
  });

  test('lists what the API lists, in its order and shape', () => {
    const mock = createMock({ clients: 200, apps: false, now: NOW });
    const { body } = mock.handle({ method: 'GET', path: '/api/v4/clients', query: '' });
    expect((JSON.parse(body) as { data: unknown }).data).toEqual(mock.clients.list());
    expect(mock.clients.first()).toEqual(mock.clients.list()[0]);
    for (const client of mock.clients.list()) {
      expect(validator('Client')(client)).toMatchObject({ ok: true });
    }
  });

  test('of the same seed, count and time has the same clients, byte for byte', () => {
    const list = (seed: number): string =>
      createMock({ clients: 100, seed, now: NOW, apps: false }).handle({
        method: 'GET',
        path: '/api/v4/clients',
      }).body;
    expect(list(7)).toBe(list(7));
    expect(list(8)).not.toBe(list(7));
  });

  test('is put back by reset, however it was changed', () => {
    const mock = createMock({ clients: 20, now: NOW, apps: false });
    const before = mock.clients.list();
    const [first, second] = before;
    mock.clients.remove(first!.clientid);
    mock.clients.update(second!.clientid, { keepalive: 7 });
    mock.clients.add({ clientid: 'new' });
    expect(mock.clients.list()).not.toEqual(before);
    mock.reset();
    expect(mock.clients.list()).toEqual(before);
    mock.clients.remove(first!.clientid);
    mock.reset();
    expect(mock.clients.list()).toEqual(before);
  });

  test('ends offline sessions when their time is over', () => {
    const mock = createMock({
      clients: [{ clientid: 'sleeper', connected: false, expiry_interval: 60 }, { clientid: 'a' }],
      now: NOW,
      apps: false,
    });
    const ids = (): unknown =>
      JSON.parse(mock.handle({ method: 'GET', path: '/api/v4/clients' }).body) as unknown;
    mock.state.clock.advance(59_999);
    expect(ids()).toMatchObject({ meta: { count: 2 } });
    mock.state.clock.advance(1);
    expect(ids()).toMatchObject({ meta: { count: 1 }, data: [{ clientid: 'a' }] });
    mock.reset();
    expect(ids()).toMatchObject({ meta: { count: 2 } });
  });
});

describe('the clients of a mock', () => {
  const empty = () => createMock({ clients: [], now: NOW });

  test('are added with the defaults of a stock EMQX', () => {
    const mock = empty();
    const added = mock.clients.add({ clientid: 'a', keepalive: 30 });
    expect(added).toMatchObject({
      clientid: 'a',
      keepalive: 30,
      username: 'undefined',
      connected: true,
      connected_at: '2026-01-31 08:00:00',
      zone: 'external',
    });
    expect(validator('Client')(added)).toMatchObject({ ok: true });
    expect(mock.clients.get('a')).toEqual(added);
  });

  test('are added all or none', () => {
    const { clients } = empty();
    expect(clients.add([{ clientid: 'a' }, { clientid: 'b' }])).toHaveLength(2);
    expect(() => clients.add([{ clientid: 'c' }, { clientid: 'd', port: -1 }])).toThrow(
      ClientError,
    );
    expect(() => clients.add([{ clientid: 'c' }, { clientid: 'c' }])).toThrow(
      'Failed to add client "c": it is given twice for node emqx@127.0.0.1.',
    );
    expect(clients.count).toBe(2);
  });

  test('are not added twice on one node, and may be on another', () => {
    const { clients } = empty();
    clients.add({ clientid: 'a' });
    expect(() => clients.add({ clientid: 'a' })).toThrow(/node emqx@127.0.0.1 has it already/);
    clients.add({ clientid: 'a', node: 'n2@h' });
    expect(clients.count).toBe(2);
  });

  test('are not added beside one of another node, unless a node is named', () => {
    const { clients } = createMock({ clients: 5 });
    const [{ clientid, node }] = clients.list() as [Client];
    expect(() => clients.add({ clientid })).toThrow(
      `Failed to add client "${clientid}": node ${node} has it already. Use update to change it, or name another node to add it there as well.`,
    );
    clients.add({ clientid, node: 'emqx@10.0.0.9' });
    expect(clients.count).toBe(6);
  });

  test('that are wrong are refused with the member, the value and what was expected', () => {
    const wrong = () => empty().clients.add({ clientid: 'a', port: 70_000, keepalive: -1 });
    expect(wrong).toThrow(
      'Failed to add client "a": port: expected an integer from 0 to 65535, but got 70000; ' +
        'keepalive: expected an integer from 0 to 65535, but got -1.',
    );
    expect(wrong).toThrow(
      expect.objectContaining({
        name: 'ClientError',
        problems: [
          expect.objectContaining({ field: 'port', value: 70_000 }),
          expect.objectContaining({ field: 'keepalive', value: -1 }),
        ],
      }),
    );
  });

  test('are updated in their place', () => {
    const { clients } = createMock({ clients: [{ clientid: 'a' }, { clientid: 'b' }], now: NOW });
    const updated = clients.update('a', {
      connected: false,
      clean_start: false,
      expiry_interval: 60,
    });
    expect(updated).toMatchObject({ connected: false, disconnected_at: '2026-01-31 08:00:00' });
    expect(clients.list().map(({ clientid }) => clientid)).toEqual(['a', 'b']);
    expect(() => clients.update('nobody', {})).toThrow(
      'Failed to update client "nobody": it does not exist.',
    );
    expect(() => clients.update('a', { port: -1 })).toThrow(/^Failed to update client "a": port/);
  });

  test('may be what the API has sent', () => {
    const { clients } = empty();
    const fleet = createMock({ clients: 50, now: NOW }).clients.list();
    clients.add(fleet);
    expect(clients.list()).toEqual(fleet);
  });

  test('are removed with their session, once', () => {
    const { clients } = createMock({ clients: [{ clientid: 'a' }] });
    expect([clients.remove('a'), clients.remove('a')]).toEqual([true, false]);
  });
});

describe('a bad option is refused:', () => {
  test.each<[options: object, message: string]>([
    [{ port: 65_536 }, 'Option port: expected an integer from 0 to 65535, but got 65536.'],
    [{ clients: -1 }, 'Option clients: expected an integer from 0 to 10000000, but got -1.'],
    [{ clients: 1.5 }, 'Option clients: expected an integer from 0 to 10000000, but got 1.5.'],
    [{ dialect: 'emqx-5' }, 'or a line such as emqx-4.4 (nearest: emqx-4.4.19), but got "emqx-5".'],
    [{ basePath: 'api' }, 'Option basePath: expected a path that begins with /'],
    [{ apps: ['nobody'] }, 'Option apps: expected id:secret, both not empty, but got "nobody".'],
    [{ utcOffset: '8' }, 'Option utcOffset: expected +HH:MM or -HH:MM up to 14:00'],
    [{ utcOffset: '+15:00' }, 'Option utcOffset: expected'],
    [{ now: 'yesterday' }, 'Option now: expected an ISO 8601 time'],
    [{ now: '2026-13-01' }, 'Option now: expected an ISO 8601 time'],
    [{ now: '2026-02-30' }, 'Option now: expected an ISO 8601 time'],
    [{ now: '0000-01-01' }, 'Option now: expected an ISO 8601 time of 1970 to 9999'],
    [{ now: new Date(-1) }, 'Option now: expected an ISO 8601 time of 1970 to 9999'],
    [{ now: '9999-12-31T23:00:00-02:00' }, 'Option now: expected an ISO 8601 time of 1970 to 9999'],
    [{ basePath: '/%ff' }, 'Option basePath: expected a path'],
    [{ seed: 1.5 }, 'Option seed: expected an integer from 0 to 4294967295, but got 1.5.'],
    [{ seed: -1 }, 'Option seed: expected an integer from 0 to 4294967295, but got -1.'],
    [{ seed: 2 ** 32 }, 'Option seed: expected an integer from 0 to 4294967295'],
    [{ log: 'loud' }, 'Option log: expected one of pretty, json, silent, but got "loud".'],
  ])('%j', async (options, message) => {
    const start = startMock({ port: 0, clients: 0, ...options });
    await expect(start).rejects.toThrow(message);
    await expect(start).rejects.toBeInstanceOf(OptionError);
  });

  test('a client that is given', () => {
    expect(() => createMock({ clients: [{ clientid: 'a', port: -1 }] })).toThrow(
      'Failed to read client "a": port: expected an integer from 0 to 65535, but got -1.',
    );
  });
});

test('the clients to begin with may not hold one twice', () => {
  const twice = [{ clientid: 'a' }, { clientid: 'a' }];
  expect(() => createMock({ clients: twice })).toThrow(/"a": it is given twice for node emqx@/);
  const onTwoNodes = [{ clientid: 'a' }, { clientid: 'a', node: 'emqx@10.0.0.2' }];
  expect(createMock({ clients: onTwoNodes }).clients.count).toBe(2);
});

test('one of several clients of an id cannot move to a node that may have it', () => {
  const { clients } = createMock({
    clients: [{ clientid: 'a' }, { clientid: 'a', node: 'emqx@10.0.0.2' }],
  });
  expect(() => clients.update('a', { node: 'emqx@10.0.0.3' })).toThrow(/several nodes have it/);
  expect(clients.count).toBe(2);
});
