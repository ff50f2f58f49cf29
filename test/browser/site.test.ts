/** The built site of docs/ in Chromium, as any static server serves it. */
import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import express from 'express';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { useChromium } from './chromium.js';
import { expectAccessible, expectFits } from './console-page.js';

const BUILT = join(import.meta.dirname, '../../reports/site');

/** The paths of all pages. */
function pages(): string[] {
  if (!existsSync(join(BUILT, 'index.html'))) {
    throw new Error('Failed to find the built site: run `npm run docs:build`.');
  }
  return readdirSync(BUILT, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html') && name !== '404.html')
    .map((name) => `/${name.replaceAll('\\', '/')}`)
    .sort();
}

/** Time to wait for what the page does, on a busy machine. */
const PATIENCE = { timeout: 60_000 } as const;

/** Together, they have every kind of content: their dark colours are checked, too. */
const VARIED = ['/ci.html', '/languages.html', '/options.html', '/zh/qa.html'];

const browser = useChromium();
let origin: string;

beforeAll(async () => {
  const server = express().use(express.static(BUILT)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return () => server.close();
});

/** Opens a page in a browser profile of its own. */
async function open(
  path: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; problems: string[] }> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(`${origin}/`) || request.url().startsWith('data:');
    if (!isOwn) problems.push(`request to ${request.url()}`);
  });
  await page.goto(`${origin}${path}`);
  return { page, problems };
}

test.each(pages())('%s is readable, wide and light or narrow and dark', async (path) => {
  const { page, problems } = await open(path, { colorScheme: 'light' });
  await page.locator('h1').first().waitFor();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 390, height: 860 });
  await page.locator('html.dark').waitFor();
  await expectFits(page);
  if (VARIED.includes(path)) await expectAccessible(page);
  expect(problems).toEqual([]);
});

test.each([
  { path: '/', button: 'Search', words: 'kicked', expected: 'kicked' },
  { path: '/zh/', button: '搜索', words: '模拟', expected: '模拟' },
])(
  'the search of $path finds a word, and opens its page',
  async ({ path, button, words, expected }) => {
    const { page, problems } = await open(path);
    await page.getByRole('button', { name: button }).first().click();
    await page.locator('#localsearch-input').fill(words);
    const first = page.locator('.VPLocalSearchBox .result').first();
    await first.waitFor();
    const found = new URL((await first.getAttribute('href')) ?? '', origin).pathname;
    expect(found.startsWith(path)).toBe(true);
    await first.click();
    await expect.poll(() => new URL(page.url()).pathname, PATIENCE).toBe(found);
    const text = async (): Promise<string> =>
      (await page.locator('main').innerText()).toLowerCase();
    await expect.poll(text, PATIENCE).toContain(expected);
    expect(problems).toEqual([]);
  },
);

test('a block that is a file shows the name of the file', async () => {
  const { page } = await open('/ci.html');
  expect(await page.locator('.lang').allInnerTexts()).toContain('emqx-contract.yaml');
});

test('the switch makes the page dark, also after a reload', async () => {
  const { page } = await open('/qa.html', { colorScheme: 'light' });
  const background = (): Promise<string> =>
    page.evaluate('getComputedStyle(document.body).backgroundColor');
  const light = await background();
  await page.getByRole('switch').first().click();
  await expect.poll(background, PATIENCE).not.toBe(light);
  const dark = await background();
  await page.reload();
  expect(await background()).toBe(dark);
});

test.each([
  { from: '/front-end.html', language: '简体中文', to: '/zh/front-end.html' },
  { from: '/zh/ci.html', language: 'English', to: '/ci.html' },
  { from: '/state-files.html', language: '简体中文', to: '/zh/' },
])('the menu of languages leads from $from to $to', async ({ from, language, to }) => {
  const { page, problems } = await open(from);
  await page.locator('.VPNavBarTranslations button').hover();
  await page.getByRole('link', { name: language, exact: true }).first().click();
  await expect.poll(() => new URL(page.url()).pathname, PATIENCE).toBe(to);
  await page.locator('h1').first().waitFor();
  expect(problems).toEqual([]);
});
