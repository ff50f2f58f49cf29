/** The views beside the list of clients, from a user's view. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useChromium } from './chromium.js';
import {
  expectAccessibleInBothThemes,
  expectFits,
  expectIds,
  openConsole,
  startFor,
  waitUntilLoaded,
} from './console-page.js';

const browser = useChromium();

const listen = (page: Page): Promise<void> => page.getByText('Live', { exact: true }).waitFor();

test('a request that a page has made is found, looked at, sent again, and made a stub', async () => {
  const mock = await startFor({ clients: 5 });
  const { page, problems } = await openConsole(browser, mock, { at: '#/requests' });
  await listen(page);
  const url = `${mock.url}/clients/emqx_c_1`;
  await fetch(url, { headers: mock.authorization });
  await fetch(`${mock.url}/clients?_page=2&_limit=2`, { headers: mock.authorization });
  await page.getByLabel('Text in the request').fill('emqx_c_1');
  await page.getByRole('link', { name: 'GET /api/v4/clients/emqx_c_1' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('"clientid": "emqx_c_1"').waitFor();
  await drawer.getByText('authorization: Basic (hidden)').waitFor();
  await drawer.getByRole('button', { name: 'Replay' }).click();
  await drawer.getByText('Answered with HTTP 200').waitFor();
  expect(mock.journal.count({ path: '/clients/*' })).toBe(2);
  await drawer.getByRole('button', { name: 'Copy as curl' }).click();
  await expect
    .poll(() => page.evaluate<string>('navigator.clipboard.readText()'))
    .toBe(`curl -u 'app_id:app_secret' '${url}'`);
  await drawer.getByRole('button', { name: 'Make this a stub' }).click();
  await page.getByText('answered by a stub').waitFor();
  mock.clients.remove('emqx_c_1');
  const answer = await fetch(url, { headers: mock.authorization });
  expect(await answer.text()).toContain('emqx_c_1');
  expect(problems).toEqual([]);
});

test('requests are in the middle of their rows, and long ones make theirs higher', async () => {
  const mock = await startFor({ clients: 1 });
  const long = `clientid=${'long-'.repeat(40)}`;
  for (const query of ['_limit=1', long, '_limit=2']) {
    await fetch(`${mock.url}/clients?${query}`, { headers: mock.authorization });
  }
  const { page } = await openConsole(browser, mock, { at: '#/requests' });
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole('link', { name: '_limit=2' }).waitFor();
    const rows = await page.evaluate<{ row: number[]; link: number[] }[]>(
      `[...document.querySelectorAll('tbody tr')].map((row) => {
        const [outer, inner] = [row, row.querySelector('a')].map((each) => each.getBoundingClientRect());
        return { row: [outer.top, outer.bottom], link: [inner.top, inner.bottom] };
      })`,
    );
    expect(rows).toHaveLength(3);
    for (const {
      row: [top = 0, bottom = 0],
      link,
    } of rows) {
      const [above, below] = [(link[0] ?? 0) - top, bottom - (link[1] ?? 0)];
      expect(Math.min(above, below), `at ${width}`).toBeGreaterThan(0);
      expect(Math.abs(above - below), `at ${width}`).toBeLessThan(3);
    }
  }
});

test.each([
  ['requests', 'td .tag.text'],
  ['sandboxes', 'tbody th a'],
  ['coverage', 'tbody th bdi'],
])('no text of the table of %s is squeezed on a narrow screen', async (view, texts) => {
  const mock = await startFor({ clients: 1, faults: ['GET /clients status=503'] });
  for (const name of ['测试 环境 一', 'a b c d e f']) mock.sandbox(name).clients.remove('none');
  await fetch(`${mock.url}/clients?clientid=${'x'.repeat(90)}`, { headers: mock.authorization });
  const { page } = await openConsole(browser, mock, {
    at: `#/${view}`,
    locale: 'zh-CN',
    viewport: { width: 390, height: 800 },
  });
  await page.locator(texts).first().waitFor();
  const heights = await page.evaluate<number[]>(
    `[...document.querySelectorAll('${texts}')].map((each) => each.offsetHeight)`,
  );
  expect(Math.max(...heights)).toBeLessThan(40);
});

test('a fault is added, seen to hit, turned off and removed', async () => {
  const mock = await startFor({ clients: 5 });
  const { page, problems } = await openConsole(browser, mock, { at: '#/faults' });
  const ask = async (): Promise<number> => {
    return (await fetch(`${mock.url}/clients`, { headers: mock.authorization })).status;
  };
  // To be copied into a shell.
  await page.getByText("--fault 'GET /clients status=503'", { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Add rule' }).click();
  const row = page.getByRole('row', { name: 'GET /clients status=503' });
  await row.waitFor();
  expect(await ask()).toBe(503);
  await row.getByRole('cell', { name: '1' }).first().waitFor();
  await row.getByRole('switch').click();
  await expect.poll(ask).toBe(200);
  await row.getByRole('button', { name: 'Remove' }).click();
  await page.getByText('No rule is set').waitFor();
  expect(mock.faults.rules).toEqual([]);
  expect(problems).toEqual([]);
});

test('a scenario is started, stepped and stopped', async () => {
  const mock = await startFor({ clients: 5 });
  const at = '#/scenarios/kicked-while-paging';
  const { page, problems } = await openConsole(browser, mock, { at });
  await page.getByLabel('Clients', { exact: true }).fill('30');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('30 clients now').waitFor();
  await page.getByRole('button', { name: 'Step' }).click();
  await page.getByText('happened 1×').waitFor();
  expect(mock.clients.count).toBe(29);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => mock.clients.count).toBe(5);
  expect(problems).toEqual([]);
});

test('kicked-while-paging is started, paged by the form, and the lost row explained', async () => {
  const mock = await startFor({ clients: 5 });
  const at = '#/scenarios/kicked-while-paging';
  const { page, problems } = await openConsole(browser, mock, { at });
  await page.getByText('a caller that pages by number misses one of them').waitFor();
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await page.getByText('100 clients now').waitFor();
  const ids = mock.clients.list().map(({ clientid }) => clientid);
  const lost = ids[10] ?? '';
  await page.getByRole('link', { name: 'Page through them' }).click();
  await expectIds(page, ids.slice(0, 10));
  await page.getByLabel('_page', { exact: true }).fill('2');
  await page.getByRole('button', { name: 'Send' }).click();
  await expectIds(page, ids.slice(11, 21));
  const notes = page.locator('.notes');
  await notes.getByText('the first client is kicked').waitFor();
  await notes.getByRole('link', { name: lost }).click();
  await page.getByText(`${lost} is not in the response.`).waitFor();
  await page.getByText('is row 10: on page 1, and page 2 was requested').waitFor();
  await page.getByText('the first client is kicked (1×)').waitFor();
  // The control API has the same as data.
  const explained = await fetch(
    `${new URL(mock.url).origin}/__mock/explain?_page=2&_limit=10&why=${encodeURIComponent(lost)}`,
  );
  expect(await explained.json()).toMatchObject({
    client: {
      inAnswer: false,
      reasons: [{ reason: 'other page', row: 10, page: 1, requested: '2' }],
    },
  });
  await page.getByRole('link', { name: 'Show page 1' }).click();
  await expectIds(page, ids.slice(1, 11));
  expect(problems).toEqual([]);
});

test('what one browser changes, another shows: requests, faults, scenario, clock, sandboxes', async () => {
  const mock = await startFor({ clients: 5, now: '2026-03-01T12:00:00Z' });
  const open = async (view: string): Promise<Page> => {
    const { page } = await openConsole(browser, mock, { at: `#/${view}` });
    await listen(page);
    return page;
  };
  const one = await open('faults');
  const two = await open('faults');
  await two.getByText('No rule is set').waitFor();
  await one.getByRole('button', { name: 'Add rule' }).click();
  await two.getByRole('row', { name: 'GET /clients status=503' }).waitFor();
  const go = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('link', { name, exact: true }).click();
    await page.getByRole('heading', { name, level: 1 }).waitFor();
  };
  await go(two, 'Requests');
  await two.getByText('No request yet').waitFor();
  await go(one, 'Clients');
  await one.getByRole('button', { name: 'Send' }).click();
  await two.getByRole('row', { name: '503' }).getByText('fault:').waitFor();
  await go(two, 'Scenarios');
  await go(one, 'Scenarios');
  await one.getByRole('link', { name: 'churn' }).click();
  await one.getByRole('button', { name: 'Start', exact: true }).click();
  await two.getByRole('link', { name: 'churn' }).getByText('Active').waitFor();
  await go(two, 'Clock');
  await go(one, 'Clock');
  await one.getByRole('button', { name: '+1h' }).click();
  await two.getByText('2026-03-01 13:00:00').waitFor();
  await go(two, 'Sandboxes');
  await two.getByText('There is no sandbox yet').waitFor();
  mock.sandbox('new one');
  await two.getByRole('link', { name: 'new one' }).waitFor();
});

test('the clock is frozen, moved and set', async () => {
  const mock = await startFor({ clients: 5, now: '2026-03-01T12:00:00Z' });
  const { page, problems } = await openConsole(browser, mock, { at: '#/clock' });
  await page.getByText('2026-03-01 12:00:00').waitFor();
  await page.getByRole('button', { name: '+1h' }).click();
  await page.getByText('2026-03-01 13:00:00').waitFor();
  await page.getByLabel('Date and time in UTC').fill('2030-01-02T03:04:05');
  await page.getByRole('button', { name: 'Set the time' }).click();
  await page.getByText('2030-01-02 03:04:05').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('Running').waitFor();
  expect(mock.clock.frozen).toBe(false);
  expect(problems).toEqual([]);
});

test('a sandbox is listed, opened and dropped', async () => {
  const mock = await startFor({ clients: 5 });
  mock.sandbox('login test').clients.add({ clientid: 'mine' });
  const { page, problems } = await openConsole(browser, mock, { at: '#/sandboxes' });
  await page.getByRole('link', { name: 'login test' }).click();
  await page.getByText('mine', { exact: true }).waitFor();
  await page.goto(`${new URL(mock.url).origin}/__mock/#/sandboxes`);
  await page.getByRole('button', { name: 'Drop the sandbox login test' }).click();
  await page.getByText('Sandboxes dropped: 1').waitFor();
  expect(problems).toEqual([]);
});

test('coverage shows what was requested, releases what differs', async () => {
  const mock = await startFor({ clients: 5 });
  await fetch(`${mock.url}/clients?proto_ver=x`, { headers: mock.authorization });
  const { page, problems } = await openConsole(browser, mock, { at: '#/coverage' });
  const row = page.getByRole('row', { name: 'proto_ver' });
  await row.getByRole('cell', { name: '1', exact: true }).waitFor();
  await page.goto(`${new URL(mock.url).origin}/__mock/#/releases/4.3.22/4.4.19`);
  await page.getByText('4.3.22 → 4.4.19: 6 differences').waitFor();
  await page.getByLabel('From').selectOption('4.4.19');
  await page.getByText('4.4.19 and 4.4.19 answer alike.').waitFor();
  expect(problems).toEqual([]);
});

const VIEWS = ['requests', 'faults', 'scenarios', 'clock', 'sandboxes', 'coverage', 'releases'];

test.each([1280, 390])(
  'each view has no violation of WCAG 2 AA in light or dark, and fits into %i',
  async (width) => {
    const mock = await startFor({ clients: 5, faults: ['GET /clients/* status=500'] });
    mock.sandbox('a');
    const { page, problems } = await openConsole(browser, mock, {
      viewport: { width, height: 860 },
    });
    await listen(page);
    await fetch(`${mock.url}/clients/a`, { headers: mock.authorization });
    for (const view of [...VIEWS, 'requests/1']) {
      await page.goto(`${new URL(mock.url).origin}/__mock/#/${view}`);
      await page
        .getByRole('heading', { level: view === 'requests/1' ? 2 : 1 })
        .first()
        .waitFor();
      await waitUntilLoaded(page);
      await expectFits(page);
      await expectAccessibleInBothThemes(page);
    }
    expect(problems).toEqual([]);
  },
);
