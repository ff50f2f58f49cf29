/** Playwright: each test has its own sandbox, which answers the requests of its page. */
import { join } from 'node:path';
import { expect, test } from 'emqx-clients-kit/playwright';

// Yours: the front end runs at `baseURL`.
test.beforeEach(({ page }) =>
  page.route('http://app.test/', (route) =>
    route.fulfill({ path: join(import.meta.dirname, 'front-end.html') }),
  ),
);

test('shows the clients', async ({ page, mock }) => {
  mock.clients.add({ clientid: 'kitchen-lamp' });
  await page.goto('/');
  await expect(page.getByRole('listitem')).toHaveCount(4);
  await expect(page.getByRole('listitem').filter({ hasText: 'kitchen-lamp' })).toBeVisible();
});

test('the button kicks a client', async ({ page, mock }) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Kick emqx_c_1', exact: true }).click();
  await expect(page.getByRole('listitem')).toHaveCount(2);
  expect(mock.clients.get('emqx_c_1')).toBeUndefined();
  expect(mock.journal.count({ method: 'DELETE', path: '/clients/emqx_c_1' })).toBe(1);
});

test('no other test sees it kicked', async ({ page, mock }) => {
  await page.goto('/');
  await expect(page.getByRole('listitem')).toHaveCount(3);
  expect(mock.clients.count).toBe(3);
});

test('shows an error of the broker', async ({ page, mock }) => {
  mock.faults.set('GET /clients status=503');
  await page.goto('/');
  await expect(page.getByRole('alert')).toHaveText('The broker answers HTTP 503.');
});

test('a connection can break, whatever the host', async ({ page, mock }) => {
  await page.goto('/');
  await expect(page.getByRole('listitem')).toHaveCount(3); // its own request is answered
  mock.faults.set('GET /clients nth=2 reset');
  const ask = () =>
    page.evaluate(async () => {
      const headers = { authorization: `Basic ${btoa('app_id:app_secret')}` };
      const response = await fetch('http://broker.test:8081/api/v4/clients', { headers });
      return response.status;
    });
  expect(await ask()).toBe(200);
  await expect(ask()).rejects.toThrow('Failed to fetch');
});

test('a test of the API alone needs no browser', async ({ request, mock }) => {
  const response = await request.get(`${mock.url}/clients`, { headers: mock.authorization });
  expect(await response.json()).toMatchObject({ meta: { count: 3 } });
});

test.describe('without a route', () => {
  test.use({ mockRoute: false });

  test('the page calls what it calls without the mock', async ({ page, mock }) => {
    await page.route('**/api/v4/**', (route) => route.fulfill({ status: 500 }));
    await page.goto('/');
    await expect(page.getByRole('alert')).toHaveText('The broker answers HTTP 500.');
    expect(mock.journal.count()).toBe(0);
  });
});
