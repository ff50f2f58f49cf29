/** Playwright: the page under test calls the mock, each test in a sandbox of its own. */
import { startMock, type RunningMock } from 'emqx-clients-kit';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../browser/chromium.js'; // yours: chromium.launch()

let mock: RunningMock;
let browser: Browser;

beforeAll(async () => {
  mock = await startMock({ port: 0, clients: 50, apps: false });
  browser = await launchChromium();
});
afterAll(() => Promise.all([browser.close(), mock.close()]));

/** The front end: it lists clients, or shows an error. */
const PAGE = (url: string) => `<!doctype html><p></p><script>
  fetch('${url}/clients?_limit=5').then((answer) => answer.json())
    .then(({ data, message }) => document.querySelector('p').textContent =
      data ? data.map(({ clientid }) => clientid).join() : message);
</script>`;

test.each([
  ['shows the clients', [], 'one,two'],
  ['shows an error of the broker', ['GET /clients status=503'], 'HTTP 503'],
])('the page %s', async (name, faults, shown) => {
  const sandbox = mock.sandbox(name);
  for (const { clientid } of sandbox.clients.list()) sandbox.clients.remove(clientid);
  sandbox.clients.add([{ clientid: 'one' }, { clientid: 'two' }]);
  sandbox.faults.set(...faults);

  const page = await browser.newPage({ extraHTTPHeaders: { ...sandbox.headers } });
  await page.setContent(PAGE(mock.url));
  await page.waitForFunction(`document.querySelector('p').textContent.includes('${shown}')`);
  expect(sandbox.journal.count({ path: '/clients' })).toBe(1);
  await page.close();
});
