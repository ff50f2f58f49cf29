/** Options as plain JavaScript passes them: no compiler has checked them. */
import { expect, test } from 'vitest';
import { createMock, OptionError, startMock, type StartOptions } from '../../mock/index.js';
import { createMock as createMswMock } from '../../mock/hosts/msw/index.js';

test.each<[object, string]>([
  [{ client: 5 }, 'Option client: expected an option that exists (nearest: clients)'],
  [{ basepath: '/x' }, 'Option basepath: expected an option that exists (nearest: basePath)'],
  [{ strict: 'yes' }, 'Option strict: expected true or false, but got "yes".'],
  [{ clients: '5' }, 'Option clients: expected a number or a list of clients, but got "5".'],
  [{ clients: null }, 'Option clients: expected a number or a list of clients, but got null.'],
  [{ clients: NaN }, 'Option clients: expected an integer from 0'],
  [{ apps: 'a:b' }, 'Option apps: expected a list of texts, or false'],
  [{ apps: [5] }, 'Option apps: expected a list of texts, or false'],
  [{ node: '' }, 'Option node: expected a text that is not empty, but got "".'],
  [{ seed: '7' }, 'Option seed: expected an integer from 0 to'],
  [{ faults: 'reset' }, 'Option faults: expected a list of fault rules'],
  [{ stubs: {} }, 'Option stubs: expected a list of stubs'],
  [{ dialect: 4.3 }, 'Option dialect: expected documented'],
])('createMock() refuses %j', (options, message) => {
  for (const create of [createMock, createMswMock]) {
    expect(() => create(options)).toThrow(OptionError);
    expect(() => create(options)).toThrow(message);
  }
});

test.each<[object, string]>([
  [{ prot: 8081 }, 'Option prot: expected an option that exists (nearest: port)'],
  [{ host: '' }, 'Option host: expected a text that is not empty, but got "".'],
  [{ host: 1 }, 'Option host: expected a text that is not empty, but got 1.'],
  [{ port: '0' }, 'Option port: expected an integer from 0 to 65535'],
  [{ cors: 'no' }, 'Option cors: expected true or false'],
  [{ write: 'x' }, 'Option write: expected a function'],
  [{ from: 5 }, 'Option from: expected a text'],
  [{ stubFiles: 'a.yaml' }, 'Option stubFiles: expected a list of texts'],
  [{ client: 5 }, 'Option client: expected an option that exists (nearest: clients)'],
])('startMock() refuses %j', async (options, message) => {
  await expect(startMock(options)).rejects.toThrow(message);
});

test.each([null, 5, 'x', []])('%j is no object with options', (options) => {
  expect(() => createMock(options as never)).toThrow('Option options: expected an object');
});

test('an option that is undefined counts as missing', () => {
  const options: StartOptions = { strict: undefined, clients: undefined, apps: undefined };
  expect(createMock(options).clients.count).toBe(1000);
});

test.each([null, 5, 'x'])('a client that is %j is refused with what was expected', (client) => {
  const expected = /the client: expected a client object, but got/;
  const mock = createMock({ clients: 0 });
  expect(() => mock.clients.add(client as never)).toThrow(expected);
  expect(() => mock.clients.add([client] as never)).toThrow(expected);
  expect(() => createMock({ clients: [client] as never })).toThrow(expected);
});

test.each([
  ['conectd', 'connected'],
  ['clientId', 'clientid'],
  ['user_name', 'username'],
  ['keepalive_', 'keepalive'],
])('the member %s is refused as a misspelling of %s', (given, meant) => {
  const mock = createMock({ clients: 1 });
  const message = `${given}: expected ${meant}, but got "${given}"`;
  expect(() => mock.clients.add({ clientid: 'a', [given]: 1 })).toThrow(message);
  expect(() => mock.clients.update('emqx_c_1', { [given]: 1 })).toThrow(message);
});

test('members of newer brokers and of your own are kept', () => {
  const mock = createMock({ clients: 0 });
  const members = { 'recv_msg.qos0': 1, 'send_msg.dropped': 2, site: 'Berlin' };
  expect(mock.clients.add({ clientid: 'a', ...members })).toMatchObject(members);
});
