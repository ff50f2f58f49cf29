import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLIENT_KEYS, formatTime, parseTime } from '../../../mock/core/client.js';
import { createRowText } from '../../../mock/core/row.js';
import { offline, stored } from '../../support/stored.js';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const render = createRowText({ utcOffsetMinutes: () => 0, extraFields: {} });

describe('a row', () => {
  test('has the 36 members of the example in its order, and no conn_state', () => {
    expect(Object.keys(JSON.parse(render(stored('a'))) as object)).toEqual([...CLIENT_KEYS]);
    expect(CLIENT_KEYS).toHaveLength(36);
  });

  test('of a client that is not connected ends with disconnected_at', () => {
    const row = JSON.parse(
      render(offline('a', 60, { disconnected_at: Date.UTC(2021, 2, 18, 2, 15, 57, 999) })),
    ) as object;
    expect(row).toMatchObject({ connected: false, disconnected_at: '2021-03-18 02:15:57' });
    expect(Object.keys(row).at(-1)).toBe('disconnected_at');
  });

  test('shows the text undefined if there is no user name, and an empty one as it is', () => {
    expect(JSON.parse(render(stored('a')))).toMatchObject({ username: 'undefined' });
    expect(JSON.parse(render(stored('a', { username: '' })))).toMatchObject({ username: '' });
  });

  test.each(['"', '\\', '\n', '\0', '\u2028', '用户', '😀', '__proto__', '</script>'])(
    'carries the text %j unharmed',
    (text) => {
      const client = stored(text, { username: text, zone: text, node: text });
      expect(JSON.parse(render(client))).toMatchObject({
        clientid: text,
        username: text,
        zone: text,
        node: text,
      });
    },
  );

  test('shows the time of its own node', () => {
    const renderAbroad = createRowText({
      utcOffsetMinutes: (node) => (node === 'far@h' ? 480 : -210),
      extraFields: {},
    });
    const at = { created_at: Date.UTC(2021, 2, 18, 2, 15, 57) };
    expect(JSON.parse(renderAbroad(stored('a', { ...at, node: 'far@h' })))).toMatchObject({
      created_at: '2021-03-18 10:15:57',
    });
    expect(JSON.parse(renderAbroad(stored('a', at)))).toMatchObject({
      created_at: '2021-03-17 22:45:57',
    });
  });

  test("has the dialect's extra members, and its own, which win", () => {
    const renderMore = createRowText({
      utcOffsetMinutes: () => 0,
      extraFields: { 'recv_msg.qos0': 0, 'recv_msg.qos1': 0 },
    });
    const row = JSON.parse(
      renderMore(stored('a', { extra: { 'recv_msg.qos1': 7, nested: { a: [null] } } })),
    ) as object;
    expect(row).toMatchObject({ 'recv_msg.qos0': 0, 'recv_msg.qos1': 7, nested: { a: [null] } });
    expect(Object.keys(row).slice(36)).toEqual(['recv_msg.qos0', 'recv_msg.qos1', 'nested']);
  });

  test('is the same text for every request, also after requests for others', () => {
    const fresh = createRowText({ utcOffsetMinutes: () => 0, extraFields: {} });
    const first = stored('first');
    const text = fresh(first);
    for (let index = 0; index < 70_000; index++) fresh(stored(`c${index}`));
    expect(fresh(first)).toBe(text);
  });

  test('of a client that is gone keeps no memory', async () => {
    const fresh = createRowText({ utcOffsetMinutes: () => 0, extraFields: {} });
    const gone = ((client) => {
      fresh(client);
      return new WeakRef(client);
    })(stored('gone'));
    // A reference lasts until the end of the turn in which it was read.
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();
    expect(gone.deref()).toBeUndefined();
    expect(fresh(stored('still works'))).toContain('still works');
  });
});

describe('a time', () => {
  test.each<[epochMs: number, offset: number, text: string]>([
    [0, 0, '1970-01-01 00:00:00'],
    [1_616_033_757_000, 0, '2021-03-18 02:15:57'],
    [1_616_033_757_999, 0, '2021-03-18 02:15:57'],
    [1_616_033_757_000, 480, '2021-03-18 10:15:57'],
    [1_616_033_757_000, -150, '2021-03-17 23:45:57'],
    [-1, 0, '1969-12-31 23:59:59'],
    [Date.parse('0987-06-05T04:03:02Z'), 0, '0987-06-05 04:03:02'],
    [Date.UTC(2024, 1, 29), 0, '2024-02-29 00:00:00'],
    [Date.UTC(2023, 11, 31, 23, 59, 59), 60, '2024-01-01 00:59:59'],
  ])('%i at %i minutes east is shown as %s', (epochMs, offset, text) => {
    expect(formatTime(epochMs, offset)).toBe(text);
  });

  test('that is shown is read back to its second, in any year and zone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1, 0, 2), max: Date.UTC(9999, 11, 30) }),
        fc.integer({ min: -840, max: 840 }),
        (epochMs, offset) => {
          const shown = formatTime(epochMs, offset);
          expect(shown).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
          expect(parseTime(shown, offset)).toBe(Math.floor(epochMs / 1000) * 1000);
        },
      ),
    );
  });

  test.each([
    '',
    '2021-03-18',
    '2021-03-18T02:15:57',
    '2021-03-18 02:15',
    '2021-3-18 02:15:57',
    '2021-13-18 02:15:57',
    '2021-02-30 02:15:57',
    '2021-03-18 24:00:00',
    '2021-03-18 02:60:00',
    '2021-03-18 02:15:60',
    ' 2021-03-18 02:15:57',
    '2021-03-18 02:15:57\n',
    '2021-03-18 02:15:57Z',
  ])('%j is invalid', (text) => {
    expect(parseTime(text, 0)).toBeUndefined();
  });
});
