/** `--report html=FILE` in Chromium, opened as a file. `UPDATE_PICTURE=1` also draws the README's. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { checkBroker, type Report } from '../../contracts/index.js';
import { htmlText } from '../../contracts/report/html/page.js';
import { countOutcomes } from '../../contracts/report/report.js';
import type { Run } from '../../contracts/report/run.js';
import { startMock } from '../../mock/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import {
  failed,
  flaky,
  interrupted,
  report as hostile,
} from '../unit/contracts/report/sample-reports.js';
import { useChromium } from './chromium.js';

const browser = useChromium();
/** Of a release that was judged with the profile of a later one. */
let report: Report;

beforeAll(async () => {
  const mock = await startMock({ port: 0, clients: 41, mqtt: 0, dialect: 'emqx-4.3.0' });
  report = await checkBroker(
    {
      baseUrl: mock.url,
      credentials: { id: 'app_id', secret: 'app_secret' },
      mqtt: { url: mock.mqttUrl ?? '' },
    },
    { profile: 'emqx-4.3.22' },
  );
  await mock.close();
});

interface Opened {
  readonly page: Page;
  /** Errors and warnings of the console, exceptions, and requests to anything but the file. */
  readonly problems: readonly string[];
}

async function open(run: Run, options: BrowserContextOptions = {}): Promise<Opened> {
  const context = await browser.newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const problems: string[] = [];
  const path = join(temporaryFolder(), 'report.html');
  const url = pathToFileURL(path).href;
  page.on('console', (message) => problems.push(message.text()));
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('dialog', (dialog) => {
    problems.push(dialog.message());
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url() !== url) problems.push(request.url());
  });
  writeFileSync(path, htmlText(run));
  await page.goto(url);
  return { page, problems };
}

const shownRules = (page: Page): Promise<number> => page.locator('[data-outcome]:visible').count();

test('the page shows each failure with expected, got, request and the command to run it again', async () => {
  const { page, problems } = await open(report);
  const first = report.results.find((result) => result.outcome === 'fail');
  const details = page.locator('details', { hasText: first?.rule.id ?? 'no failure' }).first();
  const text = await details.innerText();
  for (const part of ['expected', 'got', 'curl -i ']) {
    expect(text).toContain(part);
  }
  expect(text).toContain(`${report.command} --only ${first?.rule.id}`);
  expect(problems).toEqual([]);
});

test('expected and got stand side by side on a screen, one above the other on a phone', async () => {
  const { page } = await open(report, { viewport: { width: 1100, height: 800 } });
  const sides = page.locator('.sides:visible').first();
  const places = (): Promise<({ x: number; y: number } | null)[]> =>
    Promise.all([0, 1].map((side) => sides.locator(':scope > div').nth(side).boundingBox()));
  const [left, right] = await places();
  expect(left?.y).toBe(right?.y);
  expect(left?.x).toBeLessThan(right?.x ?? 0);
  await page.setViewportSize({ width: 360, height: 740 });
  const [above, below] = await places();
  expect(above?.x).toBe(below?.x);
  expect(above?.y).toBeLessThan(below?.y ?? 0);
});

test('filters show the rules of one outcome, and say how many', async () => {
  const { page, problems } = await open(report);
  const all = report.results.length;
  expect(await shownRules(page)).toBe(all);
  const failures = report.counts.fail;
  await page.getByRole('button', { name: `fail ${failures}` }).click();
  expect(await shownRules(page)).toBe(failures);
  expect(await page.getByRole('status').innerText()).toBe(`${failures} of ${all} rules shown`);
  expect(
    await page.getByRole('button', { name: `fail ${failures}` }).getAttribute('aria-pressed'),
  ).toBe('true');
  await page.getByRole('button', { name: `all ${all}` }).press('Enter');
  expect(await shownRules(page)).toBe(all);
  expect(problems).toEqual([]);
});

