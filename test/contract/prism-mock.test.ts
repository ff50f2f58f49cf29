import { afterAll, expect, test } from 'vitest';
import { askPrism, spawnPrism } from '../support/prism.js';
import examples from './fixtures/documents-examples.json' with { type: 'json' };

const prism = await spawnPrism();
afterAll(() => prism[Symbol.asyncDispose]());

async function ask(method: string, path: string, headers: Record<string, string> = {}) {
  const authorization = `Basic ${btoa('app_id:app_secret')}`;
  const answer = await askPrism(method, prism.url + path, { authorization, ...headers });
  const violations = JSON.parse(answer.headers['sl-violations'] ?? '[]') as {
    location: string[];
  }[];
  return {
    ...answer,
    body: JSON.parse(answer.text) as unknown,
    violations: violations.map(({ location }) => location),
  };
}

test.each([
  ['GET', '/clients?_page=1&_limit=10', 'GET /clients'],
  ['GET', '/clients/emqx_c_1', 'GET /clients/{clientid}'],
  ['DELETE', '/clients/emqx_c_1', 'DELETE /clients/{clientid}'],
] as const)('Prism answers %s %s as the documents print it', async (method, path, example) => {
  const { status, body, violations } = await ask(method, path);
  expect(status).toBe(200);
  expect(body).toEqual(examples[example]);
  expect(violations).toEqual([]);
});

test('Prism accepts all 16 parameters together', async () => {
  const { status, violations } = await ask(
    'GET',
    '/clients?_page=2&_limit=20&clientid=a&username=b&zone=external&ip_address=10.0.0.1' +
      '&conn_state=idle&clean_start=false&proto_name=MQIsdp&proto_ver=3&_like_clientid=&_like_username=' +
      '&_gte_created_at=1&_lte_created_at=2&_gte_connected_at=3&_lte_connected_at=4',
  );
  expect(status).toBe(200);
  expect(violations).toEqual([]);
});

test.each([
  ['_page=0', '_page'],
  ['_limit=0', '_limit'],
  ['_limit=ten', '_limit'],
  ['conn_state=Connected', 'conn_state'],
  ['clean_start=1', 'clean_start'],
  ['proto_name=mqtt', 'proto_name'],
  ['proto_ver=abc', 'proto_ver'],
  ['_gte_created_at=1.5', '_gte_created_at'],
])('Prism refuses ?%s with HTTP 400 and an error of this API', async (query, parameter) => {
  const { status, body, violations } = await ask('GET', `/clients?${query}`);
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: 108 });
  expect(violations).toEqual([['request', 'query', parameter]]);
});

test('Prism asks for basic authentication where there are no credentials', async () => {
  const { status, headers } = await ask('GET', '/clients', { authorization: '' });
  expect(status).toBe(401);
  expect(headers['www-authenticate']).toMatch(/^Basic realm=/);
});

test.each([
  ['GET', '/clients', 401],
  ['GET', '/clients', 404],
  ['GET', '/clients/x', 400],
  ['DELETE', '/clients/x', 404],
])('Prism finds the example of %s %s for HTTP %i sound', async (method, path, status) => {
  const { body, violations, ...answer } = await ask(method, path, { prefer: `code=${status}` });
  expect(answer.status).toBe(status);
  expect(body).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
  expect(violations).toEqual([]);
});

test.each([
  ['GET', { data: [], code: 0 }],
  ['DELETE', { code: 112, message: 'not_found' }],
])('Prism serves the example of %s for an unknown client', async (method, expected) => {
  const { body, violations } = await ask(method, '/clients/x', { prefer: 'example=unknown' });
  expect(body).toEqual(expected);
  expect(violations).toEqual([]);
});
