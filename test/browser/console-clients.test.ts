/** The console's list of clients in Chromium: tasks of its users. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { connectAsync } from 'mqtt';
import type { Page } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { useChromium } from './chromium.js';
import { expectIds, openConsole, shownIds, startFor } from './console-page.js';

const browser = useChromium();

const field = (page: Page, name: string) => page.getByLabel(name, { exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const row = (page: Page, id: string) =>
  page.locator('table.clients tbody tr', { has: page.getByText(id, { exact: true }) });
const drawer = (page: Page) => page.getByRole('dialog');

/** Five clients of ann, three of them disconnected, and one of ben. */
const ANN = [
  { clientid: 'ann-1', username: 'ann' },
  { clientid: 'ann-2', username: 'ann', clean_start: false, conn_state: 'disconnected' },
  { clientid: 'ann-3', username: 'ann', clean_start: false, conn_state: 'disconnected' },
  { clientid: 'ann-4', username: 'ann' },
  { clientid: 'ann-5', username: 'ann', clean_start: false, conn_state: 'disconnected' },
  { clientid: 'ben-1', username: 'ben', clean_start: false, conn_state: 'disconnected' },
] as const;

test('all disconnected clients of one user are found, and two of them kicked', async () => {
  const mock = await startFor({ clients: ANN });
  const { page, problems } = await openConsole(browser, mock);
  await field(page, 'username').fill('ann');
  await field(page, 'conn_state').fill('disconnected');
  await field(page, 'conn_state').press('Enter');
  await expectIds(page, ['ann-2', 'ann-3', 'ann-5']);
  expect(page.url()).toContain('username=ann&conn_state=disconnected');
  await row(page, 'ann-2').getByRole('checkbox').check();
  await row(page, 'ann-5').getByRole('checkbox').check();
  await button(page, 'Kick').click();
  await drawer(page).getByRole('button', { name: 'Kick' }).click();
  await expectIds(page, ['ann-3']);
  expect(mock.clients.list().map(({ clientid }) => clientid)).toEqual([
    'ann-1',
    'ann-3',
    'ann-4',
    'ben-1',
  ]);
  expect(problems).toEqual([]);
});

test('it pages as the API pages, with requests that the journal has', async () => {
  const mock = await startFor({ clients: 25 });
  const { page } = await openConsole(browser, mock, { at: '#/clients?_limit=10' });
  const ids = mock.clients.list().map(({ clientid }) => clientid);
  await expectIds(page, ids.slice(0, 10));
  await expect.poll(() => page.getByText('Rows 1 to 10').innerText()).toContain('count 25');
  expect(await button(page, 'Previous page').isDisabled()).toBe(true);
  await button(page, 'Next page').click();
  await expectIds(page, ids.slice(10, 20));
  await button(page, 'Next page').click();
  await expectIds(page, ids.slice(20));
  await page.getByText('Rows 21 to 25').waitFor();
  expect(await button(page, 'Next page').isDisabled()).toBe(true);
  expect(mock.journal.entries().map(({ query }) => query)).toEqual([
    '_limit=10&_page=2',
    '_limit=10&_page=3',
  ]);
  await page.goBack();
  await expectIds(page, ids.slice(10, 20));
  // Going back is no request.
  expect(mock.journal.count()).toBe(2);
});

test('the count is shown as a broker sends it', async () => {
  const mock = await startFor({ clients: 25, dialect: 'emqx-4.3' });
  const { page } = await openConsole(browser, mock, { at: '#/clients?proto_ver=4' });
  await page.getByText('count -1').waitFor();
});

test('typing filters at once and is no request; Send is one', async () => {
  const mock = await startFor({ clients: ANN });
  const { page } = await openConsole(browser, mock);
  await field(page, '_like_clientid').fill('ben');
  await expectIds(page, ['ben-1']);
  await page.getByText('Preview', { exact: true }).waitFor();
  expect(mock.journal.count()).toBe(0);
  await button(page, 'Send').click();
  await page.getByText(/Sent at/).waitFor();
  await expect.poll(() => mock.journal.count()).toBe(1);
});

test('the form has the filters of the dialect, and its unit of time', async () => {
  const clients = [
    { clientid: 'few', mqueue_len: 3 },
    { clientid: 'many', mqueue_len: 300 },
  ];
  const newer = await openConsole(browser, await startFor({ clients, dialect: 'emqx-4.4' }));
  await field(newer.page, '_gte_mqueue_len').fill('100');
  await expectIds(newer.page, ['many']);
  await newer.page.getByPlaceholder('Unix seconds').first().waitFor();
  const older = await openConsole(browser, await startFor({ clients, dialect: 'emqx-4.2' }));
  await older.page.getByPlaceholder('Unix milliseconds').first().waitFor();
  expect(await field(older.page, '_gte_mqueue_len').count()).toBe(0);
});

