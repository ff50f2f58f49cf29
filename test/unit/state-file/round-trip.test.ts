import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createClock } from '../../../mock/core/clock.js';
import type { StoredClient } from '../../../mock/core/client.js';
import type { DialectName } from '../../../mock/core/releases/releases.js';
import { DISTINCT_DIALECTS } from '../../support/dialects.js';
import { insertionOrder } from '../../../mock/core/order.js';
import { Store } from '../../../mock/core/store.js';
import { createMock, type Mock } from '../../../mock/index.js';
import { createMockOf } from '../../../mock/mock.js';
import { readOptions } from '../../../mock/options.js';
import { readStateFile } from '../../../mock/state-file/read.js';
import { writeStateFile } from '../../../mock/state-file/write.js';
import { useDirectory } from './files.js';

const directory = useDirectory();
const NOW = '2026-03-01T12:00:00Z';

function read(file: string, utcOffsetMinutes: number): Promise<{ clients: StoredClient[] }> {
  return readStateFile(file, { utcOffsetMinutes, stdin: Readable.from([]) });
}

function get(mock: Mock, url: string): string {
  const [path = '', query = ''] = url.split('?');
  const { status, body } = mock.handle({ method: 'GET', path: `/api/v4${path}`, query });
  return `${status} ${body}`;
}

/** Requests whose answers differ if two mocks have different clients. */
function questionsFor(mock: Mock): string[] {
  const times = mock.clients.list().flatMap(({ created_at, connected_at }, index) => {
    if (index % 60 > 0) return [];
    const offset = mock.settings.utcOffsetMinutes * 60;
    const seconds = [created_at, connected_at].map((shown) => {
      return Date.parse(`${shown.replace(' ', 'T')}Z`) / 1000 - offset;
    });
    return seconds.flatMap((second) => [
      `/clients?_gte_created_at=${second}`,
      `/clients?_lte_created_at=${second}`,
      `/clients?_lte_connected_at=${second + 1}&_limit=5`,
    ]);
  });
  return [
    '/clients',
    '/clients?_page=3&_limit=37',
    '/clients?conn_state=disconnected',
    '/clients?clean_start=false&_limit=10',
    '/clients?_like_username=a',
    '/clients?username=undefined',
    '/clients?proto_name=MQTT&proto_ver=5',
    '/clients/emqx_c_1',
    ...times,
  ];
}

describe('a mock that reads an answer of another mock answers the same', () => {
  const cases = DISTINCT_DIALECTS.flatMap((dialect): [DialectName, string][] =>
    ['+00:00', '+08:00', '-03:30'].map((utcOffset) => [dialect, utcOffset]),
  );

  test.for(cases)('%s, %s', async ([dialect, utcOffset]) => {
    const options = { dialect, utcOffset, now: NOW, seed: 5, apps: false as const };
    const seeded = createMock({ ...options, clients: 300 });
    const file = directory.put('page.json', get(seeded, '/clients?_limit=1000').slice(4));
    const settings = readOptions(options);
    const { clients } = await read(file, settings.utcOffsetMinutes);
    const served = createMockOf(clients, settings, Date.now);
    for (const question of questionsFor(seeded)) {
      // An answer does not contain the state of an offline client: all are read as disconnected.
      if (question.includes('conn_state')) continue;
      expect(get(served, question), question).toBe(get(seeded, question));
    }
    const again = get(served, '/clients?_limit=1000').slice(4);
    const twice = await read(directory.put('again.json', again), settings.utcOffsetMinutes);
    expect(twice.clients).toEqual(clients);
  });
});

describe('a written state is read back unchanged', () => {
  test.for([
    ['+00:00', '+00:00'],
    ['+05:45', '+05:45'],
    ['+00:00', '-08:00'],
  ] as const)('written at %s, read at %s', async ([written, readAt]) => {
    const seeded = createMock({ clients: 1100, utcOffset: written, now: NOW, apps: false });
    const file = `${directory.path}/state.ndjson`;
    const { store } = seeded.state;
    await writeStateFile(file, store.chunks, seeded.settings.utcOffsetMinutes);
    const { utcOffsetMinutes } = readOptions({ utcOffset: readAt });
    const { clients } = await read(file, utcOffsetMinutes);
    expect(clients).toEqual([...store]);
    const options = { utcOffset: written, now: NOW, apps: false as const };
    const served = createMockOf(clients, readOptions(options), Date.now);
    for (const question of questionsFor(seeded)) {
      expect(get(served, question), question).toBe(get(seeded, question));
    }
  });

  test('with clients that do not match the API’s schema', async () => {
    const [base] = createMock({ clients: 1, now: NOW }).state.store;
    const odd: StoredClient[] = [
      { proto_name: 'STOMP', clientid: 'stomp' },
      { username: 'undefined', clientid: 'calls itself so' },
      { username: 'undefined', proto_name: 'STOMP', clientid: 'both' },
      { username: null, clientid: 'none' },
      { clientid: '__proto__', extra: { 'send_msg.qos0': 1 } },
      { clientid: '"\n客户\u{2028}', conn_state: 'idle' as const, disconnected_at: 1e12 + 1 },
    ].map((change) => ({ ...(base as StoredClient), ...change }));
    const store = new Store(insertionOrder);
    store.load(odd, createClock(Date.now).now());
    const file = `${directory.path}/odd.ndjson`;
    await writeStateFile(file, store.chunks, 0);
    expect((await read(file, 0)).clients).toEqual(odd);
  });
});
