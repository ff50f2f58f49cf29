/** The API subscribes, and changes settings, in place of a client. */
import { describe, expect, test } from 'vitest';
import { open } from './ask.js';

const CLIENTS = [
  { clientid: 'a', node: 'n1@h', subscriptions: [{ topic: '$share/g/t', qos: 1 }] },
  { clientid: 'b', node: 'n2@h', subscriptions_cnt: 3 },
];

const topicsOf = ({ ask }: ReturnType<typeof open>, id: string): string[] =>
  ask(`GET /subscriptions/${id}`).data.map(({ topic, qos }) => `${topic} ${qos}`);

describe('POST /mqtt/subscribe', () => {
  test('adds to what a client has, and subscriptions_cnt is their number', () => {
    const opened = open({ dialect: 'emqx-4.3', clients: CLIENTS });
    const before = topicsOf(opened, 'b');
    expect(before).toHaveLength(3);
    expect(opened.ask('POST /mqtt/subscribe', { clientid: 'b', topic: 'x,y/#', qos: 2 })).toEqual({
      code: 0,
    });
    expect(topicsOf(opened, 'b')).toEqual([...before, 'x 2', 'y/# 2']);
    expect(opened.mock.clients.get('b')?.subscriptions_cnt).toBe(5);
    opened.ask('POST /mqtt/subscribe', { clientid: 'b', topic: 'x', qos: 1 });
    expect(topicsOf(opened, 'b')).toEqual([...before, 'x 1', 'y/# 2']);
    expect(opened.mock.clients.get('b')?.subscriptions_cnt).toBe(5);
  });

  test.each<[dialect: 'emqx-4.1' | 'emqx-4.3' | 'emqx-4.4', body: object, answer: object]>([
    ['emqx-4.3', { topic: 'x' }, { message: 'bad clientid: must be string', code: 108 }],
    [
      'emqx-4.3',
      { clientid: 1, topic: 'x' },
      { message: 'bad clientid: must be string', code: 108 },
    ],
    ['emqx-4.1', { topic: 'x' }, { message: 'channel_not_found', code: 112 }],
    ['emqx-4.3', { clientid: 'a', topic: 'a/#/b' }, { message: 'bad_topic', code: 115 }],
    ['emqx-4.3', { clientid: 'a', topic: 'x', qos: 3 }, { message: 'bad_qos', code: 116 }],
    ['emqx-4.4', { clientid: 'zzz', topic: 'x' }, { message: 'channel_not_found', code: 112 }],
    // Until 4.2 the API finds the clients of the node that is asked.
    ['emqx-4.1', { clientid: 'b', topic: 'x' }, { message: 'channel_not_found', code: 112 }],
    ['emqx-4.1', { clientid: 'a', topic: 'x', qos: 7 }, { code: 0 }],
  ])('%s: %j is %j', (dialect, body, answer) => {
    const { ask } = open({ dialect, clients: CLIENTS });
    expect(ask('POST /mqtt/subscribe', body)).toEqual(answer);
  });

  test.each([
    { clientid: 'a', topic: 5 },
    { clientid: 'a', topic: '$share/g' },
  ])('%j crashes a broker', (body) => {
    expect(
      open({ dialect: 'emqx-4.3', clients: CLIENTS }).send('POST /mqtt/subscribe', body),
    ).toMatchObject({ status: 500, body: 'Internal Error' });
  });

  test('a body of __proto__ changes nothing but what it says', () => {
    const opened = open({ dialect: 'emqx-4.3', clients: [{ clientid: '__proto__' }] });
    expect(opened.ask('POST /mqtt/subscribe', { clientid: '__proto__', topic: 'x' })).toEqual({
      code: 0,
    });
    expect(topicsOf(opened, '__proto__')).toEqual(['x 0']);
  });
});

