import { describe, expect, test } from 'vitest';
import { readClient, type ReadContext } from '../../../mock/core/client-input.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { formatRow, type RowFormat } from '../../../mock/core/row.js';
import { NOW, offline, stored } from '../../support/stored.js';

const ROW_FORMAT: RowFormat = { utcOffsetMinutes: () => 0, extraFields: {} };
/** The same second, as shown and in milliseconds. */
const SHOWN = '2021-03-18 02:15:57';
const SECOND = 1_616_033_757_000;
const CONTEXT: ReadContext = { utcOffsetMinutes: 0, now: NOW };

function read(input: unknown, context: Partial<ReadContext> = {}): StoredClient {
  const result = readClient(input, { ...CONTEXT, ...context });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.client;
}

/** What is wrong, in short: `field: expected`. */
function problems(input: unknown, context: Partial<ReadContext> = {}): string[] {
  const result = readClient(input, { ...CONTEXT, ...context });
  return result.ok ? [] : result.problems.map(({ field, expected }) => `${field}: ${expected}`);
}

describe('a new client', () => {
  test('with only an id is a stock MQTT 3.1.1 client, connected now', () => {
    const stock = { ip_address: '127.0.0.1', port: 50_000, created_at: NOW, connected_at: NOW };
    expect(read({ clientid: 'a' })).toEqual(stored('a', stock));
  });

  test.each<[given: object, becomes: Partial<StoredClient>]>([
    [{ connected: true }, { conn_state: 'connected', disconnected_at: null }],
    [
      { connected: false },
      {
        conn_state: 'disconnected',
        disconnected_at: NOW,
        clean_start: false,
        expiry_interval: 7200,
      },
    ],
    [{ conn_state: 'idle' }, { conn_state: 'idle', disconnected_at: NOW, clean_start: false }],
    [{ conn_state: 'idle', connected: false }, { conn_state: 'idle' }],
    [{ clean_start: false }, { conn_state: 'connected', expiry_interval: 7200 }],
    [{ clean_start: false, expiry_interval: 0 }, { expiry_interval: 0 }],
    [
      { connected: false, clean_start: true, expiry_interval: 9 },
      { clean_start: true, expiry_interval: 9 },
    ],
    [{ username: 'undefined' }, { username: null }],
    [{ username: null }, { username: null }],
    [{ username: '' }, { username: '' }],
    [{ keepalive: undefined }, { keepalive: 60 }],
    [{ username: undefined }, { username: null }],
    [{ connected_at: SHOWN }, { connected_at: SECOND, created_at: SECOND }],
    [{ created_at: SHOWN }, { connected_at: NOW, created_at: SECOND }],
    [{ connected_at: new Date(1234) }, { connected_at: 1234, created_at: 1234 }],
    [
      { created_at: new Date(2000), connected_at: new Date(1000) },
      { created_at: 2000, connected_at: 1000 },
    ],
    [{ connected: false, disconnected_at: SHOWN }, { disconnected_at: SECOND }],
    [
      { zone: 'x', mount: { deep: [1] } },
      { zone: 'x', extra: { mount: { deep: [1] } } },
    ],
    [
      { ip_address: '2001:db8::1', port: 0 },
      { ip_address: '2001:db8::1', port: 0 },
    ],
    [{ port: 65_535 }, { port: 65_535 }],
    [{ proto_ver: 255 }, { proto_ver: 255 }],
    [{ clean_start: false, expiry_interval: 4_294_967_295 }, { expiry_interval: 4_294_967_295 }],
  ])('given as %j becomes %j', (given, becomes) => {
    expect(read({ clientid: 'a', ...given })).toMatchObject(becomes);
  });

  test('has only the documented members if no others are given', () => {
    const row = JSON.parse(formatRow(offline('a', 60), ROW_FORMAT)) as object;
    expect(read(row)).not.toHaveProperty('extra');
    expect(read({ ...row, conn_state: 'idle' })).not.toHaveProperty('extra');
  });

  test('has no member that is given as undefined', () => {
    expect(read({ clientid: 'a', mount: undefined })).not.toHaveProperty('extra');
  });

  test('reads times in the local time that it is given, so far into their second', () => {
    const given = { clientid: 'a', connected_at: '2021-03-18 10:15:57' };
    expect(read(given, { utcOffsetMinutes: 480, intoSecond: 500 }).connected_at).toBe(
      1_616_033_757_500,
    );
  });

  test('is refused with the value that is wrong', () => {
    const given = { clientid: 'a', port: 'x', disconnected_at: '2021-03-18 02:15:57' };
    expect(readClient(given, CONTEXT)).toMatchObject({
      ok: false,
      problems: [
        { field: 'port', value: 'x' },
        { field: 'disconnected_at', value: '2021-03-18 02:15:57' },
      ],
    });
  });

  test('may have any id that is text, and members with odd names', () => {
    const given = JSON.parse('{"clientid":"__proto__","__proto__":{"admin":true},"constructor":1}');
    const client = read(given);
    expect(client.clientid).toBe('__proto__');
    expect(Object.entries(client.extra ?? {})).toEqual([
      ['__proto__', { admin: true }],
      ['constructor', 1],
    ]);
    expect(client).not.toHaveProperty('admin');
  });

  const NAME = 'a text in Unicode, not empty';
  const WORD = 'an integer from 0 to 65535';
  const LONG = 'an integer from 0 to 4294967295';
  const TIME = 'a time as YYYY-MM-DD HH:mm:ss';
  test.each<[field: string, expected: string, ...values: unknown[]]>([
    ['clientid', NAME, undefined, '', 7, '\ud800'],
    ['node', NAME, ''],
    ['username', 'a text in Unicode, or null', 7, 'half \ud800'],
    ['zone', 'a text in Unicode', '\udfff', null],
    ['keepalive', WORD, -1, 1.5, '60', 65_536],
    ['port', WORD, 65_536],
    ['proto_ver', 'an integer from 0 to 255', 256],
    ['expiry_interval', LONG, 2 ** 32],
    ['inflight', 'an integer, 0 or more', -1, 1.5, '60'],
    ['ip_address', 'an IPv4 or IPv6 address', null, {}, ['127.0.0.1'], 'here'],
    ['clean_start', 'true or false', 'true'],
    ['conn_state', 'one of connected, idle, disconnected', 'on'],
    ['connected', 'true or false', 1],
    ['created_at', TIME, 'yesterday', 1_616_033_757],
    ['connected_at', TIME, '2021-02-30 00:00:00', new Date(NaN), new Date('+010000-01-01')],
    ['disconnected_at', 'none while connected is true', SHOWN],
  ])('is refused if its %s is not %s', (field, expected, ...values) => {
    for (const value of values) {
      expect(problems({ clientid: 'a', [field]: value }), String(value)).toEqual([
        `${field}: ${expected}`,
      ]);
    }
  });

  test.each<[given: unknown, problem: string]>([
    [null, ': a client object'],
    ['a', ': a client object'],
    [[], ': a client object'],
    [{ clientid: 'a', connected: false, expiry_interval: -1 }, `expiry_interval: ${LONG}`],
    [
      { clientid: 'a', connected: true, conn_state: 'idle' },
      'connected: false, as conn_state is idle',
    ],
    [
      { clientid: 'a', connected: false, conn_state: 'connected' },
      'connected: true, as conn_state is connected',
    ],
    [
      { clientid: 'a', connected: false, expiry_interval: 0 },
      'expiry_interval: 1 or more for a client that is not connected: its session would have ended',
    ],
  ])('given as %j is refused', (given, problem) => {
    expect(problems(given)).toEqual([problem]);
  });

  test('is refused with everything that is wrong with it', () => {
    expect(problems({ clientid: 'a', connected: false, expiry_interval: 0, port: -1 })).toEqual([
      'port: an integer from 0 to 65535',
      expect.stringMatching(/^expiry_interval: 1 or more/),
    ]);
    expect(problems({ port: -1, keepalive: 'x', username: 3 })).toHaveLength(4);
  });
});

