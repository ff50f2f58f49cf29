/** node:test: `node --test`, with a sandbox for each test. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startMock } from 'emqx-clients-kit';

let mock;

before(async () => {
  mock = await startMock({ port: 0, clients: 50, seed: 7 });
});
after(() => mock.close());

test('a session that left is listed until it expires', async (t) => {
  const sandbox = mock.sandbox(t.name);
  const headers = { ...mock.authorization, ...sandbox.headers };
  const count = async () => {
    const answer = await fetch(`${mock.url}/clients?username=berlin`, { headers });
    return (await answer.json()).meta.count;
  };
  sandbox.clients.add({ clientid: 'meter-1', username: 'berlin', conn_state: 'disconnected' });
  assert.equal(await count(), 1);

  sandbox.clock.advance('3h');
  assert.equal(await count(), 0);
});

test('a page of a scenario shifts while it is read', async (t) => {
  const sandbox = mock.sandbox(t.name);
  const headers = { ...mock.authorization, ...sandbox.headers };
  sandbox.scenario.start('kicked-while-paging');
  const page = async (number) => {
    const answer = await fetch(`${mock.url}/clients?_limit=10&_page=${number}`, { headers });
    return (await answer.json()).data.map(({ clientid }) => clientid);
  };
  const before = sandbox.clients.list().map(({ clientid }) => clientid);
  const read = [...(await page(1)), ...(await page(2))];
  assert.notDeepEqual(read, before.slice(0, 20));
});