describe('POST /mqtt/unsubscribe', () => {
  test('ends one subscription; of what is not subscribed to, it is a success as well', () => {
    const opened = open({ dialect: 'emqx-4.3', clients: CLIENTS });
    expect(opened.ask('POST /mqtt/unsubscribe', { clientid: 'a', topic: 'q' })).toEqual({
      code: 0,
    });
    expect(topicsOf(opened, 'a')).toEqual(['$share/g/t 1']);
    opened.ask('POST /mqtt/unsubscribe', { clientid: 'a', topic: '$share/g/t' });
    expect(topicsOf(opened, 'a')).toEqual([]);
    expect(opened.mock.clients.get('a')?.subscriptions_cnt).toBe(0);
  });

  test('before 4.2 a shared subscription stays', () => {
    const opened = open({ dialect: 'emqx-4.1', clients: CLIENTS });
    opened.ask('POST /mqtt/unsubscribe', { clientid: 'a', topic: '$share/g/t' });
    expect(topicsOf(opened, 'a')).toEqual(['$share/g/t 1']);
  });
});

test('a batch answers each item, and goes on after one that fails', () => {
  const opened = open({ dialect: 'emqx-4.3', clients: CLIENTS });
  const answer = opened.send('POST /mqtt/subscribe_batch', [
    { clientid: 'a', topic: 'x', qos: 1 },
    { clientid: 'zzz', topics: 'y' },
  ]);
  expect(answer.body).toBe(
    '{"data":[{"topic":"x","code":0,"clientid":"a"},{"topic":"y","code":112,"clientid":"zzz"}],"code":0}',
  );
  expect(opened.send('POST /mqtt/unsubscribe_batch', { clientid: 'a' }).status).toBe(500);
  opened.ask('POST /mqtt/unsubscribe_batch', [{ clientid: 'a', topic: 'x' }]);
  expect(topicsOf(opened, 'a')).toEqual(['$share/g/t 1']);
});

describe('the ACL cache', () => {
  test('holds what the client subscribes to, until it is emptied', () => {
    const { ask } = open({ dialect: 'emqx-4.3', clients: CLIENTS, now: '2026-01-31T08:00:00Z' });
    const cached = (id: string) =>
      ask(`GET /clients/${id}/acl_cache`).data.map(({ topic }) => topic);
    expect(cached('a')).toEqual(['$share/g/t']);
    expect(ask('DELETE /clients/a/acl_cache')).toEqual({ code: 0 });
    expect(cached('a')).toEqual([]);
    expect(cached('b')).toHaveLength(3);
    expect(ask('DELETE /nodes/n2@h/acl-cache')).toEqual({ code: 0 });
    expect(cached('b')).toEqual([]);
    expect(ask('DELETE /acl-cache')).toEqual({ code: 0 });
  });

  test('of a sandbox is its own, and is back after a reset', () => {
    const { mock, ask } = open({ dialect: 'emqx-4.3', clients: CLIENTS });
    ask('DELETE /clients/a/acl_cache');
    mock.reset();
    expect(ask('GET /clients/a/acl_cache').data).toHaveLength(1);
  });
});

describe('PUT /clients/{clientid}/keepalive', () => {
  test.each<
    [dialect: 'emqx-4.3' | 'emqx-4.4.0' | 'emqx-4.4', query: string, body: unknown, text: string]
  >([
    ['emqx-4.4', '?interval=77', undefined, '{"code":0}'],
    ['emqx-4.4', '', { interval: 77 }, '{"code":0}'],
    ['emqx-4.4', '', undefined, '{"message":"params_not_found","code":107}'],
    [
      'emqx-4.4',
      '?interval=65536',
      undefined,
      '{"message":"mqtt3.1.1 specification: keepalive must between 0~65535","code":102}',
    ],
    ['emqx-4.4', '?interval=abc', undefined, 'Internal Error'],
    ['emqx-4.4.0', '', { interval: 77 }, 'Internal Error'],
    ['emqx-4.3', '?interval=77', undefined, 'Not found.'],
  ])('%s %s %j: %s', (dialect, query, body, text) => {
    const { mock, send } = open({ dialect, clients: CLIENTS });
    expect(send(`PUT /clients/a/keepalive${query}`, body).body).toBe(text);
    expect(mock.clients.get('a')?.keepalive).toBe(text === '{"code":0}' ? 77 : 60);
  });
});