test('a query that no form would send is typed into the request line', async () => {
  const mock = await startFor({ clients: ANN });
  const { page } = await openConsole(browser, mock);
  await field(page, 'Query').fill('proto_ver=x&proto_ver=4&%zz');
  await field(page, 'Query').press('Enter');
  await page.getByText('HTTP 400').waitFor();
  expect(mock.journal.entries()).toMatchObject([{ query: 'proto_ver=x&proto_ver=4&%zz' }]);
  expect(await field(page, 'proto_ver').inputValue()).toBe('x');
});

test('the copied curl command gets the same response', async () => {
  const mock = await startFor({ clients: [{ clientid: `it's [1] {a}`, username: 'ann' }] });
  const { page } = await openConsole(browser, mock);
  await field(page, 'clientid').fill(`it's [1] {a}`);
  await expectIds(page, [`it's [1] {a}`]);
  await button(page, 'Copy as curl').click();
  await button(page, 'Copied').waitFor();
  const command = await page.evaluate<string>('navigator.clipboard.readText()');
  const { stdout } = await promisify(execFile)('sh', ['-c', `${command} -s`]);
  expect(JSON.parse(stdout)).toMatchObject({ data: [{ clientid: `it's [1] {a}` }] });
  await button(page, 'Copy as fetch').click();
  await button(page, 'Copied').last().waitFor();
  const code = await page.evaluate<string>('navigator.clipboard.readText()');
  const found = await page.evaluate<unknown>(
    `(async () => { ${code}; return response.json(); })()`,
  );
  expect(found).toEqual(JSON.parse(stdout));
});

test('a fault that was applied is named, and its response stays', async () => {
  const mock = await startFor({ clients: ANN, faults: ['GET /clients status=503'] });
  const { page } = await openConsole(browser, mock);
  await expect.poll(() => shownIds(page)).toHaveLength(6); // previews have no faults
  await button(page, 'Send').click();
  await page.locator('.toolbar').getByText('HTTP 503').waitFor();
  await page.getByText('A fault was applied:').waitFor();
});

test('a row that is lost while paging is reported and explained', async () => {
  const mock = await startFor({ scenario: 'kicked-while-paging' });
  const { page, problems } = await openConsole(browser, mock, { at: '#/clients?_limit=10' });
  const ids = mock.clients.list().map(({ clientid }) => clientid);
  await expectIds(page, ids.slice(0, 10));
  await button(page, 'Next page').click();
  await expectIds(page, ids.slice(11, 21));
  const notes = page.locator('.notes');
  await expect.poll(() => notes.innerText()).toContain('the first client is kicked');
  await notes.getByRole('link', { name: ids[10]! }).click();
  await page.getByText(`${ids[10]} is not in the response.`).waitFor();
  await page.getByText('is row 10: on page 1, and page 2 was requested').waitFor();
  expect(problems).toEqual([]);
});

test('two browsers see what the other changes', async () => {
  const mock = await startFor({ clients: ANN });
  const one = await openConsole(browser, mock);
  const two = await openConsole(browser, mock, { at: '#/clients?username=eve' });
  await Promise.all(
    [one, two].map(({ page }) => page.getByText('Live', { exact: true }).waitFor()),
  );
  await expectIds(two.page, []);
  await button(one.page, 'Add a client').click();
  await field(one.page, 'clientid').last().fill('eve-1');
  await drawer(one.page).getByLabel('username').fill('eve');
  await button(one.page, 'Save').click();
  await expectIds(two.page, ['eve-1']);
  await two.page.getByRole('link', { name: 'eve-1' }).click();
  await drawer(two.page).getByRole('button', { name: 'Kick' }).click();
  await drawer(two.page).getByText('This client no longer exists.').waitFor();
  await expectIds(
    one.page,
    ANN.map(({ clientid }) => clientid),
  );
  expect([...one.problems, ...two.problems]).toEqual([]);
  // Nothing of this was a request to the API.
  expect(mock.journal.count()).toBe(0);
});

test('a real MQTT client appears when it connects, and its connection ends when it is kicked', async () => {
  const mock = await startFor({ clients: [], mqtt: 0 });
  const { page } = await openConsole(browser, mock);
  await page.getByText('Live', { exact: true }).waitFor();
  await expectIds(page, []);
  const client = await connectAsync(mock.mqttUrl ?? '', {
    clientId: 'lamp',
    protocolVersion: 5,
    reconnectPeriod: 0,
  });
  onTestFinished(() => client.endAsync(true));
  await expectIds(page, ['lamp']);
  const closed = new Promise((resolve) => client.once('close', () => resolve('closed')));
  await row(page, 'lamp').getByRole('checkbox').check();
  await button(page, 'Kick').click();
  expect(await closed).toBe('closed');
  await expectIds(page, []);
});

