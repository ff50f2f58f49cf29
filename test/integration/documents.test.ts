/** The OpenAPI documents under /__mock/docs/, and who may read them. */
import SwaggerParser from '@apidevtools/swagger-parser';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { serve, type Served } from './serve.js';

interface OpenApi {
  readonly openapi: string;
  readonly info: { readonly title: string };
  readonly servers: readonly { readonly url: string }[];
}

const read = async ({ origin }: Served, path: string, headers = {}): Promise<Response> =>
  fetch(`${origin}${path}`, { headers });

test.each(['api', 'control'])(
  'the document of %s is the same in JSON and in YAML',
  async (name) => {
    const served = await serve({ clients: 1 });
    const json = await read(served, `/__mock/docs/${name}.json`);
    const yaml = await read(served, `/__mock/docs/${name}.yaml`);
    expect(json.headers.get('content-type')).toBe('application/json');
    expect(yaml.headers.get('content-type')).toBe('application/yaml; charset=utf-8');
    const document = (await json.json()) as OpenApi;
    expect(parse(await yaml.text())).toEqual(document);
    expect(document.openapi).toMatch(/^3\.1\./);
    type Given = Parameters<typeof SwaggerParser.validate>[0];
    await SwaggerParser.validate(structuredClone(document) as unknown as Given);
  },
);

test('the server of a document is this mock, with its base path and the sandbox', async () => {
  const served = await serve({ clients: 1, basePath: '/broker/v4' });
  const serversOf = async (path: string): Promise<string[]> => {
    const { servers } = (await (await read(served, path)).json()) as OpenApi;
    return servers.map(({ url }) => url);
  };
  expect(await serversOf('/__mock/docs/api.json')).toEqual(['/broker/v4']);
  expect(await serversOf('/sandbox/a%20b/__mock/docs/api.json')).toEqual([
    '/sandbox/a%20b/broker/v4',
  ]);
  expect(await serversOf('/__mock/docs/control.json')).toEqual(['/']);
  expect(await serversOf('/sandbox/a%20b/__mock/docs/control.json')).toEqual(['/sandbox/a%20b']);
});

test.each(['api.json', 'api.yaml', 'control.json', 'control.yaml'])(
  '%s needs the token, or a trusted host',
  async (name) => {
    const served = await serve({ clients: 1, controlToken: 'a-long-token' });
    const path = `/__mock/docs/${name}`;
    expect((await read(served, path)).status).toBe(401);
    const authorization = 'Bearer a-long-token';
    expect((await read(served, path, { authorization })).status).toBe(200);
    const open = await serve({ clients: 1 });
    const foreign = { origin: 'https://attacker.example' };
    expect((await read(open, path, foreign)).status).toBe(403);
  },
);

test('the page of the reference has no answer for callers of JSON, nor a path to other files', async () => {
  const served = await serve({ clients: 1 });
  const accept = 'application/json';
  expect((await read(served, '/__mock/docs', { accept })).status).toBe(404);
  expect((await read(served, '/__mock/docs/assets/..%2Findex.html')).status).toBe(404);
});
