/** The console's explanations in Chromium. */
import { expect, test } from 'vitest';
import { useChromium } from './chromium.js';
import { openConsole, startFor } from './console-page.js';

const browser = useChromium();

const CLIENTS = [
  { clientid: 'a-1', username: 'ann' },
  { clientid: 'a-2', username: 'ann', proto_ver: 5 },
  { clientid: 'a-3', username: 'ann', proto_ver: 5 },
  { clientid: 'b-1', username: 'ben', proto_ver: 5 },
];

test('the funnel shows how many clients each filter leaves, and the page', async () => {
  const mock = await startFor({ clients: CLIENTS });
  const { page, problems } = await openConsole(browser, mock, {
    at: '#/why?username=ann&proto_ver=5&zonne=x&_page=2&_limit=1',
  });
  const funnel = page.locator('.funnel li');
  await expect.poll(() => funnel.count()).toBe(3);
  expect(await funnel.locator('b').allInnerTexts()).toEqual(['4', '3', '2']);
  expect(await funnel.locator('.drop').allInnerTexts()).toEqual(['', '−1', '−1']);
  await page.getByText('HTTP 200 with rows 2 to 2 of the 2 that match').waitFor();
  await page.getByText('rows 2 to 2 of 2').waitFor();
  await page.getByText('Did you mean zone?').waitFor();
  // Bars are as long as the share of all clients.
  const widths = await page.evaluate<string[]>(
    `[...document.querySelectorAll('.funnel .left')].map((bar) => bar.getAttribute('width'))`,
  );
  expect(widths).toEqual(['1000', '750', '500']);
  expect(mock.journal.count()).toBe(0);
  expect(problems).toEqual([]);
});

test('it says why a client is not in the list, and follows changes', async () => {
  const mock = await startFor({ clients: CLIENTS });
  const { page } = await openConsole(browser, mock, { at: '#/clients?proto_ver=5' });
  await page.getByRole('link', { name: 'Why this list?' }).click();
  await page.getByLabel('Why is this client (not) in the list?').fill('a-1');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText('a-1 is not in the response.').waitFor();
  await page.getByText('its own proto_ver is 4').waitFor();
  expect(page.url()).toContain('why=a-1');
  await page.getByText('Live', { exact: true }).waitFor();
  mock.clients.update('a-1', { proto_ver: 5 });
  await page.getByText('a-1 is in the response.').waitFor();
  await page.getByLabel('Why is this client (not) in the list?').fill('no-such');
  await page.getByRole('button', { name: 'Explain' }).click();
  await page.getByText('no-such is not in the response.').waitFor();
});

test('a refused value is shown with what was expected, and the decision behind it', async () => {
  const mock = await startFor({ clients: CLIENTS });
  const { page } = await openConsole(browser, mock, { at: '#/why?proto_ver=x' });
  await page.locator('tr.refused', { hasText: 'proto_ver' }).getByText('expected').waitFor();
  await page.getByText('decisions.md#16').waitFor();
});

test('typing in the form explains the new query', async () => {
  const mock = await startFor({ clients: CLIENTS });
  const { page } = await openConsole(browser, mock, { at: '#/why' });
  await page.getByLabel('_like_clientid', { exact: true }).fill('b-');
  await page.getByText('HTTP 200 with rows 1 to 1 of the 1 that match').waitFor();
  await page.getByRole('link', { name: 'Back to the list' }).click();
  await page.getByRole('link', { name: 'b-1' }).waitFor();
});
