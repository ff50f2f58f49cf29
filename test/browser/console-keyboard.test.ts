/** The console without a mouse: every view, and the tasks of its users. */
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useChromium } from './chromium.js';
import { expectIds, openConsole, startFor, waitUntilLoaded } from './console-page.js';

const browser = useChromium();

const MAX_STOPS = 200;

/** Where the focus is: what it looks like there, and its position among all that can be focused. */
interface Stop {
  /** -1: on nothing that can be focused, such as the page itself. */
  readonly index: number;
  readonly html: string;
  readonly isMarked: boolean;
}

/** What the Tab key must reach, in the order of the page. */
const CAN_FOCUS = `[...(document.querySelector('dialog:modal') ?? document).querySelectorAll(
  'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
  .filter((each) => !each.disabled && each.tabIndex >= 0 && each.checkVisibility())`;

const stopOf = (page: Page): Promise<Stop> =>
  page.evaluate<Stop>(`(() => {
    const at = document.activeElement;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    return {
      index: ${CAN_FOCUS}.indexOf(at),
      html: at.outerHTML.slice(0, 120),
      isMarked: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2
        && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  })()`);

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, wanted: Locator, key = 'Tab'): Promise<void> {
  await wanted.waitFor();
  for (let count = 0; count < MAX_STOPS; count++) {
    if (await isFocused(wanted)()) return;
    await page.keyboard.press(key);
  }
  expect.fail(`${key} does not reach ${String(wanted)}`);
}

const isFocused = (wanted: Locator) => async (): Promise<boolean> =>
  (await wanted.and(wanted.page().locator(':focus')).count()) === 1;

const VIEWS = [
  'clients?_limit=5',
  'why?_limit=5&username=x&zonne=1&why=emqx_c_1',
  'requests',
  'scenarios/kicked-while-paging',
  'faults',
  'clock',
  'sandboxes',
  'coverage',
  'releases',
];

test.each(VIEWS)('the Tab key reaches all of %s, in order, and shows where it is', async (view) => {
  const mock = await startFor({ clients: 8, faults: ['GET /clients/* status=500'] });
  mock.sandbox('a');
  await fetch(`${mock.url}/clients?_limit=1`, { headers: mock.authorization });
  const { page, problems } = await openConsole(browser, mock, { at: `#/${view}` });
  await page.getByText('Live', { exact: true }).waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await waitUntilLoaded(page);
  const all = await page.evaluate<string[]>(
    `${CAN_FOCUS}.map((each) => each.outerHTML.slice(0, 120))`,
  );
  const reached: number[] = [];
  for (let count = 0; count < MAX_STOPS; count++) {
    await page.keyboard.press('Tab');
    const { index, html, isMarked } = await stopOf(page);
    if (index === -1) break;
    expect(isMarked, `the focus is seen on ${html}`).toBe(true);
    // A date has several parts, each with a stop.
    if (reached.at(-1) !== index) reached.push(index);
  }
  expect(all.length).toBeGreaterThan(12);
  expect(all.filter((_, index) => !reached.includes(index))).toEqual([]);
  expect(reached).toEqual([...reached].sort((a, b) => a - b));
  expect(problems).toEqual([]);
});

test('the first stop skips the navigation', async () => {
  const mock = await startFor({ clients: 3 });
  const { page } = await openConsole(browser, mock, { at: '#/clock' });
  const freeze = page.getByRole('button', { name: 'Freeze' });
  await freeze.waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect.poll(isFocused(freeze)).toBe(true);
  expect(page.url()).toContain('#/clock');
});

test.each([
  ['clients', 'clientid'],
  ['why', 'clientid'],
  ['requests', 'Text in the request'],
  ['scenarios', 'empty'],
  ['faults', 'Path'],
  ['clock', 'How far'],
  ['sandboxes', 'Name'],
  ['coverage', 'Filter by name'],
  ['releases', 'From'],
])('the key / in %s goes to %s', async (view, name) => {
  const mock = await startFor({ clients: 3 });
  const { page } = await openConsole(browser, mock, { at: `#/${view}` });
  await page.locator('[data-shortcut="/"]').waitFor();
  await page.keyboard.press('/');
  const field = view === 'scenarios' ? page.getByRole('link', { name }) : page.getByLabel(name);
  await expect.poll(isFocused(field.first())).toBe(true);
});

