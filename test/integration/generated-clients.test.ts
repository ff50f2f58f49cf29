/**
 * Clients that hey-api and orval generate from the OpenAPI documents compile, refuse mistakes, and
 * call the mock. Nothing is downloaded.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createClient } from '@hey-api/openapi-ts';
import { generate } from 'orval';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startMock, type RunningMock } from '../../mock/index.js';

const ROOT = join(import.meta.dirname, '../..');

/** Programs that use the generated clients. Each exports `run`. */
const PROGRAMS = {
  'hey-api': `
    import { client } from './hey-api-clients/client.gen.js';
    import { kickClient, listClients, lookUpClient } from './hey-api-clients/index.js';

    export async function run(baseUrl: string, headers: Record<string, string>) {
      client.setConfig({ baseUrl, headers });
      const query = { _limit: 1, _like_clientid: '/', conn_state: 'connected' } as const;
      const page = await listClients({ query });
      const found = await lookUpClient({ path: { clientid: 'a/b 客户' } });
      const kicked = await kickClient({ path: { clientid: 'a/b 客户' } });
      const again = await kickClient({ path: { clientid: 'a/b 客户' } });
      const wrong = await listClients({ query: { _page: 0 } });
      // @ts-expect-error: no such parameter.
      void ((): unknown => listClients({ query: { limit: 1 } }));
      // @ts-expect-error: no such member.
      void page.data?.data[0]?.clientId;
      return [
        page.data?.meta.count,
        page.data?.data[0]?.clientid,
        found.data?.data[0]?.username,
        kicked.data?.code,
        again.data?.code,
        wrong.error?.code,
      ];
    }`,
  orval: `
    import { kickClient, listClients, lookUpClient } from './orval-clients.js';

    export async function run(_baseUrl: string, headers: Record<string, string>) {
      const query = { _limit: 1, _like_clientid: '/', conn_state: 'connected' } as const;
      const clientid = encodeURIComponent('a/b 客户'); // orval does not encode it
      const page = await listClients(query, { headers });
      const found = await lookUpClient(clientid, { headers });
      const kicked = await kickClient(clientid, { headers });
      const again = await kickClient(clientid, { headers });
      const wrong = await listClients({ _page: 0 }, { headers });
      // @ts-expect-error: no such parameter.
      void ((): unknown => listClients({ limit: 1 }));
      if (page.status !== 200 || found.status !== 200) throw new Error('not found');
      // @ts-expect-error: no such member.
      void page.data.data[0]?.clientId;
      return [
        page.data.meta.count,
        page.data.data[0]?.clientid,
        found.data.data[0]?.username,
        kicked.data.code,
        again.data.code,
        wrong.data.code,
      ];
    }`,
  control: `
    import { client } from './hey-api-control/client.gen.js';
    import { addClients, countJournal, listClients, reset } from './hey-api-control/index.js';

    export async function run(controlUrl: string, _headers: Record<string, string>) {
      client.setConfig({ baseUrl: new URL(controlUrl).origin });
      const added = await addClients({ body: { clientid: 'lamp', username: 'ada' } });
      const before = await listClients();
      const journal = await countJournal({ query: { path: '/clients' } });
      await reset();
      const after = await listClients();
      // @ts-expect-error: a keep-alive is a number.
      void ((): unknown => addClients({ body: { clientid: 'lamp', keepalive: '60' } }));
      // @ts-expect-error: no such member.
      void before.data?.cuont;
      return [added.data?.clientids, before.data?.count, journal.data?.count, after.data?.count];
    }`,
};

type Run = (url: string, headers: Readonly<Record<string, string>>) => Promise<unknown[]>;

let mock: RunningMock;
/** Inside of the project, so that its packages and compiler options apply. */
let folder: string;

async function programOf(name: keyof typeof PROGRAMS): Promise<Run> {
  const { run } = (await import(join(folder, `${name}.ts`))) as { run: Run };
  return run;
}

beforeAll(async () => {
  mkdirSync(join(ROOT, 'reports'), { recursive: true });
  folder = mkdtempSync(join(ROOT, 'reports/generated-'));
  mock = await startMock({ port: 0, clients: 3 });
  mock.clients.add({ clientid: 'a/b 客户', username: 'ada' });

  const document = join(ROOT, 'openapi/emqx-clients.yaml');
  const control = (await (await fetch(`${String(mock.controlUrl)}/openapi.json`)).json()) as object;
  for (const [input, path] of [
    [document, 'hey-api-clients'],
    [control, 'hey-api-control'],
  ] as const) {
    await createClient({
      input,
      output: { path: join(folder, path) },
      plugins: ['@hey-api/client-fetch'],
      logs: { level: 'silent' },
    });
  }
  await generate({
    input: { target: document },
    output: {
      target: join(folder, 'orval-clients.ts'),
      client: 'fetch',
      baseUrl: mock.url,
    },
  });
  for (const [name, text] of Object.entries(PROGRAMS)) {
    writeFileSync(join(folder, `${name}.ts`), text);
  }
});

afterAll(async () => {
  await mock.close();
  rmSync(folder, { recursive: true, force: true });
});

test('the generated clients and their use compile, and mistakes do not', () => {
  const tsconfig = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      lib: ['ES2023', 'DOM', 'DOM.Iterable'],
      types: [],
      // What generated code keeps to.
      exactOptionalPropertyTypes: false,
      noPropertyAccessFromIndexSignature: false,
      noUncheckedIndexedAccess: false,
      verbatimModuleSyntax: false,
    },
    include: ['**/*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
});

test.each(['hey-api', 'orval'] as const)('the client of %s calls the mock', async (name) => {
  mock.reset();
  mock.clients.add({ clientid: 'a/b 客户', username: 'ada' });
  const run = await programOf(name);
  expect(await run(mock.url, mock.authorization)).toEqual([1, 'a/b 客户', 'ada', 0, 112, 108]);
});

test('the client of hey-api calls the control API', async () => {
  mock.reset();
  const run = await programOf('control');
  expect(await run(String(mock.controlUrl), {})).toEqual([['lamp'], 4, 0, 3]);
});
