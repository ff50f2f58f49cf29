/** Scenarios that a pager meets: each with a naive one that falls into it, and a careful one. */
import { expect, test } from 'vitest';
import { createMock } from '../../../mock/index.js';
import { idsOf, list, readPages } from '../../support/lists.js';

const NOW = '2026-03-01T12:00:00Z';
const mockOf = (scenario: string) => createMock({ scenario, now: NOW });

test('empty: there is no first row, and the count says so', () => {
  const page = list(mockOf('empty'));
  expect(page.data[0]).toBeUndefined();
  expect(page.meta).toEqual({ page: 1, limit: 10000, hasnext: false, count: 0 });
});

test('single: a limit of 1 is filled, and yet no page follows', () => {
  const { data, meta } = list(mockOf('single'), '_limit=1');
  const naive = data.length === 1; // "the page is full, so there must be more"
  expect([naive, meta.hasnext, meta.count]).toEqual([true, false, 1]);
});

test('exact-multiple: code that reads until a page is not full requests an empty page; hasnext prevents it', () => {
  const mock = mockOf('exact-multiple');
  const pages: number[] = [];
  for (let page = 1; pages.at(-1) !== 0 && pages.length < 20; page++) {
    pages.push(list(mock, `_page=${page}&_limit=10`).data.length);
  }
  expect(pages).toEqual([...Array<number>(10).fill(10), 0]);
  expect(list(mock, '_page=10&_limit=10').meta.hasnext).toBe(false);
  expect(readPages(mock)).toHaveLength(100);
});

test.each([
  ['one-over', 101, 100],
  ['one-under', 99, 90],
])(
  '%s: code that rounds the number of pages down reads too few of %i rows',
  (scenario, all, naive) => {
    const mock = mockOf(scenario);
    const { count } = list(mock, '_limit=10').meta;
    let read = 0;
    for (let page = 1; page <= Math.floor(count / 10); page++) {
      read += list(mock, `_page=${page}&_limit=10`).data.length;
    }
    expect([count, read]).toEqual([all, naive]);
    expect(readPages(mock)).toHaveLength(all);
  },
);

test('default-limit: one request without _limit is the whole truth, just', () => {
  const { data, meta } = list(mockOf('default-limit'));
  expect([data.length, meta.count, meta.hasnext]).toEqual([10_000, 10_000, false]);
});

test('default-limit-plus-one: one request without _limit leaves a client behind, and hasnext says so', () => {
  const mock = mockOf('default-limit-plus-one');
  const { data, meta } = list(mock);
  expect([data.length, meta.count, meta.hasnext]).toEqual([10_000, 10_001, true]);
  expect(readPages(mock, 10_000)).toHaveLength(10_001);
});

test('large: a page is read without the other hundred thousand', () => {
  const { data, meta } = list(mockOf('large'), '_page=9999&_limit=10');
  expect([data.length, meta.count, meta.hasnext]).toEqual([10, 100_000, true]);
});

test('kicked-while-paging: code that pages by number misses one row; one request for all does not', () => {
  const mock = mockOf('kicked-while-paging');
  const before = idsOf(list(mock).data);
  const naive = readPages(mock);
  expect(before.filter((id) => !naive.includes(id))).toEqual([before[10]]);

  mock.reset();
  expect(idsOf(list(mock, '_limit=1000').data)).toEqual(before);
});

test('joined-while-paging: code that computes the pages from the first response misses the new clients; hasnext finds them', () => {
  const mock = mockOf('joined-while-paging');
  const pages = Math.ceil(list(mock, '_limit=10').meta.count / 10);
  const naive: string[] = [];
  for (let page = 1; page <= pages; page++) {
    naive.push(...idsOf(list(mock, `_page=${page}&_limit=10`).data));
  }
  expect(naive).not.toContain('newcomer-1');

  mock.reset();
  const careful = readPages(mock);
  expect(careful).toContain('newcomer-1');
  expect(careful).toHaveLength(105);
});

test('reordered-between-pages: code that pages by number gets some rows twice and others never; one request does not', () => {
  const mock = mockOf('reordered-between-pages');
  const before = idsOf(list(mock).data);
  const naive = readPages(mock);
  expect(naive).toHaveLength(100);
  expect(new Set(naive).size).toBeLessThan(100);

  const after = idsOf(list(mock, '_limit=1000').data);
  expect(after).not.toEqual(before);
  expect(after.sort()).toEqual(before.sort());
});

test('reordered-between-pages: sessions keep what is left of their expiry interval', () => {
  const mock = mockOf('reordered-between-pages');
  for (const [clientid, expiry_interval] of [
    ['ends', 60],
    ['stays', 600],
  ] as const) {
    mock.clients.add({ clientid, connected: false, clean_start: false, expiry_interval });
  }
  const left = (): string[] =>
    idsOf(list(mock, '_limit=1000').data).filter((id) => ['ends', 'stays'].includes(id));
  mock.clock.advance('50s');
  list(mock, '_page=2&_limit=10');
  expect(left().sort()).toEqual(['ends', 'stays']);
  mock.clock.advance('10s');
  expect(left()).toEqual(['stays']);
});

test('node-down: code that requests the pages of the first count gets empty pages; the new count prevents it', () => {
  const mock = mockOf('node-down');
  const first = list(mock, '_limit=10');
  const last = list(mock, `_page=${Math.ceil(first.meta.count / 10)}&_limit=10`);
  expect([first.meta.count, last.data]).toEqual([150, []]);
  expect(last.meta.count).toBeGreaterThan(80);
  expect(last.meta.count).toBeLessThan(120);
  expect(new Set(list(mock).data.map(({ node }) => node)).size).toBe(2);
});

test('count-unknown: code that computes the pages from the count of a filtered list reads none; hasnext does not need it', () => {
  const mock = mockOf('count-unknown');
  const filter = 'conn_state=connected';
  const { count } = list(mock, `_limit=10&${filter}`).meta;
  const naivePages = Math.max(0, Math.ceil(count / 10));
  expect([count, naivePages]).toEqual([-1, 0]);
  const connected = list(mock).data.filter((client) => client.connected);
  expect(readPages(mock, 10, filter)).toEqual(idsOf(connected));
  expect(list(mock).meta.count).toBe(60);
});

test('churn: two looks at the fleet never agree once the clock has moved; a frozen one does', () => {
  const mock = mockOf('churn');
  const before = list(mock);
  expect(list(mock)).toEqual(before);
  mock.clock.advance('10s');
  const after = list(mock);
  const ids = idsOf(after.data);
  expect(idsOf(before.data).some((id) => !ids.includes(id))).toBe(true);
  expect(ids.some((id) => !idsOf(before.data).includes(id))).toBe(true);
  const grown = after.data.filter((client) => {
    const old = before.data.find(({ clientid }) => clientid === client.clientid);
    return old && client.recv_msg > old.recv_msg;
  });
  expect(grown.length).toBeGreaterThan(0);
});

test('churn: after a day, with the last quarter hour of every four applied, the fleet has about the same size', () => {
  const mock = mockOf('churn');
  for (let watch = 0; watch < 6; watch++) mock.clock.advance('4h');
  expect(mock.clients.count).toBeGreaterThan(100);
  expect(mock.clients.count).toBeLessThanOrEqual(210);
});
