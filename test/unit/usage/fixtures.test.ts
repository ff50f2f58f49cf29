/** The fixture of vitest names the tests in the usage, each with the titles around it. */
import { expect } from 'vitest';
import { test } from '../../../mock/fixtures/vitest.js';

const usageTest = test.extend({ mockOptions: [{ clients: 3, usage: true }, { scope: 'file' }] });

usageTest.describe('a list', () => {
  usageTest('is requested', async ({ mock, mockServer }) => {
    await fetch(`${mock.url}/clients?_limit=1`, { headers: mock.authorization });
    await fetch(`${mock.url}/clients?_limit=2`, { headers: mock.authorization });
    const [use] = mockServer.usage?.usage().uses ?? [];
    expect([...(use?.tests ?? [])]).toEqual([['a list > is requested', 2]]);
  });
});

usageTest('a test of no group has its title', async ({ mock, mockServer }) => {
  await fetch(`${mock.url}/clients/none`, { headers: mock.authorization });
  const uses = mockServer.usage?.usage().uses ?? [];
  expect(uses.flatMap(({ tests }) => [...tests.keys()]).sort()).toEqual([
    'a list > is requested',
    'a test of no group has its title',
  ]);
});
