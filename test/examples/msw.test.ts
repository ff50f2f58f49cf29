/** MSW: the same engine in the test's own process, or in the browser with setupWorker. */
import { createHandlers, createMock } from 'emqx-clients-kit/msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const mock = createMock({ clients: 20, apps: false, now: '2026-01-31T08:00:00Z' });
const server = setupServer(...createHandlers(mock));

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }));
afterEach(() => mock.reset());
afterAll(() => server.close());

test('fetch is answered without a server', async () => {
  const answer = await fetch('http://broker.test/api/v4/clients?clientid=emqx_c_1');
  expect(await answer.json()).toMatchObject({ code: 0, data: [{ clientid: 'emqx_c_1' }] });
});

test('a kick can be seen in the mock, and in the journal', async () => {
  await fetch('http://broker.test/api/v4/clients/emqx_c_1', { method: 'DELETE' });
  expect(mock.clients.get('emqx_c_1')).toBeUndefined();
  expect(mock.journal.count({ method: 'DELETE' })).toBe(1);
});
