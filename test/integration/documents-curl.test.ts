import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { startMock } from '../../mock/index.js';
import examples from '../contract/fixtures/documents-examples.json' with { type: 'json' };

const run = promisify(execFile);

// As the documents print them: the first has an unquoted &, the second a misspelt secret. Both must
// work.
const LIST = 'curl -u app_id:app_secret -X GET {api}/clients?_page=1&_limit=10';
const LOOKUP = 'curl -u app_id:app_ssecret -X GET {api}/clients/emqx_c_1';
const KICK = 'curl -u app_id:app_secret -X DELETE {api}/clients/emqx_c_1';

// The documents' example of the lookup is the same client a few seconds later, with other counters.
const [example] = examples['GET /clients'].data;

const mock = await startMock({ port: 0, clients: 1000, seed: 1 });
afterAll(() => mock.close());

/** Runs the command in a shell and returns the JSON that it prints. */
async function paste(command: string): Promise<unknown> {
  // The unquoted & starts curl in the background.
  const script = `${command.replace('{api}', mock.url)}\nwait`;
  const { stdout } = await run('bash', ['-c', script], { env: { PATH: process.env['PATH'] } });
  return JSON.parse(stdout) as unknown;
}

test("the documents' three curl commands work as printed, one after the other", async () => {
  // Without _limit, which the shell takes for a variable: a page of the default length.
  const list = (await paste(LIST)) as { data: Record<string, unknown>[] };
  expect(list).toMatchObject({
    meta: { page: 1, limit: 10_000, hasnext: false, count: 1000 },
    code: 0,
  });
  expect(list.data[0]).toEqual(example);
  expect(Object.keys(list.data[0]!)).toEqual(Object.keys(example!));

  expect(await paste(LOOKUP)).toEqual({ data: [example], code: 0 });

  expect(await paste(KICK)).toEqual({ code: 0 });
  expect(await paste(LOOKUP)).toEqual({ data: [], code: 0 });
  expect(await paste(LIST)).toMatchObject({ meta: { count: 999 } });
  expect(await paste(KICK)).toEqual({ code: 112, message: 'not_found' });

  mock.reset();
  expect(await paste(LOOKUP)).toEqual({ data: [example], code: 0 });
});

test('the list command with its URL in quotes answers ten rows, the example first', async () => {
  const list = await paste(LIST.replace(/\{api\}\S+/, "'$&'"));
  expect(list).toMatchObject({
    meta: { page: 1, limit: 10, hasnext: true, count: 1000 },
    data: { length: 10, 0: example },
  });
});
