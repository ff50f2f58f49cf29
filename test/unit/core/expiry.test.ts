import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../mock/core/chunk/chunk.js';
import type { StoredClient } from '../../../mock/core/client.js';
import { ExpiryQueue } from '../../../mock/core/expiry.js';
import { finish } from '../../../mock/core/steps.js';
import { NOW, offline, stored } from '../../support/stored.js';

const SECOND = 1000;
const ids = (due: readonly Entry[]): unknown[] =>
  due.map((entry) => (typeof entry === 'number' ? entry : entry.clientid));

function queueOf(clients: readonly StoredClient[], now: number): ExpiryQueue {
  const queue = new ExpiryQueue();
  for (const client of clients) queue.begin(client, client, now);
  finish(queue.sort());
  return queue;
}

describe('a session', () => {
  test('is due when its whole interval has passed since the mock has it', () => {
    const old = offline('old', 60, { disconnected_at: NOW - 86_400_000 });
    const queue = queueOf([old], NOW);
    expect(queue.due(NOW + 60 * SECOND - 1)).toEqual([]);
    expect(queue.due(NOW + 60 * SECOND)).toEqual([old]);
  });

  test('that goes offline later is due its interval after that', () => {
    const queue = queueOf([offline('later', 60, { disconnected_at: NOW + SECOND })], NOW);
    expect(queue.due(NOW + 60 * SECOND)).toEqual([]);
    expect(ids(queue.due(NOW + 61 * SECOND))).toEqual(['later']);
  });

  test('is due once', () => {
    const queue = queueOf([offline('a', 1)], NOW);
    queue.put(offline('b', 1), NOW);
    expect(ids(queue.due(NOW + SECOND))).toEqual(['a', 'b']);
    expect(queue.due(NOW + 2 * SECOND)).toEqual([]);
  });

  test('of 4294967295 seconds never ends', () => {
    const queue = queueOf([offline('forever', 0xffffffff)], NOW);
    queue.put(offline('forever too', 0xffffffff), NOW);
    expect(queue.due(NOW + 2 ** 45)).toEqual([]);
  });

  test('of a client that is connected is not due', () => {
    const queue = queueOf([stored('here', { expiry_interval: 1 })], NOW);
    expect(queue.due(NOW + SECOND * 1000)).toEqual([]);
  });

  test('is not due once its client is back', () => {
    const queue = new ExpiryQueue();
    queue.put(offline('a', 1), NOW);
    queue.put(stored('a'), NOW);
    expect(queue.due(NOW + SECOND)).toEqual([]);
  });

  test('is not due once it is discarded', () => {
    const queue = new ExpiryQueue();
    queue.put(offline('a', 1), NOW);
    queue.discard(offline('a', 1));
    expect(queue.due(NOW + SECOND)).toEqual([]);
  });

  test('on one node is not confused with its twin on another', () => {
    const queue = new ExpiryQueue();
    queue.put(offline('twin', 1, { node: 'n1@h' }), NOW);
    queue.put(offline('twin', 2, { node: 'n2@h' }), NOW);
    expect(queue.due(NOW + SECOND)).toMatchObject([{ node: 'n1@h' }]);
    expect(queue.due(NOW + 2 * SECOND)).toMatchObject([{ node: 'n2@h' }]);
  });
});

test('sessions are due in the order in which they end', () => {
  const queue = queueOf([offline('c', 3), offline('a', 1), offline('b', 2)], NOW);
  expect(ids(queue.due(NOW + 2 * SECOND))).toEqual(['a', 'b']);
  expect(ids(queue.due(NOW + 3 * SECOND))).toEqual(['c']);
});

test('a fork goes on by itself', () => {
  const queue = queueOf([offline('a', 1)], NOW);
  queue.put(offline('b', 1), NOW);
  const fork = queue.fork();
  expect(ids(queue.due(NOW + SECOND))).toEqual(['a', 'b']);
  fork.discard(offline('b', 1));
  fork.put(offline('c', 1), NOW);
  expect(ids(fork.due(NOW + SECOND))).toEqual(['a', 'c']);
  expect(queue.due(NOW + SECOND)).toEqual([]);
});

test('in a fork that begins later, all sessions end that much later', () => {
  const queue = queueOf([offline('a', 1)], NOW);
  queue.put(offline('b', 1), NOW);
  queue.put(offline('c', 2), NOW);
  const fork = queue.fork(60 * SECOND);
  expect(fork.due(NOW + 61 * SECOND - 1)).toEqual([]);
  expect(ids(fork.due(NOW + 61 * SECOND))).toEqual(['a', 'b']);
  expect(ids(fork.due(NOW + 62 * SECOND))).toEqual(['c']);
});