test('clients: found, opened, disconnected, edited and kicked', async () => {
  const mock = await startFor({
    clients: [
      { clientid: 'ann-1' },
      { clientid: 'ben-1' },
      { clientid: 'ben-2', clean_start: false, expiry_interval: 600 },
    ],
  });
  const { page, problems } = await openConsole(browser, mock);
  await expectIds(page, ['ann-1', 'ben-1', 'ben-2']);
  await page.keyboard.press('/');
  await tabTo(page, page.getByLabel('_like_clientid', { exact: true }));
  await page.keyboard.type('ben');
  await expectIds(page, ['ben-1', 'ben-2']);
  const link = page.getByRole('link', { name: 'ben-2' });
  await tabTo(page, link);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Traffic').waitFor();
  // The focus stays inside.
  for (let count = 0; count < 20; count++) {
    await page.keyboard.press('Tab');
    const isOutside = await page.evaluate<boolean>(
      `document.activeElement !== document.body && !document.activeElement.closest('dialog')`,
    );
    expect(isOutside).toBe(false);
  }
  await tabTo(page, dialog.getByRole('button', { name: 'Disconnect' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => mock.clients.get('ben-2')?.connected ?? false).toBe(false);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });

  const other = page.getByRole('link', { name: 'ben-1' });
  await tabTo(page, other, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByRole('button', { name: 'Edit' }));
  await page.keyboard.press('Enter');
  await tabTo(page, dialog.getByLabel('keepalive'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('9');
  await page.keyboard.press('Enter');
  await expect.poll(() => mock.clients.get('ben-1')?.keepalive).toBe(9);
  await dialog.getByRole('button', { name: 'Edit' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(isFocused(other)).toBe(true);

  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  const kick = page.getByRole('button', { name: 'Kick', exact: true });
  await tabTo(page, kick, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await dialog.getByRole('heading', { name: 'Kick 2 clients?' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(isFocused(kick)).toBe(true);
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => mock.clients.list().map(({ clientid }) => clientid)).toEqual(['ann-1']);
  expect(problems).toEqual([]);
});

test('requests: found, opened, replayed, and back in the table', async () => {
  const mock = await startFor({ clients: 3 });
  const { page, problems } = await openConsole(browser, mock, { at: '#/requests' });
  await page.getByText('Live', { exact: true }).waitFor();
  await fetch(`${mock.url}/clients?_limit=1`, { headers: mock.authorization });
  await fetch(`${mock.url}/clients?_limit=2`, { headers: mock.authorization });
  await page.keyboard.press('/');
  await page.keyboard.type('_limit=2');
  const link = page.getByRole('link', { name: '_limit=2' });
  await page.getByText('Requests that match: 1 of 2').waitFor();
  await tabTo(page, link);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await tabTo(page, dialog.getByRole('button', { name: 'Replay' }));
  await page.keyboard.press('Enter');
  await dialog.getByText('Answered with HTTP 200').waitFor();
  expect(mock.journal.count()).toBe(3);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(isFocused(link.last())).toBe(true);
  expect(problems).toEqual([]);
});

test('scenarios, faults, the clock and sandboxes are changed', async () => {
  const mock = await startFor({ clients: 3, now: '2026-03-01T12:00:00Z' });
  const { page, problems } = await openConsole(browser, mock, { at: '#/scenarios' });
  await page.getByRole('link', { name: 'churn' }).waitFor();
  await page.keyboard.press('/');
  await tabTo(page, page.getByRole('link', { name: 'churn' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'churn' }).waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Start' }));
  await page.keyboard.press('Enter');
  await page.getByText('200 clients now').waitFor();

  await tabTo(page, page.getByRole('link', { name: 'Faults' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('No rule is set').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.press('Enter');
  const rule = page.getByRole('row', { name: 'GET /clients status=503' });
  await rule.waitFor();
  const edit = rule.getByRole('button', { name: 'Edit' });
  await tabTo(page, edit);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(isFocused(edit)).toBe(true);
  await tabTo(page, rule.getByRole('switch'), 'Shift+Tab');
  await page.keyboard.press('Space');
  await expect.poll(() => mock.faults.rules[0]?.off).toBe(true);

  await tabTo(page, page.getByRole('link', { name: 'Clock' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText('2026-03-01 12:00:00').waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('90s');
  await page.keyboard.press('Enter');
  await page.getByText('2026-03-01 12:01:30').waitFor();

  mock.sandbox('one');
  await tabTo(page, page.getByRole('link', { name: 'Sandboxes' }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByRole('link', { name: 'one' }).waitFor();
  const dropAll = page.getByRole('button', { name: 'Drop all' });
  await tabTo(page, dropAll);
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await expect.poll(isFocused(dropAll)).toBe(true);
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('There is no sandbox yet').waitFor();
  expect(problems).toEqual([]);
});
