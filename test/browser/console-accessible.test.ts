/** axe-core finds no violation of WCAG 2 AA in the console, and nothing is wider than the window. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { RunningMock } from '../../mock/server/running-mock.js';
import { useChromium } from './chromium.js';
import {
  expectAccessibleInBothThemes,
  expectFits,
  openConsole,
  shownIds,
  startFor,
} from './console-page.js';

const browser = useChromium();

/** What is checked, by its URL; `show` makes what has none of its own appear. */
const SHOWN: readonly {
  readonly what: string;
  readonly at: string;
  readonly show: (page: Page, mock: RunningMock) => Promise<unknown>;
}[] = [
  {
    what: 'the list of clients',
    at: '#/clients?_limit=50&proto_ver=4',
    show: async (page) => {
      await expect.poll(() => shownIds(page)).not.toEqual([]);
      await page.locator('tbody').getByRole('checkbox').first().check();
    },
  },
  {
    what: 'a request with notes',
    at: '#/clients?_limit=10',
    show: async (page, mock) => {
      mock.scenario.start('kicked-while-paging');
      await page.getByRole('button', { name: 'Next page' }).click();
      await page.getByText('Missed while paging').waitFor();
    },
  },
  {
    what: 'a refused query',
    at: '#/clients?proto_ver=x',
    show: (page) => page.getByText('HTTP 400').waitFor(),
  },
  {
    what: 'an empty list',
    at: '#/clients?username=no-such',
    show: (page) => page.getByText('No client matches.').waitFor(),
  },
  {
    what: 'a client',
    at: '#/clients/emqx_c_1?_limit=50',
    show: (page) => page.locator('.detail').waitFor(),
  },
  {
    what: 'the form of a client, with a problem',
    at: '#/clients/emqx_c_1?_limit=50',
    show: async (page) => {
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('dialog').getByLabel('keepalive').fill('x');
      await page.getByRole('button', { name: 'Add a subscription' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('keepalive: expected').waitFor();
    },
  },
  {
    what: 'the choice of columns',
    at: '#/clients?_limit=50',
    show: (page) => page.getByRole('button', { name: 'Columns' }).click(),
  },
  {
    what: 'the confirmation of a kick, and a message',
    at: '#/clients?_limit=50',
    show: async (page) => {
      await page.locator('tbody').getByRole('checkbox').first().check();
      await page.getByRole('button', { name: 'Disconnect' }).click();
      await page.getByText('Disconnected 1.').waitFor();
      await page.getByLabel('Select all rows of this page').check();
      await page.getByRole('button', { name: 'Kick' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    what: 'an explanation',
    at: '#/why?conn_state=disconnected&proto_ver=4&zonne=x&_limit=5&why=emqx_c_1',
    show: (page) => page.getByText('emqx_c_1 is not in the response.').waitFor(),
  },
  {
    what: 'the explanation of a refused query',
    at: '#/why?proto_ver=x',
    show: (page) => page.locator('tr.refused').waitFor(),
  },
];

test.each(SHOWN)('$what', async ({ at, show }) => {
  const mock = await startFor({ clients: 120 });
  for (const width of [1280, 390]) {
    const viewport = { width, height: 860 };
    const { page, problems } = await openConsole(browser, mock, { at, viewport });
    await show(page, mock);
    await expectFits(page);
    await expectAccessibleInBothThemes(page);
    expect(problems).toEqual([]);
    mock.reset();
  }
});