test('a rule that passed at a later try has a filter of its own', async () => {
  const { page } = await open(flaky);
  await page.getByRole('button', { name: 'flaky 1' }).click();
  expect(await shownRules(page)).toBe(1);
  const text = await page.locator('main').innerText();
  expect(text).toContain('1 answer in 1,302 came at the second try: HTTP 503.');
  expect(text).toContain('1 request sent again');
});

test('a button copies the curl line', async () => {
  const { page, problems } = await open(report, {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const row = page.locator('.copy:visible').first();
  const curl = await row.locator('pre').innerText();
  await row.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('status').filter({ hasText: 'Copied' }).waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(curl);
  expect(curl).toMatch(/^curl /);
  expect(problems).toEqual([]);
});

describe.each([
  ['light', { colorScheme: 'light', viewport: { width: 1100, height: 900 } }],
  ['dark', { colorScheme: 'dark', viewport: { width: 1100, height: 900 } }],
  ['on a phone', { colorScheme: 'light', viewport: { width: 360, height: 740 }, isMobile: true }],
] as const)('%s', (name, options) => {
  test.each([
    ['a run with failures', () => report],
    ['hostile text', () => hostile],
    ['an interrupted run', () => interrupted],
    ['a run that met a gateway', () => failed],
  ] as const)('%s is accessible and fits the width', async (what, run) => {
    const { page, problems } = await open(run(), options);
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
    const violations = await page.evaluate(async () => {
      const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
      const result = await axe.run();
      return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
    expect(violations).toEqual([]);
    const width = await page.evaluate('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(options.viewport.width);
    expect(problems).toEqual([]);
    const folder = join(import.meta.dirname, '../../reports');
    mkdirSync(folder, { recursive: true });
    await page.screenshot({
      path: join(folder, `html-report-${name}-${what}.png`.replaceAll(' ', '-')),
    });
  });
});

test('the page follows the reader’s setting of light or dark', async () => {
  const colours = await Promise.all(
    (['light', 'dark'] as const).map(async (colorScheme) => {
      const { page } = await open(report, { colorScheme });
      return page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    }),
  );
  expect(new Set(colours).size).toBe(2);
});

test('the text of a broker can neither run nor load anything', async () => {
  const { page, problems } = await open(hostile);
  expect(await page.locator('img, script[src], link, iframe').count()).toBe(0);
  expect(await page.locator('main').innerText()).toContain('<img src=x onerror=alert(1)>');
  // What is injected later cannot either.
  const answers: string[] = [];
  page.on('response', (response) => answers.push(response.url()));
  await page.evaluate(`document.body.insertAdjacentHTML('beforeend',
    '<img src="https://evil.example/x" onerror="alert(1)">')`);
  await expect.poll(() => problems.join()).toContain('https://evil.example/x');
  expect(answers).toEqual([]);
  expect(problems).not.toContain('1');
});

test('without scripts, everything is readable', async () => {
  const { page } = await open(report, { javaScriptEnabled: false });
  expect(await page.getByRole('button').count()).toBe(0);
  expect(await page.locator('details[open]').count()).toBeGreaterThan(0);
});

test('the picture of the README is drawn on request', async () => {
  const viewport = { width: 880, height: 900 };
  const results = report.results.filter(({ rule }) => ['filters', 'times'].includes(rule.group));
  const some = { ...report, results, counts: countOutcomes(results) };
  const at = new URL(report.target).host;
  const named = JSON.parse(JSON.stringify(some).replaceAll(at, 'broker:8081')) as Report;
  const { page } = await open(named, { viewport, colorScheme: 'light' });
  await page.getByRole('button', { name: `fail ${some.counts.fail}` }).click();
  const picture = await page.screenshot();
  expect(picture.subarray(1, 4).toString()).toBe('PNG');
  if (process.env['UPDATE_PICTURE'] === undefined) return;
  const folder = join(import.meta.dirname, '../../docs/images');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'html-report.png'), picture);
});
