/** The reference under /__mock/docs/ in Chromium, as users see it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { startMock, type RunningMock, type StartOptions } from '../../mock/index.js';
import { useChromium } from './chromium.js';

const browser = useChromium();

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

interface Opened {
  readonly mock: RunningMock;
  readonly page: Page;
  /** What the page asked of other hosts, and what its policy or its scripts reported. */
  readonly problems: readonly string[];
}

async function open(
  path: string,
  options: StartOptions = {},
  colorScheme: 'light' | 'dark' = 'light',
): Promise<Opened> {
  const mock = await startMock({ port: 0, clients: 3, ...options });
  onTestFinished(() => mock.close());
  const { origin } = new URL(mock.url);
  const page = await browser.newPage({ colorScheme });
  onTestFinished(() => page.close());
  const problems: string[] = [];
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !url.startsWith('data:')) problems.push(url);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${origin}${path}`);
  return { mock, page, problems };
}

/** Opens an operation and sends it as it is filled in. @returns the status and the body. */
async function tryOut(
  page: Page,
  operation: string,
  fill = (): Promise<void> => Promise.resolve(),
): Promise<string> {
  const block = page.locator(`[id$="-${operation}"]`);
  await block.locator('.opblock-summary-control').click();
  await fill();
  await block.getByRole('button', { name: 'Execute' }).click();
  return block.locator('.live-responses-table').innerText();
}

test('the API is shown, and a list is tried with the credentials of the mock', async () => {
  const { mock, page, problems } = await open('/__mock/docs', { apps: ['my-id:my-secret'] });
  await expect.poll(() => page.locator('.opblock').count()).toBeGreaterThan(2);
  const shown = await tryOut(page, 'listClients');
  expect(shown).toContain('200');
  expect(mock.journal.entries()).toMatchObject([
    { method: 'GET', path: '/api/v4/clients', status: 200, rows: 3 },
  ]);
  expect(problems).toEqual([]);
});

test.each(['light', 'dark'] as const)(
  '%s: each operation is tried, and can be read',
  async (scheme) => {
    const { mock, page, problems } = await open(
      '/__mock/docs/',
      { clients: [{ clientid: 'lamp' }] },
      scheme,
    );
    await expect.poll(() => page.locator('.opblock').count()).toBe(3);
    const background = await page.evaluate<string>(
      'getComputedStyle(document.body).backgroundColor',
    );
    expect(background).toBe(scheme === 'dark' ? 'rgb(28, 32, 34)' : 'rgb(255, 255, 255)');
    await page.evaluate(axe);
    const { violations } = await page.evaluate<{ violations: unknown[] }>(
      `axe.run({ runOnly: ['color-contrast', 'select-name', 'label', 'link-name', 'button-name'] })`,
    );
    expect(violations).toEqual([]);
    expect(await tryOut(page, 'listClients')).toContain('"clientid": "lamp"');
    for (const operation of ['lookUpClient', 'kickClient']) {
      const id = page.locator(`[id$="-${operation}"] tr[data-param-name="clientid"] input`);
      expect(await tryOut(page, operation, () => id.fill('lamp'))).toContain('"code": 0');
    }
    expect(mock.clients.count).toBe(0);
    expect(problems).toEqual([]);
  },
);

test('the control API is shown, and tried', async () => {
  const { page, problems } = await open('/__mock/docs/?document=control');
  expect(await tryOut(page, 'getClock')).toContain('epochMs');
  expect(problems).toEqual([]);
});

test('in a sandbox, the sandbox answers', async () => {
  const { mock, page, problems } = await open('/sandbox/a%20b/__mock/docs/');
  expect(await tryOut(page, 'listClients')).toContain('200');
  expect(mock.journal.entries()).toEqual([]);
  expect(mock.sandbox('a b').journal.entries()).toMatchObject([{ status: 200, rows: 3 }]);
  expect(problems).toEqual([]);
});

test('under a token, it is that of the console in the same tab', async () => {
  const { page, mock } = await open('/__mock/docs/', { controlToken: 'a-long-token' });
  await page.getByRole('alert').waitFor();
  expect(await page.getByRole('alert').innerText()).toContain('log in');
  await page.evaluate("sessionStorage.setItem('emqx-mock.token', 'a-long-token')");
  await page.goto(`${new URL(mock.url).origin}/__mock/docs/?document=control`);
  expect(await tryOut(page, 'getClock')).toContain('epochMs');
  expect(page.url()).not.toContain('a-long-token');
});
