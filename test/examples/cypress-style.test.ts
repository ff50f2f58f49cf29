/** Cypress and the like: the mock is another process, put back over HTTP before each test. */
import { startMock, type RunningMock } from 'emqx-clients-kit';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

let mock: RunningMock; // yours: npx --package=emqx-clients-kit emqx-mock --port 8081, beside the tests

beforeAll(async () => {
  mock = await startMock({ port: 0, clients: 50, apps: false });
});
afterAll(() => mock.close());

/** In Cypress: cy.request({ method, url, body }). */
async function control(method: string, path: string, body?: object): Promise<unknown> {
  const url = new URL(`/__mock${path}`, mock.url);
  const answer = await fetch(url, { method, body: body ? JSON.stringify(body) : null });
  expect(answer.ok, `${method} ${path}`).toBe(true);
  return answer.json();
}

beforeEach(() => control('POST', '/reset'));

test('a kick from the page reaches the broker', async () => {
  await fetch(`${mock.url}/clients/emqx_c_1`, { method: 'DELETE' }); // yours: the page's button
  await control('GET', '/journal/wait?method=DELETE&path=/clients/*&timeout=2s');
});

test('the next test finds the client again, and an error page where it asks for one', async () => {
  expect(await control('GET', '/clients/emqx_c_1')).toMatchObject({ clients: [{}] });
  await control('PUT', '/faults', { faults: ['GET /clients status=500'] });
  expect((await fetch(`${mock.url}/clients`)).status).toBe(500);
});

test('and the fault is gone with the next reset', async () => {
  expect((await fetch(`${mock.url}/clients`)).status).toBe(200);
});
