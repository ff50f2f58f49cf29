/** Texts of others in the console: they are shown as texts, and break nothing. */
import { expect, test } from 'vitest';
import type { RunningMock } from '../../mock/server/running-mock.js';
import { useChromium } from './chromium.js';
import {
  expectFits,
  expectIds,
  openConsole,
  shownIds,
  startFor,
  waitUntilLoaded,
} from './console-page.js';

const browser = useChromium();

const LONG = 60_000;
const IDS = [
  `<img src=x onerror="alert(1)"><script>alert(2)</script>`,
  `"><svg/onload=alert(3)>`,
  `javascript:alert(4)`,
  `{{constructor.constructor('alert(5)')()}}`,
  `\u202Egnp.exe\u202D`,
  'عميل/1',
  '__proto__',
  'constructor',
  '../../api/v4/clients?_limit=1#',
  'a\u0000b\u001B[31mc\r\nd',
  '%2e%2e%zz',
  'x'.repeat(LONG),
  '长'.repeat(LONG / 3),
  `Z${'\u0335\u0323\u0301\u0489'.repeat(400)}`,
  '\u202E\u2066' + 'ab'.repeat(200),
  '\u0007\u0008\u009B31m\u2028\uFEFF',
];

const clients = IDS.map((clientid) => ({
  clientid,
  username: clientid.slice(0, 1000),
  zone: clientid.slice(0, 200),
  node: 'n@1',
  subscriptions: [{ topic: `t/${clientid.replace(/[\0+#]/g, '').slice(0, 1000)}`, qos: 1 }],
}));

test.each([1280, 390])(
  'ids that are HTML, RTL or 60 kB do no harm, %i pixels wide',
  async (width) => {
    const mock = await startFor({ clients });
    const { page, problems } = await openConsole(browser, mock, {
      viewport: { width, height: 800 },
    });
    await expect.poll(() => shownIds(page)).toHaveLength(IDS.length);
    await expectFits(page);
    expect(await page.locator('main img, main script, main iframe').count()).toBe(0);
    for (const [index, id] of IDS.entries()) {
      await page.locator('table.clients tbody a').nth(index).click();
      const dialog = page.getByRole('dialog');
      await dialog.locator('.detail').waitFor();
      await expectFits(page);
      const shown = await dialog.locator('dd bdi').first().textContent();
      expect(shown?.slice(0, 200)).toBe(id.slice(0, 200));
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'hidden' });
    }
    expect(problems).toEqual([]);
  },
);

/** What each view shows of the id of a client, of a name, or of what is in its URL. */
const VIEWS: readonly { readonly view: string; readonly at: (id: string) => string }[] = [
  { view: 'Clients', at: (id) => `clients?_like_clientid=${encodeURIComponent(id)}` },
  { view: 'Clients', at: (id) => `clients/${encodeURIComponent(id)}?${encodeURIComponent(id)}=1` },
  {
    view: 'Why',
    at: (id) => `why?why=${encodeURIComponent(id)}&clientid=${encodeURIComponent(id)}`,
  },
  {
    view: 'Why',
    at: (id) => `why?${encodeURIComponent(id)}=x&proto_ver=${encodeURIComponent(id)}`,
  },
  { view: 'Requests', at: () => 'requests' },
  { view: 'Requests', at: (id) => `requests?text=${encodeURIComponent(id)}` },
  { view: 'Requests', at: () => 'requests/1' },
  { view: 'Scenarios', at: (id) => `scenarios/${encodeURIComponent(id)}` },
  { view: 'Faults', at: () => 'faults' },
  { view: 'Clock', at: (id) => `clock/${encodeURIComponent(id)}` },
  { view: 'Sandboxes', at: () => 'sandboxes' },
  { view: 'Coverage', at: () => 'coverage' },
  { view: 'Releases', at: (id) => `releases/${encodeURIComponent(id)}/4.4.19` },
];

