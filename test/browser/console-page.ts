/** The console of a mock in Chromium, as a user opens it. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { startMock } from '../../mock/index.js';
import type { RunningMock, StartOptions } from '../../mock/server/running-mock.js';
import type { SharedBrowser } from './chromium.js';

/** A console that a test has opened, and what went wrong in it. */
export interface OpenConsole {
  readonly mock: RunningMock;
  readonly page: Page;
  /** Exceptions, dialogs, violations of the page's security policy, and requests to other hosts. */
  readonly problems: readonly string[];
  /** The URLs that the page has requested, in order. */
  readonly urls: readonly string[];
}

interface ConsoleOptions extends BrowserContextOptions {
  /** What follows `/__mock/`. Default: the first view. */
  readonly at?: string;
  /** The sandbox whose console is opened. Default: none. */
  readonly sandbox?: string;
}

/** Waits until no part of the page is being loaded. */
export const waitUntilLoaded = (page: Page): Promise<void> =>
  page.getByText('Loading…').first().waitFor({ state: 'detached' });

/** Starts a mock and closes it when the test ends. */
export async function startFor(options: StartOptions): Promise<RunningMock> {
  const mock = await startMock({ port: 0, ...options });
  onTestFinished(() => mock.close());
  return mock;
}

/** Opens the console of a mock in a browser profile of its own. */
export async function openConsole(
  browser: Pick<SharedBrowser, 'newContext'>,
  mock: RunningMock,
  { at = '', sandbox, ...options }: ConsoleOptions = {},
): Promise<OpenConsole> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 860 },
    locale: 'en-US',
    ...options,
  });
  onTestFinished(() => context.close());
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  const problems: string[] = [];
  const urls: string[] = [];
  const { origin } = new URL(mock.url);
  page.on('console', (message) => {
    // A response that is an error is no problem of the page.
    if (!message.text().startsWith('Failed to load resource')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    urls.push(request.url());
    const isOwn = request.url().startsWith(`${origin}/`) || request.url().startsWith('data:');
    if (!isOwn) problems.push(`request to ${request.url()}`);
  });
  const prefix = sandbox === undefined ? '' : `/sandbox/${sandbox}`;
  await page.goto(`${origin}${prefix}/__mock/${at}`);
  return { mock, page, problems, urls };
}

/** The client ids of the rows that the list shows. */
export const shownIds = (page: Page): Promise<string[]> =>
  page.locator('table.clients tbody a').allInnerTexts();

/** Waits until the list shows these ids, in this order. */
export async function expectIds(page: Page, ids: readonly string[]): Promise<void> {
  await expect.poll(() => shownIds(page), { timeout: 60_000 }).toEqual(ids);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8');

/** Checks what the page shows with axe-core: no violation of WCAG 2 AA. */
export async function expectAccessible(page: Page): Promise<void> {
  await expectNoViolation(page, ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']);
}

/** Checks a page in both themes; in the second, only what depends on colours. */
export async function expectAccessibleInBothThemes(page: Page): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light' });
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectNoViolation(page, ['color-contrast', 'link-in-text-block']);
}

/** @param runOnly tags or rules of axe-core. */
async function expectNoViolation(page: Page, runOnly: readonly string[]): Promise<void> {
  // Colours that still change are no colours of the page.
  await page.evaluate('Promise.all(document.getAnimations().map((each) => each.finished))');
  await page.evaluate(axe);
  const { violations } = await page.evaluate<{ violations: Violation[] }>(
    `axe.run({ runOnly: ${JSON.stringify(runOnly)} })`,
  );
  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
  );
  expect(found).toEqual([]);
}

/** Checks that nothing is wider than the window: the page itself does not scroll sideways. */
export async function expectFits(page: Page): Promise<void> {
  const { width, shown } = await page.evaluate<{ width: number; shown: number }>(
    '({ width: document.documentElement.scrollWidth, shown: innerWidth })',
  );
  if (width <= shown) return;
  const wide = await page.evaluate<string[]>(
    `[...document.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
      .map((each) => each.outerHTML.slice(0, 160))`,
  );
  expect.fail(
    `${page.url().slice(0, 200)} is ${width} pixels wide, of ${shown}:\n${wide.slice(0, 12).join('\n')}`,
  );
}
