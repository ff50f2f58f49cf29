/** Journal, coverage, explanations and faults know the paths beside `/clients`. */
import { expect, test } from 'vitest';
import { printCoverage } from '../../../mock/coverage/table.js';
import { open } from './ask.js';

const CLIENTS = [{ clientid: 'a', subscriptions: [{ topic: 't', qos: 1 }] }];

test('the journal has them, with their code', () => {
  const { mock, ask } = open({ dialect: 'emqx-4.3', clients: CLIENTS });
  ask('GET /nodes');
  ask('POST /mqtt/subscribe', { clientid: 'zzz', topic: 't' });
  ask('GET /subscriptions/a');
  expect(mock.journal.entries({ path: '/mqtt/*' })).toMatchObject([
    { method: 'POST', status: 200, code: 112, body: '{"clientid":"zzz","topic":"t"}' },
  ]);
  expect(mock.journal.count({ path: '/subscriptions/a', method: 'get' })).toBe(1);
});

test('coverage counts them, and they are no points of the documented API', () => {
  const { mock, ask, send } = open({ dialect: 'emqx-4.3', clients: CLIENTS });
  const { total } = mock.coverage.report();
  ask('GET /nodes');
  ask('GET /nodes');
  ask('GET /nodes/emqx@127.0.0.1/stats');
  send('GET /nope');
  const report = mock.coverage.report();
  expect(report.companions).toEqual([
    { name: 'GET nodes', count: 2 },
    { name: 'GET nodes/:node/stats', count: 1 },
  ]);
  expect([report.total, report.covered]).toEqual([total, 1]);
  expect(printCoverage(report)).toContain('beside /clients: GET nodes 2, GET nodes/:node/stats 1');
  mock.coverage.clear();
  expect(mock.coverage.report().companions).toEqual([]);
});

test('an explanation names the endpoint and the decision', () => {
  const { send } = open({ companions: true, clients: CLIENTS });
  const { headers } = send('GET /subscriptions/a', undefined, { 'x-mock-explain': '1' });
  const text = headers['x-mock-explain'] ?? '';
  expect(JSON.parse(text)).toMatchObject({
    answer: 'a path beside /clients: GET subscriptions/:value',
    decisions: [{ decision: 'decisions.md#44' }],
  });
});

test('a fault is injected, and one that replaces the answer changes nothing', () => {
  const { mock, send } = open({
    dialect: 'emqx-4.3',
    clients: CLIENTS,
    faults: ['POST /mqtt/subscribe times=1 status=503', 'GET /nodes delay=5000'],
  });
  const body = { clientid: 'a', topic: 'x', qos: 1 };
  expect(send('POST /mqtt/subscribe', body).status).toBe(503);
  expect(mock.clients.subscriptions('a')).toHaveLength(1);
  expect(send('POST /mqtt/subscribe', body).status).toBe(200);
  expect(mock.clients.subscriptions('a')).toHaveLength(2);
  expect(send('GET /nodes').delivery).toMatchObject({ delayMs: 5000 });
});

test('a stub of such a path wins', () => {
  const { mock, ask } = open({ dialect: 'emqx-4.3', clients: CLIENTS });
  const respond = { body: { data: ['mine'], code: 0 } };
  mock.stubs.add({ match: { method: 'GET', path: '/listeners' }, respond });
  expect(ask('GET /listeners').data).toEqual(['mine']);
});
