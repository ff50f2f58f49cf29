/** vitest: one mock for the file, a sandbox for each test. */
import { startMock, type ClientsPage, type RunningMock } from 'emqx-clients-kit';
import { afterAll, beforeAll, expect, test } from 'vitest';

let mock: RunningMock;

beforeAll(async () => {
  mock = await startMock({ port: 0, clients: 50, seed: 7 });
});
afterAll(() => mock.close());

test.concurrent('a kicked client is no longer listed', async ({ task }) => {
  const sandbox = mock.sandbox(task.name);
  const headers = { ...mock.authorization, ...sandbox.headers };
  sandbox.clients.add({ clientid: 'thermostat-1', username: 'berlin' });

  await fetch(`${mock.url}/clients/thermostat-1`, { method: 'DELETE', headers });

  const answer = await fetch(`${mock.url}/clients?username=berlin`, { headers });
  expect(((await answer.json()) as ClientsPage).data).toEqual([]);
  expect(sandbox.journal.count({ method: 'DELETE' })).toBe(1);
});

test.concurrent('no other test sees it gone, or ever there', async ({ task }) => {
  const sandbox = mock.sandbox(task.name);
  const headers = { ...mock.authorization, ...sandbox.headers };
  const answer = await fetch(`${mock.url}/clients?_limit=1`, { headers });
  expect(((await answer.json()) as ClientsPage).meta.count).toBe(50);
});

test('the first request fails, and is asked again', async () => {
  mock.faults.set('GET /clients nth=1 status=503');
  const ask = () => fetch(`${mock.url}/clients`, { headers: mock.authorization });
  expect([(await ask()).status, (await ask()).status]).toEqual([503, 200]);
});
