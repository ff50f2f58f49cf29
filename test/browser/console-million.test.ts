/** The pictures of the console in the README, taken of a list with a million clients. `UPDATE_PICTURE=1` writes them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useChromium } from './chromium.js';
import { expectAccessible, openConsole, shownIds, startFor } from './console-page.js';

const MILLION = 1_000_000;

const browser = useChromium();

async function keepPicture(page: Page, name: string): Promise<void> {
  const picture = await page.screenshot();
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  if (process.env['UPDATE_PICTURE'] === undefined) return;
  const folder = join(import.meta.dirname, '../../docs/images');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.png`), picture);
}

test('a million clients are listed, filtered, paged, explained, and one of them is changed', async () => {
  const mock = await startFor({ clients: MILLION, seed: 1, now: '2026-03-01T12:00:00Z' });
  const { page, problems } = await openConsole(browser, mock, {
    at: '#/clients?conn_state=connected&_like_username=fleet&_page=2&_limit=50',
    viewport: { width: 1280, height: 800 },
  });
  await expect.poll(() => shownIds(page), { timeout: 60_000 }).toHaveLength(50);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText(/Sent at/).waitFor();
  await keepPicture(page, 'console-clients');

  await page.getByLabel('_page', { exact: true }).fill('');
  await page.getByLabel('conn_state', { exact: true }).fill('');
  await page.getByLabel('_like_username', { exact: true }).fill('');
  await page.getByText('count 1,000,000').waitFor();
  await page.getByLabel('_page', { exact: true }).fill('20000');
  await page.getByText('Rows 999,951 to 1,000,000').waitFor();

  const last = (await shownIds(page)).at(-1) ?? '';
  await page.getByRole('link', { name: last, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Kick' }).click();
  await page.getByRole('dialog').getByText('This client no longer exists.').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('count 999,999').waitFor();
  await page.locator('.notice').getByRole('button', { name: 'Close' }).click();

  await page.goto(new URL(`#/why?${WHY}`, page.url()).href);
  await page.getByText('emqx_c_1 is not in the response.').waitFor();
  await expect.poll(() => page.locator('.funnel li').count()).toBe(4);
  expect(await page.locator('.funnel b').first().innerText()).toBe('999,999');
  await expectAccessible(page);
  await page.setViewportSize({ width: 1280, height: 980 });
  await keepPicture(page, 'console-why');
  expect(problems).toEqual([]);
});

const WHY =
  'conn_state=disconnected&_like_username=fleet&proto_ver=5&_page=3&_limit=1000&why=emqx_c_1';
