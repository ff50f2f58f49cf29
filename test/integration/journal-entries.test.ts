/** Pages of the journal, its entries with their headers and bodies, and requests that are sent again. */
import { describe, expect, test } from 'vitest';
import { listenTo } from './events.js';
import { serve, type Served } from './serve.js';

interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

async function control(
  { mock }: Served,
  path: string,
  method = 'GET',
  headers = {},
): Promise<Answer> {
  const response = await fetch(`${mock.controlUrl}${path}`, { method, headers });
  return { status: response.status, json: (await response.json()) as Answer['json'] };
}

/** Starts a mock whose journal keeps headers and bodies. */
async function watched(...given: Parameters<typeof serve>): Promise<Served> {
  const served = await serve(...given);
  await (await listenTo(served.mock.controlUrl)).next('hello');
  return served;
}

describe('a page of the journal', () => {
  const idsOf = ({ json }: Answer): number[] =>
    (json['entries'] as { id: number }[]).map(({ id }) => id);

  test('goes back from an entry, with the latest first to be seen', async () => {
    const served = await serve({ clients: 1 });
    for (let sent = 0; sent < 7; sent++) await served.get('/clients');
    const latest = await control(served, '/journal?limit=3');
    expect(idsOf(latest)).toEqual([5, 6, 7]);
    const earlier = await control(served, '/journal?limit=3&before=5');
    expect([idsOf(earlier), earlier.json['count']]).toEqual([[2, 3, 4], 4]);
    expect(idsOf(await control(served, '/journal?limit=3&before=2'))).toEqual([1]);
  });

  test('is filtered by a text in path, query, body, fault, stub or event, in any case', async () => {
    const stubs = [{ name: 'My stub', match: { path: '/other' }, respond: { status: 204 } }];
    const served = await serve({ scenario: 'kicked-while-paging', stubs });
    await served.get('/clients?_like_clientid=Meter');
    await served.get('/clients?_page=2&_limit=10');
    await served.get('/clients/%E5%AE%A2');
    await served.get('/other');
    await served.get('/clients').set('prefer', 'code=503');
    const found = async (text: string): Promise<number[]> =>
      idsOf(await control(served, `/journal?text=${encodeURIComponent(text)}`));
    expect(await found('METER')).toEqual([1]);
    expect(await found('client is KICKED')).toEqual([2]);
    expect(await found('%e5%ae')).toEqual([3]);
    expect(await found('my stub')).toEqual([4]);
    expect(await found('prefer')).toEqual([5]);
    expect(await found('.*')).toEqual([]);
    expect(await found('')).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('an entry', () => {
  test('has headers and body of request and response while a caller listens', async () => {
    const served = await watched({ clients: [{ clientid: '<b>' }] });
    await served.get('/clients').set('x-page', 'list');
    const { json } = await control(served, '/journal/1');
    expect(json).toMatchObject({
      entry: { id: 1, method: 'GET', path: '/api/v4/clients', status: 200, rows: 1 },
      request: { headers: { 'x-page': 'list' } },
      response: { headers: { 'content-type': 'application/json' }, cut: false },
    });
    const { body } = json['response'] as { body: string };
    expect(JSON.parse(body)).toMatchObject({ data: [{ clientid: '<b>' }] });
  });

  test('without a caller has neither', async () => {
    const served = await serve({ clients: 1 });
    await served.get('/clients');
    expect((await control(served, '/journal/1')).json).toMatchObject({
      entry: { id: 1 },
      request: null,
      response: null,
    });
  });

  test('hides secrets', async () => {
    const served = await watched({ clients: 1 });
    await served.get('/clients').set({
      cookie: 'session=c2Vzc2lvbg',
      'x-api-key': 'very-secret',
      'proxy-authorization': 'x',
    });
    const { json } = await control(served, '/journal/1');
    expect(json['request']).toMatchObject({
      headers: {
        authorization: 'Basic (hidden)',
        cookie: '(hidden)',
        'x-api-key': '(hidden)',
        'proxy-authorization': '(hidden)',
      },
    });
    const text = JSON.stringify(json);
    for (const secret of ['c2Vzc2lvbg', 'very-secret', btoa('app_id:app_secret')]) {
      expect(text).not.toContain(secret);
    }
  });

  test('of a long response has its beginning', async () => {
    const served = await watched({ clients: 2000 });
    await served.get('/clients');
    const { json } = await control(served, '/journal/1');
    const { body, cut } = json['response'] as { body: string; cut: boolean };
    expect([body.length, cut]).toEqual([16_384, true]);
    expect(body.startsWith('{"meta":')).toBe(true);
  });

  test.each(['2', '0', '-1', '1.0', 'x', '1e0', '__proto__', '9'.repeat(16)])(
    'of the id %s does not exist',
    async (id) => {
      const served = await serve({ clients: 1 });
      await served.get('/clients');
      expect(await control(served, `/journal/${id}`)).toMatchObject({
        status: 404,
        json: { reason: 'unknown request', field: 'id', value: id },
      });
    },
  );

  test('hides no other path of the journal', async () => {
    const served = await serve({ clients: 1 });
    expect((await control(served, '/journal/count')).json).toEqual({ count: 0 });
    expect((await control(served, '/journal/wait?timeout=0')).status).toBe(408);
  });
});

describe('a request that is sent again', () => {
  test('is answered as the sandbox is now, and is in the journal', async () => {
    const served = await watched({ clients: [{ clientid: 'a' }] });
    await served.get('/clients?clientid=a').set('prefer', 'code=418');
    served.mock.clients.remove('a');
    const { json } = await control(served, '/journal/1/replay', 'POST');
    expect(json).toMatchObject({ id: 2, headersKept: true, status: 418 });
    expect((await control(served, '/journal/2')).json).toMatchObject({
      entry: { method: 'GET', query: 'clientid=a', fault: 'Prefer' },
      request: { headers: { prefer: 'code=418' } },
    });
  });

  test('has the credentials of the mock if its headers were not kept', async () => {
    const served = await serve({ clients: 1, apps: ['名:秘'] });
    await served.plain('get', '/clients');
    const { json } = await control(served, '/journal/1/replay', 'POST');
    expect(json).toMatchObject({ headersKept: false, status: 200 });
    expect(JSON.parse(String(json['body']))).toMatchObject({ code: 0, meta: { count: 1 } });
  });

  test('kicks again', async () => {
    const served = await watched({ clients: [{ clientid: 'a' }] });
    await served.delete('/clients/a');
    served.mock.clients.add({ clientid: 'a' });
    await control(served, '/journal/1/replay', 'POST');
    expect(served.mock.clients.count).toBe(0);
  });

  test('stays in its sandbox', async () => {
    const served = await serve({ clients: [{ clientid: 'a' }] });
    const sandbox = served.mock.sandbox('mine');
    sandbox.handle({
      method: 'DELETE',
      path: '/api/v4/clients/a',
      headers: served.mock.authorization,
    });
    sandbox.clients.add({ clientid: 'a' });
    const { status } = await control(served, '/journal/1/replay', 'POST', {
      'x-mock-sandbox': 'mine',
    });
    expect([status, sandbox.clients.count, served.mock.clients.count]).toEqual([200, 0, 1]);
  });

  test('must have been kept as a whole', async () => {
    const served = await serve({ clients: 1 });
    await served.get(`/clients?clientid=${'x'.repeat(5000)}`);
    const { status, json } = await control(served, '/journal/1/replay', 'POST');
    expect([status, json['message']]).toEqual([409, expect.stringContaining('too long')]);
    expect(json).toMatchObject({ reason: 'cut request', value: '1' });
    expect((await control(served, '/journal/count')).json).toEqual({ count: 1 });
  });

  test('needs the token', async () => {
    const served = await serve({ clients: 1, controlToken: 'a-long-token' });
    await served.get('/clients');
    expect((await control(served, '/journal/1/replay', 'POST')).status).toBe(401);
    expect((await control(served, '/journal/1')).status).toBe(401);
    const foreign = { origin: 'https://attacker.example' };
    const open = await serve({ clients: 1 });
    expect((await control(open, '/journal/1/replay', 'POST', foreign)).status).toBe(403);
  });
});
