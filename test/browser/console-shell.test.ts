/** The frame of the console in Chromium: login, sandboxes, languages, themes. */
import { request } from 'undici';
import { expect, test } from 'vitest';
import { useChromium } from './chromium.js';
import { expectAccessible, expectIds, openConsole, startFor } from './console-page.js';

const browser = useChromium();

const TOKEN = 'only-for-this-test';

test('with a token it asks for it, and never sends it in a URL', async () => {
  const mock = await startFor({ clients: [{ clientid: 'lamp' }], controlToken: TOKEN });
  const { page, problems, urls } = await openConsole(browser, mock);
  const field = page.getByLabel('Token', { exact: true });
  await field.waitFor();
  await expectAccessible(page);
  await field.fill('not-this-one');
  await field.press('Enter');
  await page.getByText('The mock did not accept this token.').waitFor();
  const streams = () => urls.filter((url) => url.endsWith('/events')).length;
  // No request is repeated as long as nobody logs in.
  expect(streams()).toBe(1);
  await field.fill(TOKEN);
  await field.press('Enter');
  await expectIds(page, ['lamp']);
  await page.getByText('Live', { exact: true }).waitFor();
  mock.clients.add({ clientid: 'second' });
  await expectIds(page, ['lamp', 'second']);
  mock.clients.remove('second');
  // The tab remembers it.
  await page.reload();
  await expectIds(page, ['lamp']);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText(/Sent at/).waitFor();
  expect(urls.filter((url) => url.includes(TOKEN))).toEqual([]);
  expect(page.url()).not.toContain(TOKEN);
  expect(problems).toEqual([]);
});

test('after a logout nothing is shown or followed until the next login, in a sandbox too', async () => {
  const mock = await startFor({ clients: [{ clientid: 'lamp' }], controlToken: TOKEN });
  const { page, problems, urls } = await openConsole(browser, mock, { sandbox: 'mine' });
  const field = page.getByLabel('Token', { exact: true });
  await field.fill(TOKEN);
  await field.press('Enter');
  await page.getByText('Live', { exact: true }).waitFor();
  const streams = () => urls.filter((url) => url.endsWith('/events')).length;
  const before = streams();
  const ended = page.waitForEvent('requestfailed', (request) => request.url().endsWith('/events'));
  await page.getByRole('button', { name: 'Log out' }).click();
  await ended;
  await field.waitFor();
  expect(await page.getByText('lamp').count()).toBe(0);
  await page.reload();
  await field.fill(TOKEN);
  expect(streams()).toBeLessThanOrEqual(before + 1);
  await field.press('Enter');
  await expectIds(page, ['lamp']);
  await page.getByText('Live', { exact: true }).waitFor();
  expect(urls.filter((url) => url.includes(TOKEN))).toEqual([]);
  expect(problems).toEqual([]);
});

test('the page has at most 150 kB, compressed', async () => {
  const mock = await startFor({ clients: 1 });
  const { page, urls } = await openConsole(browser, mock);
  await expectIds(page, ['emqx_c_1']);
  const files = [...new Set(urls.map((url) => url.replace(/#.*/, '')))].filter((url) =>
    /\/__mock\/($|assets\/)/.test(url),
  );
  const sizes = await Promise.all(
    files.map(async (url) => {
      const headers = { accept: 'text/html', 'accept-encoding': 'gzip' };
      const { statusCode, body } = await request(url, { headers });
      expect(statusCode).toBe(200);
      return (await body.arrayBuffer()).byteLength;
    }),
  );
  expect(files).toHaveLength(3);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
});

test('in a sandbox it shows and changes that sandbox only', async () => {
  const mock = await startFor({ clients: [{ clientid: 'lamp' }] });
  const { page, problems } = await openConsole(browser, mock, { sandbox: 'mine' });
  await page.getByText('Sandbox mine').waitFor();
  await expectIds(page, ['lamp']);
  await page.locator('tbody').getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Kick', exact: true }).click();
  await expectIds(page, []);
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByText(/Sent at/).waitFor();
  expect(mock.sandbox('mine').clients.count).toBe(0);
  expect(mock.sandbox('mine').journal.count()).toBe(1);
  expect(mock.clients.count).toBe(1);
  expect(mock.journal.count()).toBe(0);
  expect(problems).toEqual([]);
});

test('it speaks the language of the browser, and another on request', async () => {
  const mock = await startFor({ clients: 3 });
  const { page } = await openConsole(browser, mock, { locale: 'zh-CN' });
  await page.getByRole('heading', { name: '客户端' }).waitFor();
  expect(await page.evaluate('document.documentElement.lang')).toBe('zh-CN');
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Clients' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'Clients' }).waitFor();
});

test('it has the colours that the system prefers, and others on request', async () => {
  const mock = await startFor({ clients: 3 });
  const { page } = await openConsole(browser, mock, { colorScheme: 'dark' });
  const background = () =>
    page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor');
  await page.getByLabel('Theme').waitFor();
  const dark = await background();
  await page.getByLabel('Theme').selectOption('light');
  await expect.poll(background).not.toBe(dark);
  const light = await background();
  await page.reload();
  await page.getByLabel('Theme').waitFor();
  expect(await background()).toBe(light);
});

test('each view has a URL; an unknown one leads back', async () => {
  const mock = await startFor({ clients: 3 });
  const { page } = await openConsole(browser, mock, { at: '#/no-such-view' });
  await page.getByText('There is no view at this address.').waitFor();
  await page.getByRole('link', { name: 'Go to the clients' }).click();
  await page.getByRole('heading', { name: 'Clients' }).waitFor();
  await page.getByRole('link', { name: 'Why', exact: true }).click();
  await page.getByRole('heading', { name: 'Why' }).waitFor();
  expect(new URL(page.url()).hash).toBe('#/why');
  await page.goBack();
  await page.getByRole('heading', { name: 'Clients' }).waitFor();
});

test('a mock that ends and comes back is noticed', async () => {
  const mock = await startFor({ clients: [{ clientid: 'lamp' }] });
  const { page } = await openConsole(browser, mock);
  await page.getByText('Live', { exact: true }).waitFor();
  const { port } = new URL(mock.url);
  await mock.close();
  await page.getByText('Reconnecting').waitFor();
  await startFor({ clients: [{ clientid: 'other' }], port: Number(port) });
  await page.getByText('Live', { exact: true }).waitFor();
  await expectIds(page, ['other']);
  await page.getByRole('link', { name: 'Scenarios' }).click();
  await page.getByRole('heading', { name: 'Scenarios' }).waitFor();
});
