/** Which dialects have the paths beside `/clients`, and which callers may use them. */
import { describe, expect, test } from 'vitest';
import { OptionError } from '../../../mock/options.js';
import { DISTINCT_DIALECTS } from '../../support/dialects.js';
import { open } from './ask.js';

const PATHS = [
  'nodes',
  'brokers',
  'stats',
  'metrics',
  'routes',
  'subscriptions',
  'banned',
  'listeners',
];
const basic = (pair: string) => ({ authorization: `Basic ${btoa(pair)}` });

describe('companions', () => {
  test.each(DISTINCT_DIALECTS)('%s has them exactly if it is a release, or if asked', (dialect) => {
    for (const companions of [undefined, true, false]) {
      const { send } = open({ dialect, companions, clients: 3 });
      const has = companions ?? dialect !== 'documented';
      for (const path of PATHS) expect(send(`GET /${path}`).status, path).toBe(has ? 200 : 404);
      expect(send('POST /auth', { username: 'admin', password: 'public' }).status).toBe(
        has ? 200 : 404,
      );
      expect(send('GET /clients').status).toBe(200);
    }
  });

  test('documented --companions has the clients of a node and of a user too', () => {
    const clients = [
      { clientid: 'a', node: 'n1@h', username: 'u' },
      { clientid: 'b', node: 'n2@h' },
    ];
    const { ask, send } = open({ companions: true, clients });
    const ids = (path: string): string[] => ask(`GET ${path}`).data.map(({ clientid }) => clientid);
    expect(ids('/nodes/n2@h/clients')).toEqual(['b']);
    expect(ids('/nodes/n2%40h/clients')).toEqual(['b']);
    expect(ids('/clients/username/u')).toEqual(['a']);
    expect(send('GET /nodes/n3@h/clients').status).toBe(404);
    expect(send('OPTIONS /mqtt/subscribe').headers['allow']).toBe('POST, OPTIONS');
    expect(send('HEAD /nodes')).toMatchObject({ status: 200, body: '' });
  });

  test.each([
    ['GET', '/mqtt/subscribe'],
    ['POST', '/subscriptions'],
    ['DELETE', '/nodes/emqx@127.0.0.1'],
    ['GET', '/subscriptions/a/b'],
    ['GET', '/nodes/nope@127.0.0.1/subscriptions'],
    ['GET', '/alarms/present'],
  ])('%s %s is not found', (method, path) => {
    const { send } = open({ dialect: 'emqx-4.3', clients: [{ clientid: 'a' }] });
    expect(send(`${method} ${path}`)).toMatchObject({ status: 404, body: 'Not found.' });
  });

  test('a mock without clients has one node', () => {
    const { ask } = open({ dialect: 'emqx-4.3', clients: [] });
    expect(ask('GET /nodes').data).toMatchObject([{ node: 'emqx@127.0.0.1', connections: 0 }]);
    expect(ask('GET /nodes/emqx@127.0.0.1/clients')).toMatchObject({ code: 0, data: [] });
    expect(ask('GET /subscriptions').data).toEqual([]);
    expect(ask('GET /routes').meta).toEqual({ page: 1, limit: 10_000, count: 0 });
  });
});

describe('the dashboard', () => {
  const { send } = open({ dialect: 'emqx-4.3', apps: ['app:secret'], clients: 3 });

  test.each([
    [{ username: 'admin', password: 'public' }, 200],
    [{ username: 'admin', password: 'wrong' }, 401],
    [{ username: 'other', password: 'public' }, 401],
    [{ username: 'admin' }, 401],
    [{ username: ['admin'], password: 'public' }, 401],
    [{}, 401],
    [undefined, 401],
  ])('login with %j is HTTP %i', (body, status) => {
    for (const headers of [{}, basic('app:wrong')]) {
      const answer = send('POST /auth', body, headers);
      expect(answer.status).toBe(status);
      expect(JSON.parse(answer.body)).toMatchObject({ code: status === 200 ? 0 : 103 });
      expect(answer.headers).not.toHaveProperty('www-authenticate');
    }
  });

  test('its user may call with the same credentials, beside the applications', () => {
    for (const pair of ['admin:public', 'app:secret']) {
      expect(send('GET /clients', undefined, basic(pair)).status).toBe(200);
      expect(send('GET /nodes', undefined, basic(pair)).status).toBe(200);
    }
    const without = open({
      dialect: 'emqx-4.3',
      companions: false,
      apps: ['app:secret'],
      clients: 3,
    });
    expect(without.send('GET /clients', undefined, basic('admin:public')).status).toBe(401);
  });

  test('a script in a browser gets no challenge, any other caller does', () => {
    const refused = send('GET /nodes', undefined, basic('admin:wrong'));
    expect(refused.headers['www-authenticate']).toBe('Basic Realm="minirest-server"');
    const script = { ...basic('admin:wrong'), 'sec-fetch-dest': 'empty' };
    const quiet = send('GET /nodes', undefined, script);
    expect(quiet.status).toBe(401);
    expect(quiet.headers).not.toHaveProperty('www-authenticate');
  });

  test('its user is an option', () => {
    const other = open({ dialect: 'emqx-4.3', dashboardUser: 'root:a:b', clients: 3 });
    expect(other.send('POST /auth', { username: 'root', password: 'a:b' }).status).toBe(200);
    expect(other.send('POST /auth', { username: 'admin', password: 'public' }).status).toBe(401);
    for (const dashboardUser of ['', 'root', ':x', 'root:']) {
      expect(() => open({ dashboardUser })).toThrow(OptionError);
    }
  });
});
