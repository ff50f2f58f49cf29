/** Subscriptions: generated ones, and what the API lists of them. */
import { describe, expect, test } from 'vitest';
import type { ClientInput } from '../../../mock/core/client-input.js';
import { finish } from '../../../mock/core/steps.js';
import { subscriptionsOf } from '../../../mock/core/subscriptions.js';
import { open, type Body, type Row } from './ask.js';

const CLIENTS: ClientInput[] = [
  {
    clientid: 'a',
    subscriptions: [
      { topic: 't/1', qos: 0 },
      { topic: 't/+', qos: 1 },
    ],
  },
  {
    clientid: 'b',
    subscriptions: [
      { topic: '$share/g/t/1', qos: 2 },
      { topic: '$share/g2/t/1', qos: 2 },
      { topic: '$queue/jobs', qos: 1 },
      { topic: '$SYS/#', qos: 1 },
    ],
  },
  { clientid: 'none' },
];

const shown = ({ data }: Body): string[] =>
  data.map(({ clientid, topic, qos }) => `${clientid} ${topic} ${qos}`).sort();

describe('generated subscriptions', () => {
  const { mock, ask } = open({ dialect: 'emqx-4.3', clients: 3000, seed: 5 });
  const rows = ask('GET /subscriptions?_limit=100000').data;

  test('are as many as subscriptions_cnt says, each topic once', () => {
    for (const client of mock.state.store) {
      const topics = [...subscriptionsOf(client)].map(({ topic }) => topic);
      expect(topics, client.clientid).toHaveLength(client.subscriptions_cnt);
      expect(new Set(topics).size, client.clientid).toBe(topics.length);
    }
    expect(rows).toHaveLength(
      mock.clients.list().reduce((sum, client) => sum + client.subscriptions_cnt, 0),
    );
  });

  test.each([
    'subscriptions?qos=5',
    'subscriptions?topic=devices/nobody/commands',
    'subscriptions?_match_topic=devices/%2B/nothing',
    'subscriptions?_limit=100000',
    'routes?_limit=100000',
    'routes/devices%2Fclient-1%2Fcommands',
    'stats',
  ])('are searched in steps, and other requests are answered in between: %s', (request) => {
    const [path = '', query = ''] = request.split('?');
    const steps = mock.steps({ method: 'GET', path: `/api/v4/${path}`, query });
    expect(steps.next().done).toBe(false);
    expect(ask('GET /clients?_limit=1').data).toHaveLength(1);
    expect(JSON.parse(finish(steps).body)).toEqual(ask(`GET /${request}`));
  });

  test('a list is that of the moment when it began', () => {
    const changed = open({ dialect: 'emqx-4.3', clients: 3000, seed: 5 });
    const steps = changed.mock.steps({
      method: 'GET',
      path: '/api/v4/subscriptions',
      query: '_limit=100000',
    });
    steps.next();
    for (const { clientid } of changed.mock.clients.list().slice(0, 2000)) {
      changed.mock.clients.remove(clientid);
    }
    const { data } = JSON.parse(finish(steps).body) as Body;
    expect(data).toEqual(rows);
  });

  test('are the same in every run, and vary', () => {
    const again = open({ dialect: 'emqx-4.3', clients: 3000, seed: 5 });
    expect(again.ask('GET /subscriptions?_limit=100000').data).toEqual(rows);
    expect(new Set(rows.map(({ qos }) => qos))).toEqual(new Set([0, 1, 2]));
    expect(rows.some(({ topic }) => topic.startsWith('$share/'))).toBe(true);
  });

  test('are counted as stats and routes count them', () => {
    const routes = new Set(
      rows.map(({ topic, node }) => `${node} ${topic.replace(/^\$share\/([^/]*)\//, '$1 ')}`),
    );
    expect(ask('GET /routes?_limit=1').meta?.count).toBe(routes.size);
    const listed = ask('GET /routes?_limit=100000').data;
    expect(listed).toHaveLength(routes.size);
    const [first] = ask('GET /stats').data as unknown as { stats: Record<string, number> }[];
    expect(first?.stats['routes.count']).toBe(routes.size);
    expect(first?.stats['topics.count']).toBe(routes.size);
    const all = ask('GET /stats').data as unknown as { stats: Record<string, number> }[];
    const sum = (name: string): number =>
      all.reduce((total, { stats }) => total + (stats[name] ?? 0), 0);
    expect(sum('subscriptions.count')).toBe(rows.length);
    expect(sum('subscriptions.shared.count')).toBe(
      rows.filter(({ topic }) => topic.startsWith('$share/')).length,
    );
    expect(sum('sessions.count')).toBe(3000);
  });

  test.each([1, 7, 1000])('pages of %i hold every subscription and every route once', (limit) => {
    for (const list of ['subscriptions', 'routes']) {
      const all = ask(`GET /${list}?_limit=100000`).data;
      const start = Math.floor(all.length / 2 / limit) + 1;
      // A few pages in the middle, where nothing before them is made.
      for (let page = start; page < start + 3; page++) {
        const answer = ask(`GET /${list}?_page=${page}&_limit=${limit}`);
        expect(answer.data).toEqual(all.slice((page - 1) * limit, page * limit));
      }
    }
  });

  test('of a client are found by its id, and each route by its topic', () => {
    const row = rows.at(-1) as Row;
    const own = rows.filter(({ clientid }) => clientid === row.clientid);
    const found = ask(`GET /subscriptions/${encodeURIComponent(row.clientid)}`).data;
    expect(found).toEqual(own);
    for (const { topic, node } of ask('GET /routes?_limit=300').data) {
      const routes = ask(`GET /routes/${encodeURIComponent(topic)}`).data;
      expect(routes).toContainEqual({ topic, node });
    }
  });

  test('are found by any of their topics, and by any part of it that a filter names', () => {
    const step = Math.ceil(rows.length / 40);
    for (const { topic } of rows.filter((_, index) => index % step === 0)) {
      const bare = topic.replace(/^\$share\/[^/]*\//, '');
      const expected = rows.filter((row) => row.topic.replace(/^\$share\/[^/]*\//, '') === bare);
      const found = ask(`GET /subscriptions?topic=${encodeURIComponent(bare)}&_limit=100000`).data;
      expect(found, topic).toEqual(expected);
      const match = encodeURIComponent(bare.replace(/\/[^/]*$/, '/#'));
      const matched = ask(`GET /subscriptions?_match_topic=${match}&_limit=100000`).data;
      expect(matched, topic).toEqual(expect.arrayContaining(expected));
    }
  });

  test('of an id that cannot be part of a topic have a substitute', () => {
    const odd = open({
      dialect: 'emqx-4.3',
      clients: [{ clientid: 'a/+#', subscriptions_cnt: 3 }],
    });
    const { data } = odd.ask('GET /subscriptions');
    expect(data).toHaveLength(3);
    expect(data[0]?.topic).toMatch(/^devices\/client-[0-9a-f]+\/commands$/);
    const topic = encodeURIComponent(data[0]?.topic ?? '');
    expect(odd.ask(`GET /routes/${topic}`).data).toHaveLength(1);
  });
});

describe('filters', () => {
  const { ask, send } = open({ dialect: 'emqx-4.4', clients: CLIENTS });

  test.each<[query: string, expected: string[]]>([
    ['clientid=a', ['a t/+ 1', 'a t/1 0']],
    ['clientid=A', []],
    ['qos=2', ['b $share/g/t/1 2', 'b $share/g2/t/1 2']],
    ['share=g', ['b $share/g/t/1 2']],
    ['share=%24queue', ['b $share/$queue/jobs 1']],
    ['clientid=a&qos=1', ['a t/+ 1']],
    ['_match_topic=t/%2B', ['a t/+ 1', 'a t/1 0', 'b $share/g/t/1 2', 'b $share/g2/t/1 2']],
    ['_match_topic=jobs', ['b $share/$queue/jobs 1']],
    ['_match_topic=%23&qos=1', ['a t/+ 1', 'b $share/$queue/jobs 1']],
    ['_match_topic=%24SYS/%23', ['b $SYS/# 1']],
    ['_match_topic=t/1/%23', ['a t/1 0', 'b $share/g/t/1 2', 'b $share/g2/t/1 2']],
  ])('%s', (query, expected) => {
    const answer = ask(`GET /subscriptions?${query}`);
    expect(shown(answer)).toEqual(expected);
    expect(answer.meta).toEqual({ page: 1, limit: 10_000, hasnext: false, count: -1 });
  });

  test('hasnext says of a filtered page whether more rows match', () => {
    expect(ask('GET /subscriptions?qos=2&_limit=1').meta).toMatchObject({ hasnext: true });
    expect(ask('GET /subscriptions?qos=2&_limit=1&_page=2').meta).toMatchObject({ hasnext: false });
    expect(ask('GET /subscriptions?qos=2&_limit=2').meta).toMatchObject({ hasnext: false });
  });

  test('a topic finds plain and shared subscriptions to it', () => {
    expect(shown(ask('GET /subscriptions?topic=t/1'))).toEqual([
      'a t/1 0',
      'b $share/g/t/1 2',
      'b $share/g2/t/1 2',
    ]);
    const page = ask('GET /subscriptions?topic=t/1&qos=2&_limit=1&_page=2');
    expect(page.meta).toEqual({ page: 2, limit: 1, hasnext: false, count: 2 });
    // A prefix of the shown topic, as brokers compare it.
    expect(shown(ask('GET /subscriptions?topic=t/1&share=g'))).toHaveLength(2);
    expect(send('GET /subscriptions?topic=t/1&_page=0').status).toBe(500);
  });

  test('a topic of older releases is a search without pages', () => {
    const old = open({ dialect: 'emqx-4.3.11', clients: CLIENTS });
    const answer = old.ask('GET /subscriptions?topic=t/1&qos=2&_limit=1');
    expect(answer.meta).toBeUndefined();
    expect(shown(answer)).toHaveLength(3);
    const paged = open({ dialect: 'emqx-4.3.12', clients: CLIENTS });
    expect(paged.ask('GET /subscriptions?topic=t/1&qos=2&_limit=1').meta?.count).toBe(3);
  });
});

test('a broker joins a shared topic as it joins the parts of a path', () => {
  const subscriptions = ['$share/g//a', '$share/g/b//c', '$share/g/d/'].map((topic) => {
    return { topic, qos: 1 };
  });
  const clients = [{ clientid: 'a', subscriptions }];
  const topics = (body: Body): string[] => body.data.map(({ topic }) => topic);
  expect(topics(open({ dialect: 'emqx-4.3', clients }).ask('GET /subscriptions/a'))).toEqual([
    '/a',
    '$share/g/b/c',
    '$share/g/d',
  ]);
  const documented = open({ companions: true, clients });
  expect(topics(documented.ask('GET /subscriptions/a'))).toEqual(
    subscriptions.map(({ topic }) => topic),
  );
});

describe('documented, with companions', () => {
  const { ask, send } = open({ companions: true, strict: true, clients: CLIENTS });

  test('the matches are counted', () => {
    expect(ask('GET /subscriptions?qos=2&_limit=1').meta).toEqual({
      page: 1,
      limit: 1,
      hasnext: true,
      count: 2,
    });
    expect(shown(ask('GET /subscriptions?topic=%24share/g/t/1'))).toEqual(['b $share/g/t/1 2']);
  });

  test.each([
    ['/subscriptions?qos=3', 'Parameter qos: expected one of 0, 1, 2, but got "3".'],
    ['/subscriptions?_page=0', 'Parameter _page: expected an integer from 1'],
    ['/subscriptions?client=a', 'expected a known parameter, such as clientid.'],
    ['/nodes?node=a', 'Parameter node is not known'],
    ['/routes?_limit=x', 'Parameter _limit: expected an integer from 1'],
  ])('%s is refused', (path, message) => {
    const { status, body } = send(`GET ${path}`);
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: 108 });
    expect((JSON.parse(body) as Body).message).toContain(message);
  });
});
