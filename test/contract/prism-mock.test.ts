import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import examples from './fixtures/documents-examples.json' with { type: 'json' };

const YAML = join(import.meta.dirname, '../../openapi/emqx-clients.yaml');
const PRISM = createRequire(import.meta.url).resolve('@stoplight/prism-cli/dist/index.js');

let prism: ChildProcess;
let url: string;
let log = '';

beforeAll(async () => {
  prism = spawn(process.execPath, [PRISM, 'mock', '--host', '127.0.0.1', '--port', '0', YAML], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      const ready = /Prism is listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(log);
      if (ready) resolve(ready[1]!);
    };
    prism.stdout!.on('data', read);
    prism.stderr!.on('data', read);
    prism.once('error', reject);
    prism.once('exit', (code) => reject(new Error(`Prism ended with code ${code}:\n${log}`)));
  });
}, 60_000);

afterAll(async () => {
  if (prism.exitCode !== null) return;
  const ended = new Promise((resolve) => prism.once('exit', resolve));
  prism.kill();
  await ended;
});

async function ask(
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ response: Response; body: unknown }> {
  const authorization = `Basic ${Buffer.from('app_id:app_secret').toString('base64')}`;
  const response = await fetch(url + path, { method, headers: { authorization, ...headers } });
  return { response, body: await response.json() };
}

test.each([
  ['GET', '/clients?_page=1&_limit=10', 'GET /clients'],
  ['GET', '/clients/emqx_c_1', 'GET /clients/{clientid}'],
  ['DELETE', '/clients/emqx_c_1', 'DELETE /clients/{clientid}'],
] as const)('Prism answers %s %s as the documents print it', async (method, path, example) => {
  const { response, body } = await ask(method, path);
  expect(response.status).toBe(200);
  expect(body).toEqual(examples[example]);
  expect(response.headers.get('sl-violations')).toBeNull();
});

test('Prism accepts all 16 parameters together', async () => {
  const { response } = await ask(
    'GET',
    '/clients?_page=2&_limit=20&clientid=a&username=b&zone=external&ip_address=10.0.0.1' +
      '&conn_state=idle&clean_start=false&proto_name=MQIsdp&proto_ver=3&_like_clientid=&_like_username=' +
      '&_gte_created_at=1&_lte_created_at=2&_gte_connected_at=3&_lte_connected_at=4',
  );
  expect(response.status).toBe(200);
  expect(response.headers.get('sl-violations')).toBeNull();
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
  const { response, body } = await ask('GET', `/clients?${query}`);
  expect(response.status).toBe(400);
  expect(body).toMatchObject({ code: 108 });
  expect(violationsOf(response)).toEqual([['request', 'query', parameter]]);
});

test('Prism asks for basic authentication where there are no credentials', async () => {
  const { response } = await ask('GET', '/clients', { authorization: '' });
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toMatch(/^Basic realm=/);
});

test.each([
  ['GET', '/clients', 401],
  ['GET', '/clients', 404],
  ['GET', '/clients/x', 400],
  ['DELETE', '/clients/x', 404],
])('Prism finds the example of %s %s for HTTP %i sound', async (method, path, status) => {
  const { response, body } = await ask(method, path, { prefer: `code=${status}` });
  expect(response.status).toBe(status);
  expect(body).toMatchObject({ code: expect.any(Number), message: expect.any(String) });
  expect(response.headers.get('sl-violations')).toBeNull();
});

test.each([
  ['GET', { data: [], code: 0 }],
  ['DELETE', { code: 112, message: 'not_found' }],
])('Prism serves the example of %s for an unknown client', async (method, expected) => {
  const { response, body } = await ask(method, '/clients/x', { prefer: 'example=unknown' });
  expect(body).toEqual(expected);
  expect(response.headers.get('sl-violations')).toBeNull();
});

/** Prism tells in a header what it found wrong with a request or with its own answer. */
function violationsOf(response: Response): string[][] {
  const header = response.headers.get('sl-violations') ?? '[]';
  return (JSON.parse(header) as { location: string[] }[]).map(({ location }) => location);
}
