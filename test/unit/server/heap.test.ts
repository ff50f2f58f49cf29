import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { createMock, OptionError, startMock } from '../../../mock/index.js';
import { checkHeap } from '../../../mock/shared/heap.js';

const GIGABYTE = 1_000_000_000;

test('more clients than the memory holds are refused, with the figures and what to do', () => {
  expect(() => checkHeap(10_000_000, 4 * GIGABYTE)).toThrow(
    /Option clients: expected at most 8755000 \(10000000 clients need about 4\.6 GB, and Node\.js may use 4\.0 GB: start it with NODE_OPTIONS=--max-old-space-size=4400 for more\), but got 10000000/,
  );
  expect(() => checkHeap(6_000_000, 4 * GIGABYTE)).not.toThrow();
});

test('the setting that is named is enough, and so is the number', () => {
  for (const limit of [0.2, 0.5, 2, 4.3].map((size) => size * GIGABYTE)) {
    for (const count of [500_000, 3_000_000, 10_000_000]) {
      let message = '';
      try {
        checkHeap(count, limit);
      } catch (error) {
        ({ message } = error as OptionError);
      }
      if (message === '') continue;
      const [, most = '', setting = ''] = /at most (\d+) .*size=(\d+)/.exec(message) ?? [];
      expect(() => checkHeap(Number(most), limit)).not.toThrow();
      expect(() => checkHeap(count, Number(setting) * 2 ** 20)).not.toThrow();
    }
  }
});

test.runIf(getHeapStatistics().heap_size_limit < 6 * GIGABYTE)(
  'a mock with too many clients is refused before it tries',
  async () => {
    expect(() => createMock({ clients: 10_000_000 })).toThrow(OptionError);
    await expect(startMock({ port: 0, clients: 10_000_000 })).rejects.toThrow(OptionError);
  },
);