/** A mock that has met the id wherever users can bring it. */
async function mockWith(id: string): Promise<RunningMock> {
  const name = id.replace(/[^\p{L}\p{N}\p{P}\p{S}\p{M}]/gu, '').slice(0, 100);
  const mock = await startFor({
    clients: [{ clientid: id, username: id.slice(0, 1000) }],
    faults: [
      {
        match: { path: `/${encodeURIComponent(id.slice(0, 50).toWellFormed())}` },
        do: { status: 500, body: id.slice(0, 1000) },
      },
    ],
    stubs: [{ ...(name !== '' && { name }), match: { path: '/clients' }, respond: { body: id } }],
  });
  if (name !== '') mock.sandbox(name);
  const { authorization } = mock;
  const path = encodeURIComponent(id);
  await fetch(`${mock.url}/clients/${path}`, { headers: authorization });
  await fetch(`${mock.url}/clients?${path}=1&_like_clientid=${path}`, { headers: authorization });
  return mock;
}

test.each(IDS.map((id, index) => ({ id, index })))(
  'no view breaks, whatever the id is: id $index',
  async ({ id }) => {
    const mock = await mockWith(id);
    const { page, problems } = await openConsole(browser, mock);
    let last = '';
    for (const { view, at } of VIEWS) {
      // Loaded anew if the heading would be the same: nothing else shows that the view has changed.
      if (view === last) await page.goto('about:blank');
      last = view;
      await page.goto(`${new URL(mock.url).origin}/__mock/#/${at(id)}`);
      await page.getByText('Live', { exact: true }).waitFor();
      await page.locator('h1', { hasText: view }).waitFor();
      await waitUntilLoaded(page);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 800 });
        await expectFits(page);
      }
      expect(await page.locator('main img, main script, main iframe, main style').count()).toBe(0);
    }
    expect(problems).toEqual([]);
  },
);

test.each(IDS.map((id, index) => ({ id, index })))(
  'such a client is changed and kicked: id $index',
  async ({ id }) => {
    const mock = await startFor({ clients: [{ clientid: id, clean_start: false }] });
    const { page, problems } = await openConsole(browser, mock);
    await page.locator('table.clients tbody a').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Edit' }).click();
    await dialog.getByLabel('keepalive').fill('7');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect.poll(() => mock.clients.get(id)?.keepalive).toBe(7);
    await dialog.getByRole('link', { name: 'Why is it (not) in the list?' }).click();
    await page.getByText('is in the response.').waitFor();
    await page.goBack();
    await dialog.getByRole('button', { name: 'Kick' }).click();
    await expect.poll(() => mock.clients.count).toBe(0);
    await page.keyboard.press('Escape');
    await expectIds(page, []);
    expect(problems).toEqual([]);
  },
);

test('a long id is cut, and shown as a whole on demand', async () => {
  const id = 'y'.repeat(LONG);
  const mock = await startFor({ clients: [{ clientid: id }] });
  const { page } = await openConsole(browser, mock);
  await page.locator('table.clients tbody a').click();
  const dialog = page.getByRole('dialog');
  const shown = dialog.locator('dd bdi').first();
  expect((await shown.textContent())?.length).toBeLessThan(500);
  await dialog.getByRole('button', { name: 'Show all 60,000 characters' }).first().click();
  expect(await shown.textContent()).toBe(id);
  await expectFits(page);
});

test('a response that is HTML is shown as text', async () => {
  const body = '<script>alert(1)</script><img src=x onerror=alert(2)>';
  const mock = await startFor({
    clients: 1,
    stubs: [
      {
        name: '<b>stub</b>',
        match: { path: '/clients' },
        respond: { status: 200, body, contentType: 'text/html' },
      },
    ],
  });
  const { page, problems } = await openConsole(browser, mock);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.locator('pre', { hasText: body }).waitFor();
  await page.getByText('<b>stub</b>').waitFor();
  expect(problems).toEqual([]);
});
