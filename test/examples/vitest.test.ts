/** vitest: one mock for the file, a sandbox for each test. */
import type { Client44, ClientsPage } from 'emqx-clients-kit';
import { test } from 'emqx-clients-kit/vitest';
import { expect } from 'vitest';

test.concurrent('a kicked client is no longer listed', async ({ mock }) => {
  const headers = mock.authorization;
  mock.clients.add({ clientid: 'thermostat-1', username: 'berlin' });

  await fetch(`${mock.url}/clients/thermostat-1`, { method: 'DELETE', headers });

  const answer = await fetch(`${mock.url}/clients?username=berlin`, { headers });
  expect(((await answer.json()) as ClientsPage).data).toEqual([]);
  expect(mock.journal.count({ method: 'DELETE' })).toBe(1);
});

test.concurrent('no other test sees it gone, or ever there', async ({ mock }) => {
  expect(mock.clients.get('thermostat-1')).toBeUndefined();
  expect(mock.clients.count).toBe(1000);
});

test('the first request fails, and is asked again', async ({ mock }) => {
  mock.faults.set('GET /clients nth=1 status=503');
  const ask = () => fetch(`${mock.url}/clients`, { headers: mock.authorization });
  expect([(await ask()).status, (await ask()).status]).toEqual([503, 200]);
});

const small = test.extend({
  mockOptions: [{ clients: 5, dialect: 'emqx-4.4', apps: false }, { scope: 'file' }],
});

small('a mock with other options has as many clients as it is given', async ({ mock }) => {
  const answer = await fetch(`${mock.url}/clients`);
  const { data } = (await answer.json()) as ClientsPage<Client44>;
  expect(data).toHaveLength(5);
  expect(data[0]?.['recv_msg.qos1']).toBe(0);
});
