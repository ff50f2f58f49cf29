import { createMock as createBuilt } from 'emqx-clients-kit';
import { expect, test } from 'vitest';
import { createMock } from '../../mock/index.js';

test.each([1, 7, 20_261_128])(
  'the build generates the same clients from the seed %i as the sources',
  (seed) => {
    const options = { seed, clients: 300, now: '2026-01-02T03:04:05Z' };
    const built = createBuilt(options).clients.list();
    expect(built).toHaveLength(300);
    expect(built).toEqual(createMock(options).clients.list());
  },
);
