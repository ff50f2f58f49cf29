/** Jest, without flags: the package is loaded with require(). */
const { OptionError, startMock } = require('emqx-clients-kit');

let mock;
let sandbox;

beforeAll(async () => {
  mock = await startMock({ port: 0, clients: 50, seed: 7 });
});
afterAll(() => mock.close());

beforeEach(() => {
  sandbox = mock.sandbox(expect.getState().currentTestName);
});
afterEach(() => sandbox.remove());

async function list(query = '') {
  const response = await fetch(`${sandbox.url}/clients${query}`, {
    headers: sandbox.authorization,
  });
  return response.json();
}

test('a client that the test adds is listed', async () => {
  sandbox.clients.add({ clientid: 'kitchen-lamp', username: 'ada' });
  expect(await list('?username=ada')).toMatchObject({ data: [{ clientid: 'kitchen-lamp' }] });
});

test('no other test sees it', async () => {
  expect((await list()).meta.count).toBe(50);
});

test('an option that is wrong is an OptionError', async () => {
  await expect(startMock({ port: -1 })).rejects.toThrow(OptionError);
});

test('MQTT clients can connect', async () => {
  const other = await startMock({ port: 0, mqtt: 0, clients: 0 });
  expect(other.mqttUrl).toMatch(/^mqtt:/);
  await other.close();
});