describe('a client that is changed', () => {
  const base = stored('a', {
    username: 'u',
    extra: { a: 1 },
    created_at: 1000,
    connected_at: 2000,
  });

  test('keeps what the change does not name', () => {
    expect(read({}, { base })).toEqual(base);
    expect(read({ keepalive: 7, b: 2 }, { base })).toEqual({
      ...base,
      keepalive: 7,
      extra: { a: 1, b: 2 },
    });
  });

  test('keeps the expiry interval of its session', () => {
    const session = stored('a', { clean_start: false, expiry_interval: 3600 });
    expect(read({ keepalive: 7 }, { base: session }).expiry_interval).toBe(3600);
  });

  test('loses its user name to null', () => {
    expect(read({ username: null }, { base }).username).toBeNull();
  });

  test('may name its own id, and no other', () => {
    expect(read({ clientid: 'a' }, { base })).toEqual(base);
    expect(problems({ clientid: 'b' }, { base })).toEqual(['clientid: it unchanged: a']);
  });

  test('goes offline now, and comes back without disconnected_at', () => {
    const gone = read({ connected: false, clean_start: false, expiry_interval: 60 }, { base });
    expect(gone).toMatchObject({ conn_state: 'disconnected', disconnected_at: NOW });
    expect(read({ connected: true }, { base: gone })).toMatchObject({
      conn_state: 'connected',
      disconnected_at: null,
    });
  });

  test('cannot go offline with a session that ends at once', () => {
    expect(problems({ connected: false }, { base })).toEqual([
      expect.stringMatching(/^expiry_interval: 1 or more/),
    ]);
  });

  test('that is idle stays idle if it is only said not to be connected', () => {
    const idle = offline('a', 60, { conn_state: 'idle' });
    expect(read({ connected: false }, { base: idle }).conn_state).toBe('idle');
  });

  test('that is offline keeps the time at which it went', () => {
    const gone = offline('a', 60);
    expect(read({ keepalive: 1 }, { base: gone }).disconnected_at).toBe(gone.disconnected_at);
  });
});
