import { describe, expect, test } from 'vitest';
import { expectAnswer, expectRefused, ids, serve } from './serve.js';

/** 2021-03-18 02:15:57 UTC: the documents' example. */
const SHOWN = '2021-03-18 02:15:57';
const T = 1_616_033_757;

const TIMED = {
  clients: [
    { clientid: 'before', created_at: '2021-03-18 02:15:56', connected_at: '2021-03-18 02:15:56' },
    // Three quarters into its second.
    {
      clientid: 'at',
      created_at: new Date(T * 1000 + 750),
      connected_at: new Date(T * 1000 + 750),
    },
    { clientid: 'after', created_at: '2021-03-18 02:15:58', connected_at: '2021-03-18 02:15:58' },
  ],
};

const THREE = { clients: [{ clientid: 'a' }, { clientid: 'b' }, { clientid: 'c' }] };

const COUNT = { page: 1, limit: 10_000, hasnext: false };

/** Each test is a row of openapi/decisions.md, as the dialect `documented` has to answer. */
describe('decision', () => {
  test.each(['created_at', 'connected_at'])('1: _gte_%s means at or after', async (field) => {
    const { get } = await serve(TIMED);
    expect(ids(await get(`/clients?_gte_${field}=${T}`))).toEqual(['at', 'after']);
    expect(ids(await get(`/clients?_gte_${field}=${T + 1}`))).toEqual(['after']);
  });

  test.each(['created_at', 'connected_at'])('2: _lte_%s means at or before', async (field) => {
    const { get } = await serve(TIMED);
    expect(ids(await get(`/clients?_lte_${field}=${T}`))).toEqual(['before', 'at']);
    expect(ids(await get(`/clients?_lte_${field}=${T - 1}`))).toEqual(['before']);
  });

  test('3: bounds are Unix seconds, and a client shown at second T matches both', async () => {
    const { get } = await serve(TIMED);
    const both = await get(`/clients?_gte_created_at=${T}&_lte_created_at=${T}`);
    expect(ids(both)).toEqual(['at']);
    expect(both.body).toMatchObject({ data: [{ created_at: SHOWN, connected_at: SHOWN }] });
    expect(ids(await get(`/clients?_gte_created_at=${T * 1000}`))).toEqual([]);
  });

  test('4: times are shown at --utc-offset, by default UTC; bounds stay what they are', async () => {
    const utc = await serve({ clients: 1 });
    const shanghai = await serve({ clients: 1, utcOffset: '+08:00' });
    const query = `/clients?_gte_created_at=${T}&_lte_created_at=${T}`;
    expect((await utc.get(query)).body).toMatchObject({ data: [{ created_at: SHOWN }] });
    expect((await shanghai.get(query)).body).toMatchObject({
      data: [{ created_at: '2021-03-18 10:15:57', connected_at: '2021-03-18 10:15:57' }],
    });
  });

  test('5: _page is 1 and _limit is 10000 where they are not sent', async () => {
    const clients = Array.from({ length: 10_001 }, (_, index) => ({ clientid: `c${index}` }));
    const { get } = await serve({ clients });
    const first = await get('/clients');
    expectAnswer(first, 200, 'ClientsPage', {
      meta: { page: 1, limit: 10_000, hasnext: true, count: 10_001 },
    });
    expect(ids(first)).toHaveLength(10_000);
    expect(ids(await get('/clients?_page=2'))).toEqual(['c10000']);
  });

  test('6: meta.count is the number that match, whatever the page', async () => {
    const { get } = await serve(THREE);
    expect((await get('/clients?_like_clientid=b')).body).toMatchObject({ meta: { count: 1 } });
    expect((await get('/clients?_like_clientid=&_limit=1')).body).toMatchObject({
      meta: { count: 3 },
    });
    expect((await get('/clients?zone=none')).body).toMatchObject({ meta: { count: 0 } });
  });

  test('7: meta.hasnext is true when at least one more row follows', async () => {
    const { get } = await serve(THREE);
    const hasnext = async (query: string): Promise<unknown> => {
      const { body } = await get(`/clients?${query}`);
      return (body as { meta: { hasnext: boolean } }).meta.hasnext;
    };
    expect(await hasnext('_limit=2')).toBe(true);
    expect(await hasnext('_limit=3')).toBe(false);
    expect(await hasnext('_limit=2&_page=2')).toBe(false);
    expect(await hasnext('_limit=1&_like_clientid=a')).toBe(false);
    expect(await hasnext('_limit=1&zone=external')).toBe(true);
  });

  test.each(['0', '-1', '-10000'])('8: page %s is refused', async (page) => {
    const { get } = await serve(THREE);
    expectRefused(await get(`/clients?_page=${page}`), '_page');
  });

  test('9: a limit of 0 is refused', async () => {
    const { get } = await serve(THREE);
    expectRefused(await get('/clients?_limit=0'), '_limit');
  });

  test.each(['abc', '', '1.5', '1e3', '0x1', '99999999999999999999'])(
    '10: %j is refused as a page and as a limit',
    async (value) => {
      const { get } = await serve(THREE);
      expectRefused(await get(`/clients?_page=${value}&_limit=${value}`), '_page', '_limit');
    },
  );

  test('10: a negative limit, and a key without a value, are refused', async () => {
    const { get } = await serve(THREE);
    expectRefused(await get('/clients?_limit=-1'), '_limit');
    expectRefused(await get('/clients?_page&_limit'), '_page', '_limit');
  });

  test('11: a limit over 10000 is taken as it is', async () => {
    const clients = Array.from({ length: 10_001 }, (_, index) => ({ clientid: `c${index}` }));
    const { get } = await serve({ clients });
    const all = await get('/clients?_limit=20000');
    expect(ids(all)).toHaveLength(10_001);
    expect(all.body).toMatchObject({ meta: { ...COUNT, limit: 20_000, count: 10_001 } });
  });

  test('12: a page past the end is empty', async () => {
    const { get } = await serve(THREE);
    const past = await get('/clients?_page=1000000&_limit=10');
    expect(past.body).toEqual({
      meta: { page: 1_000_000, limit: 10, hasnext: false, count: 3 },
      data: [],
      code: 0,
    });
  });

  test('13: all filters must hold, an exact one and its _like_ twin included', async () => {
    const { get } = await serve({
      clients: [
        { clientid: 'a', proto_ver: 4 },
        { clientid: 'ab', proto_ver: 5 },
        { clientid: 'b', proto_ver: 5 },
      ],
    });
    expect(ids(await get('/clients?_like_clientid=a&proto_ver=5'))).toEqual(['ab']);
    expect(ids(await get('/clients?clientid=a&_like_clientid=a'))).toEqual(['a']);
    expect(ids(await get('/clients?clientid=a&_like_clientid=zzz'))).toEqual([]);
    expect(ids(await get('/clients?clientid=a&proto_ver=5'))).toEqual([]);
  });

  test.each(['_page=1&_page=1', '_limit=1&_limit=2', 'clientid=a&clientid=b'])(
    '14: the same key twice is refused: %s',
    async (query) => {
      const { get } = await serve(THREE);
      expectRefused(await get(`/clients?${query}`), query.slice(0, query.indexOf('=')));
    },
  );

  test('15: an unknown parameter is ignored', async () => {
    const { get } = await serve(THREE);
    expect(ids(await get('/clients?client_id=a&page=0&__proto__=x'))).toEqual(['a', 'b', 'c']);
  });

  test('15: an unknown parameter is refused with --strict, which names the nearest', async () => {
    const { get } = await serve({ ...THREE, strict: true });
    const refused = await get('/clients?client_id=a&_limit=1');
    expectRefused(refused, 'client_id');
    expect((refused.body as { message: string }).message).toMatch(/such as clientid\b/);
    expect(ids(await get('/clients?clientid=a'))).toEqual(['a']);
  });

  test.each([
    'proto_ver=abc',
    'proto_ver=4.0',
    'ip_address=abc',
    'ip_address=10.0.0.256',
    '_gte_created_at=1.5',
    '_lte_connected_at=2021-03-18',
  ])('16: a value of the wrong type is refused: %s', async (query) => {
    const { get } = await serve(THREE);
    expectRefused(await get(`/clients?${query}`), query.slice(0, query.indexOf('=')));
  });

  test.each(['conn_state=bogus', 'clean_start=1', 'proto_name=mqtt', 'conn_state='])(
    '17: an enum value that is not listed is refused: %s',
    async (query) => {
      const { get } = await serve(THREE);
      expectRefused(await get(`/clients?${query}`), query.slice(0, query.indexOf('=')));
    },
  );

  test('16, 17: all that is wrong with a request is told at once', async () => {
    const { get } = await serve(THREE);
    expectRefused(
      await get('/clients?_page=0&proto_ver=x&conn_state=y&_limit='),
      '_page',
      'proto_ver',
      'conn_state',
      '_limit',
    );
  });

  test.each(['_like_clientid', '_like_username'])('18: an empty %s matches all', async (name) => {
    const { get } = await serve(THREE);
    expect(ids(await get(`/clients?${name}=`))).toEqual(['a', 'b', 'c']);
  });

  test('19: _like_ is literal, case-sensitive, and on the UTF-8 text', async () => {
    const { get } = await serve({
      clients: ['a.b', 'axb', 'A.B', '设备-1', '100%', 'a*'].map((clientid) => ({ clientid })),
    });
    const like = async (text: string): Promise<string[]> =>
      ids(await get(`/clients?_like_clientid=${encodeURIComponent(text)}`));
    expect(await like('a.b')).toEqual(['a.b']);
    expect(await like('.')).toEqual(['a.b', 'A.B']);
    expect(await like('备')).toEqual(['设备-1']);
    expect(await like('%')).toEqual(['100%']);
    expect(await like('a*')).toEqual(['a*']);
    expect(await like('^a')).toEqual([]);
    expect(await like('[')).toEqual([]);
  });

  test('20: an exact filter is case-sensitive and takes the whole value', async () => {
    const { get } = await serve({ clients: [{ clientid: 'Dev-1', username: 'Team', zone: 'Z' }] });
    for (const query of ['clientid=Dev-1', 'username=Team', 'zone=Z']) {
      expect(ids(await get(`/clients?${query}`))).toEqual(['Dev-1']);
    }
    for (const query of ['clientid=dev-1', 'clientid=Dev', 'username=team', 'zone=z', 'zone=']) {
      expect(ids(await get(`/clients?${query}`))).toEqual([]);
    }
  });

  test('21: a client with no user name shows undefined, by which it is not found', async () => {
    const { get } = await serve({ clients: [{ clientid: 'nameless' }] });
    expect((await get('/clients')).body).toMatchObject({ data: [{ username: 'undefined' }] });
    expect(ids(await get('/clients?username=undefined'))).toEqual([]);
    expect(ids(await get('/clients?_like_username=undef'))).toEqual([]);
    expect(ids(await get('/clients?_like_username='))).toEqual(['nameless']);
  });

  test('22: looking up an unknown client answers an empty list', async () => {
    const { get } = await serve(THREE);
    const answer = await get('/clients/nobody');
    expectAnswer(answer, 200, 'ClientLookup');
    expect(answer.text).toBe('{"data":[],"code":0}');
  });

  test('23: kicking an unknown client answers code 112, again and again', async () => {
    const served = await serve(THREE);
    expectAnswer(await served.delete('/clients/a'), 200, 'KickAnswer', { code: 0 });
    for (const id of ['a', 'a', 'nobody']) {
      const again = await served.delete(`/clients/${id}`);
      expectAnswer(again, 200, 'KickAnswer');
      expect(again.body).toEqual({ code: 112, message: 'not_found' });
    }
    expect(ids(await served.get('/clients'))).toEqual(['b', 'c']);
  });

  test.each(['/clients', '/clients/a', '/nothing/here'])(
    '24: %s answers 401 with code 104 without credentials, and 103 with wrong ones',
    async (path) => {
      const { plain } = await serve(THREE);
      const missing = await plain('get', path);
      expectAnswer(missing, 401, 'ApiError', { code: 104 });
      expect(missing.headers['www-authenticate']).toMatch(/^Basic realm="/);
      const wrong = await plain('get', path).auth('app_id', 'wrong');
      expectAnswer(wrong, 401, 'ApiError', { code: 103 });
      expect(wrong.headers['www-authenticate']).toMatch(/^Basic realm="/);
    },
  );

  test('24: the scheme is case-insensitive, and a header that is not Basic is refused', async () => {
    const { plain } = await serve(THREE);
    const token = Buffer.from('app_id:app_secret').toString('base64');
    expect(ids(await plain('get', '/clients').set('authorization', `bAsIc ${token}`))).toHaveLength(
      3,
    );
    expect((await plain('get', '/clients').set('authorization', `Bearer ${token}`)).status).toBe(
      401,
    );
    expect((await plain('get', '/clients').set('authorization', 'Basic %%%')).status).toBe(401);
  });

  test('24: a refused kick kicks nobody', async () => {
    const { plain, mock } = await serve(THREE);
    expect((await plain('delete', '/clients/a')).status).toBe(401);
    expect(mock.clients.get('a')).toBeDefined();
  });

  test.each(['/', '/client', '/clients/a/b', '/nodes'])(
    '25: the unknown path %s answers 404 in JSON',
    async (path) => {
      const { get } = await serve(THREE);
      expectAnswer(await get(path), 404, 'ApiError');
    },
  );

  test.each(['post', 'put', 'patch'] as const)(
    '25: the method %s answers 404 in JSON',
    async (method) => {
      const { plain } = await serve(THREE);
      for (const path of ['/clients', '/clients/a']) {
        expectAnswer(await plain(method, path).auth('app_id', 'app_secret'), 404, 'ApiError');
      }
    },
  );

  test('25: DELETE of the whole list answers 404, and kicks nobody', async () => {
    const served = await serve(THREE);
    for (const path of ['/clients', '/clients/', '/clients?clientid=a']) {
      expectAnswer(await served.delete(path), 404, 'ApiError');
    }
    expect(served.mock.clients.count).toBe(3);
  });

  test.each(['/clients', '/clients/a', '/clients/nobody', '/clients?_page=0', '/nothing'])(
    '25: HEAD %s answers as GET does, without the body',
    async (path) => {
      const { get, head } = await serve(THREE);
      const [full, bare] = [await get(path), await head(path)];
      expect(bare.status).toBe(full.status);
      expect(bare.text).toBeFalsy();
      expect(bare.headers['content-type']).toBe(full.headers['content-type']);
      expect(bare.headers['content-length']).toBe(String(Buffer.byteLength(full.text)));
    },
  );

  test.each([
    ['/clients', 'GET, HEAD, OPTIONS'],
    ['/clients/a', 'GET, HEAD, DELETE, OPTIONS'],
  ])('25: OPTIONS %s tells the methods, and asks for no credentials', async (path, allow) => {
    const { plain } = await serve(THREE);
    const answer = await plain('options', path);
    expect(answer.status).toBe(204);
    expect(answer.headers['allow']).toBe(allow);
  });

  test.each(['/clients/', '//clients', '/clients//'])(
    '26: %s is /clients, and its filters hold',
    async (path) => {
      const { get } = await serve(THREE);
      expect(ids(await get(path))).toEqual(['a', 'b', 'c']);
      expect(ids(await get(`${path}?clientid=b`))).toEqual(['b']);
    },
  );

  test('27: an id is percent-decoded once; + is itself there, and a space in a query', async () => {
    const { get } = await serve({
      clients: ['a/b', 'a%2Fb', 'a+b', 'a b', '用户'].map((clientid) => ({ clientid })),
    });
    expect(ids(await get('/clients/a%2Fb'))).toEqual(['a/b']);
    expect(ids(await get('/clients/a%252Fb'))).toEqual(['a%2Fb']);
    expect(ids(await get('/clients/a+b'))).toEqual(['a+b']);
    expect(ids(await get('/clients/a%2Bb'))).toEqual(['a+b']);
    expect(ids(await get('/clients/a%20b'))).toEqual(['a b']);
    expect(ids(await get('/clients?clientid=a+b'))).toEqual(['a b']);
    expect(ids(await get('/clients?clientid=a%2Bb'))).toEqual(['a+b']);
    expect(ids(await get(`/clients/${encodeURIComponent('用户')}`))).toEqual(['用户']);
  });

  test.each(['/clients/%', '/clients/%zz', '/clients?clientid=%', '/clients?x=%4'])(
    '27: bad percent-encoding answers 400 in JSON: %s',
    async (path) => {
      const { get } = await serve(THREE);
      expectAnswer(await get(path), 400, 'ApiError', { code: 108 });
    },
  );

  test('28: rows come in the order of insertion, the same for every limit', async () => {
    const { get, mock } = await serve({ clients: 50 });
    const all = ids(await get('/clients'));
    const paged: string[] = [];
    for (let page = 1; page <= 8; page++) {
      paged.push(...ids(await get(`/clients?_page=${page}&_limit=7`)));
    }
    expect(paged).toEqual(all);
    mock.clients.add({ clientid: '0-newcomer' });
    mock.clients.remove(all[3]!);
    const expected = [...all.filter((id) => id !== all[3]), '0-newcomer'];
    expect(ids(await get('/clients'))).toEqual(expected);
  });

  test('29: MQIsdp is sent for an MQTT 3.1 client, and may be asked for', async () => {
    const { get } = await serve({
      clients: [{ clientid: 'old', proto_name: 'MQIsdp', proto_ver: 3 }, { clientid: 'new' }],
    });
    expect((await get('/clients?proto_name=MQIsdp')).body).toMatchObject({
      meta: { count: 1 },
      data: [{ clientid: 'old', proto_name: 'MQIsdp', proto_ver: 3 }],
    });
  });

  test.each(['{"clientid":"a"}', 'not JSON', '[]'])(
    '30: a body on GET is ignored: %s',
    async (body) => {
      const { get } = await serve(THREE);
      const answer = await get('/clients').set('content-type', 'application/json').send(body);
      expect(ids(answer)).toEqual(['a', 'b', 'c']);
    },
  );

  test('31: what only real brokers have is not there', async () => {
    const { get } = await serve({ clients: [{ clientid: 'a', username: 'u' }] });
    expectAnswer(await get('/clients/username/u'), 404, 'ApiError');
    expectAnswer(await get('/nodes/emqx%40127.0.0.1/clients'), 404, 'ApiError');
    expect(ids(await get('/clients?_gte_mqueue_len=5&_lte_mqueue_dropped=x'))).toEqual(['a']);
  });

  test('32: a problem is told in a sentence, with the value as JSON', async () => {
    const { get } = await serve(THREE);
    const refused = await get(`/clients?proto_ver=${encodeURIComponent('"用户\n')}`);
    expect(refused.body).toEqual({
      code: 108,
      message: 'Parameter proto_ver: expected an integer, but got "\\"用户\\n".',
      problems: [
        {
          in: 'query',
          parameter: 'proto_ver',
          value: '"用户\n',
          expected: 'an integer',
          message: 'Parameter proto_ver: expected an integer, but got "\\"用户\\n".',
        },
      ],
    });
  });
});