test('a client is disconnected, reconnected, edited and duplicated', async () => {
  const mock = await startFor({
    clients: [{ clientid: 'lamp', clean_start: false, expiry_interval: 600, keepalive: 60 }],
  });
  const { page } = await openConsole(browser, mock);
  await page.getByRole('link', { name: 'lamp' }).click();
  expect(page.url()).toContain('#/clients/lamp?');
  await drawer(page).getByRole('button', { name: 'Disconnect' }).click();
  await drawer(page).getByText('disconnected', { exact: true }).waitFor();
  expect(mock.clients.get('lamp')).toMatchObject({ connected: false });
  await drawer(page).getByRole('button', { name: 'Reconnect' }).click();
  await drawer(page).getByText('connected', { exact: true }).waitFor();

  await drawer(page).getByRole('button', { name: 'Edit' }).click();
  await drawer(page).getByLabel('keepalive').fill('many');
  await button(page, 'Save').click();
  await drawer(page).getByText('keepalive: expected an integer from 0 to 65535').waitFor();
  await drawer(page).getByLabel('keepalive').fill('300');
  await button(page, 'Add a subscription').click();
  await drawer(page).getByLabel('Topic filter 1').fill('rooms/+/light');
  await drawer(page).getByLabel('QoS 1').selectOption('1');
  await button(page, 'Save').click();
  await drawer(page).getByText('rooms/+/light').waitFor();
  expect(mock.clients.get('lamp')).toMatchObject({ keepalive: 300, subscriptions_cnt: 1 });

  await drawer(page).getByRole('button', { name: 'Duplicate' }).click();
  await button(page, 'Save').click();
  await page.keyboard.press('Escape');
  await expectIds(page, ['lamp', 'lamp-copy']);
  expect(mock.clients.get('lamp-copy')).toMatchObject({ keepalive: 300, clean_start: false });
  expect(mock.clients.subscriptions('lamp-copy')).toEqual([{ topic: 'rooms/+/light', qos: 1 }]);
});

test('the columns are chosen, and remembered', async () => {
  const mock = await startFor({ clients: ANN });
  const { page } = await openConsole(browser, mock);
  const header = (name: string) => page.getByRole('columnheader', { name, exact: true });
  await header('ip_address').waitFor();
  await button(page, 'Columns').click();
  await drawer(page).getByLabel('ip_address').uncheck();
  await drawer(page).getByLabel('send_oct').check();
  await page.keyboard.press('Escape');
  await header('send_oct').waitFor();
  await page.reload();
  await header('send_oct').waitFor();
  expect(await header('ip_address').count()).toBe(0);
});

test('everything works with the keyboard', async () => {
  const mock = await startFor({ clients: 400 });
  const { page } = await openConsole(browser, mock, { at: '#/clients?_limit=400' });
  const ids = mock.clients.list().map(({ clientid }) => clientid);
  const focused = () => page.evaluate<string>('document.activeElement.textContent');
  await page.getByRole('link', { name: ids[0]!, exact: true }).focus();
  for (let step = 0; step < 200; step++) {
    await page.keyboard.press('ArrowDown');
    await expect.poll(focused).toBe(ids[step + 1]);
  }
  await page.keyboard.press('Space');
  await page.getByText('1 selected').waitFor();
  await page.keyboard.press('Enter');
  await drawer(page).getByRole('heading', { name: ids[200]! }).waitFor();
  await page.keyboard.press('Escape');
  await drawer(page).waitFor({ state: 'hidden' });
  expect(await focused()).toBe(ids[200]);
  await page.keyboard.press('/');
  await page.keyboard.type(ids[7]!);
  await expectIds(page, [ids[7]!]);
  // A `/` that is typed into a field is a text.
  await page.keyboard.type('/');
  expect(await field(page, 'clientid').inputValue()).toBe(`${ids[7]!}/`);
});

test('a long page renders the rows that are seen', async () => {
  const mock = await startFor({ clients: 5000 });
  const { page } = await openConsole(browser, mock, { at: '#/clients?_limit=10000' });
  await page.getByText('Rows 1 to 5,000').waitFor();
  expect((await shownIds(page)).length).toBeLessThan(300);
  const last = mock.clients.list().at(-1)?.clientid ?? '';
  await page.evaluate(`document.querySelector('.table-box').scrollTo(0, 1e6)`);
  await page.getByRole('link', { name: last, exact: true }).waitFor();
});
