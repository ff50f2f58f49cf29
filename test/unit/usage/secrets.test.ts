/** No value of a user is in a usage file: markers are sent in every place that a request has. */
import { expect, test } from 'vitest';
import { createMock, readTracking, type ClientInput } from '../../../mock/index.js';

const MARK = 'mark3r';

test('a usage file has kinds, and nothing of clients, requests or callers', async () => {
  const clients = [
    {
      clientid: `${MARK}-id`,
      username: `${MARK}-user`,
      zone: `${MARK}-zone`,
      [`${MARK}_member`]: `${MARK}-value`,
      node: `${MARK}@10.0.0.1`,
    },
    { clientid: `${MARK}/id`, node: `${MARK}@10.0.0.2` },
  ] as ClientInput[];
  const mock = createMock({
    clients,
    usage: true,
    companions: true,
    apps: [`${MARK}-app:${MARK}-secret`],
    dashboardUser: `${MARK}-admin:${MARK}-password`,
  });
  const right = { authorization: `Basic ${btoa(`${MARK}-app:${MARK}-secret`)}` };
  const send = (request: string, headers: Record<string, string> = right, body = ''): string => {
    const [method = '', url = ''] = request.split(' ');
    const [path = '', query = ''] = url.split('?');
    return mock.handle({ method, path, query, headers, body }).body;
  };
  const names = [
    'clientid',
    'username',
    'zone',
    'ip_address',
    'conn_state',
    'proto_name',
    'proto_ver',
  ];
  const filters = [
    ...names,
    '_like_clientid',
    '_gte_created_at',
    '_page',
    '_limit',
    `${MARK}_name`,
  ];
  for (const name of filters) {
    send(`GET /api/v4/clients?${name}=${MARK}-value`);
    send(`GET /api/v4/clients?${name}=${MARK}-value&${name}=${MARK}-other`);
  }
  send(`GET /api/v4/clients/${MARK}-id`);
  send(`GET /api/v4/clients/${MARK}%2Fid`);
  send(`DELETE /api/v4/clients/${MARK}-unknown`);
  send(`GET /api/v4/${MARK}-path/${MARK}`);
  send(`GET /${MARK}/clients`);
  send(`GET /api/v4/nodes/${MARK}@10.0.0.1/stats`);
  send(`GET /api/v4/nodes/${MARK}-node/stats`);
  send(`GET /api/v4/subscriptions?topic=${MARK}%2F1&qos=${MARK}`);
  send(`GET /api/v4/routes/${MARK}-topic`);
  send('GET /api/v4/clients', { authorization: `Basic ${btoa(`${MARK}:wrong-${MARK}`)}` });
  send('GET /api/v4/clients', { authorization: `Bearer ${MARK}` });
  send('GET /api/v4/clients', right, `{"${MARK}":"${MARK}"}`);
  send('POST /api/v4/auth', {}, `{"username":"${MARK}-admin","password":"${MARK}-password"}`);
  send('POST /api/v4/mqtt/subscribe', right, `{"clientid":"${MARK}-id","topic":"${MARK}","qos":0}`);
  send(`${MARK.toUpperCase()} /api/v4/clients`);
  send('GET /api/v4/clients', { ...right, 'x-mock-sandbox': `${MARK}-sandbox` });
  const tracking = readTracking(mock);
  const answer = tracking.track(
    JSON.parse(send('GET /api/v4/clients?_limit=5')) as { data: Record<string, unknown>[] },
    'GET http://127.0.0.1/api/v4/clients?_limit=5',
  );
  expect(answer.data[0]?.[`${MARK}_member`]).toBe(`${MARK}-value`);
  expect(answer.data[0]?.['clientid']).toBe(`${MARK}-id`);
  tracking.stop();
  const text = mock.usage?.text() ?? '';
  expect(text).toContain('reads: [data, data.clientid]');
  expect(text).toContain('unknown: sent');
  expect(text.toLowerCase()).not.toContain(MARK);
});
