/** Where `emqx-contract check` writes its reports, also when it ends before a rule is judged. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { main } from '../../contracts/cli/main.js';
import { startMock } from '../../mock/index.js';
import { runMain } from '../support/run-main.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const USER = { EMQX_CONTRACT_USER: 'app_id:app_secret' };
let url: string;
let folder: string;

beforeAll(async () => {
  const mock = await startMock({ port: 0, clients: 3 });
  ({ url } = mock);
  return () => mock.close();
});

const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

function check(args: readonly string[], env: NodeJS.ProcessEnv = {}) {
  folder = temporaryFolder();
  return runMain(main, ['check', ...args.map((word) => word.replaceAll('DIR', folder))], {
    ...USER,
    ...env,
  });
}

/** Runs in a folder that holds what an earlier run has written. */
async function checkOver(
  old: readonly string[],
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
) {
  folder = temporaryFolder();
  for (const name of old) writeFileSync(at(name), 'old result');
  const place = (text: string | undefined): string => (text ?? '').replaceAll('DIR', folder);
  const placed: NodeJS.ProcessEnv = { ...USER };
  for (const [key, value] of Object.entries(env)) placed[key] = place(value);
  return runMain(main, ['check', ...args.map(place)], placed);
}

/** A gateway that answers every request with one status code. */
async function gateway(status: number): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end('<h1>Sorry</h1>'));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
}

const ONE_RULE = ['--only', 'list/envelope'];

test('--report may be repeated, and each may name several files', async () => {
  const reports = ['--report', 'junit=DIR/a.xml,ctrf=DIR/b.json', '--report', 'markdown=DIR/c.md'];
  const { code } = await check([url, ...ONE_RULE, ...reports]);
  expect(code).toBe(0);
  expect(read('a.xml')).toContain('<testcase name="list/envelope');
  expect(read('b.json')).toContain('"reportFormat": "CTRF"');
  expect(read('c.md')).toContain('# Contract of');
});

test('missing folders are made before the run', async () => {
  const { code } = await check([url, ...ONE_RULE, '--report', 'junit=DIR/x/y/a.xml']);
  expect(code).toBe(0);
  expect(read('x/y/a.xml')).toContain('<testsuites>');
});

describe('before the broker is asked', () => {
  test('a path that cannot be written ends the run with 2', async () => {
    const asked: string[] = [];
    const server = createServer(({ url: path = '' }) => asked.push(path));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    onTestFinished(() => void server.close());
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
    const run = await checkOver(['file'], [base, '--report', 'junit=DIR/file/a.xml']);
    expect(run.stderr).toContain(`Failed to write ${at('file/a.xml')}: `);
    expect(run.code).toBe(2);
    expect(asked).toEqual([]);
  });

  test('a folder in place of a file is refused', async () => {
    folder = temporaryFolder();
    mkdirSync(at('results'));
    const run = await runMain(main, ['check', url, '--report', `junit=${at('results')}`], USER);
    expect(run.stderr).toContain(`Failed to write ${at('results')}: `);
    expect(run.code).toBe(2);
  });

  test.each([
    ['junit=-', 'standard output has the report for people'],
    ['markdown=~/report.md', 'the shell does not replace ~ there'],
  ])('--report %s is no name of a file', async (report, problem) => {
    const run = await check([url, '--report', report]);
    expect(run.stderr).toContain(problem);
    expect(run.code).toBe(2);
  });

  test('one file for a report and the profile is refused', async () => {
    const run = await check([url, '--report', 'html=DIR/a', '--update-profile', 'DIR/./a']);
    expect(run.stderr).toContain('Failed to use --update-profile: expected a file of its own');
    expect(run.code).toBe(2);
  });

  test('one file for two formats is refused', async () => {
    const run = await check([url, '--report', 'junit=DIR/a', '--report', 'ctrf=DIR/./a']);
    expect(run.stderr).toMatch(/expected a file for each report but got .*a for junit and ctrf/);
    expect(run.code).toBe(2);
  });
});

const ALL = 'junit=DIR/a.xml,ctrf=DIR/b.json,markdown=DIR/c.md';

function expectFailure(message: string): void {
  expect(read('a.xml')).toMatch(/<testsuite name="run" .*errors="1"/);
  expect(read('a.xml')).toContain(message);
  expect(JSON.parse(read('b.json'))).toMatchObject({ results: { summary: { failed: 1 } } });
  expect(read('b.json')).toContain(message);
  expect(read('c.md')).toContain('**Not judged**');
  expect(read('c.md')).toContain(message);
}

describe('a run that ends before any rule', () => {
  test.each([401, 403])(
    'with HTTP %i in front of the broker writes it to all reports',
    async (status) => {
      const run = await checkOver(
        ['a.xml', 'b.json', 'c.md'],
        [await gateway(status), '--report', ALL],
      );
      expect(run.code).toBe(3);
      expectFailure(`HTTP ${status}`);
    },
  );

  test.each([
    ['--timeout', 'soon', 'Expected a number'],
    ['--only', 'list/no-such-rule', 'expected the id of a rule or a group'],
    ['--colour', 'red', "unknown option '--colour'"],
  ])('for the wrong option %s %s writes it to all reports', async (option, value, message) => {
    const args = [option, value, url, '--report', ALL];
    const run = await checkOver(['a.xml', 'b.json', 'c.md'], args);
    expect(run.code).toBe(2);
    expectFailure(message);
  });

  test('leaves no old result in the files that it can read from a wrong --report', async () => {
    const run = await checkOver(['a.xml'], [url, '--report', 'junit=DIR/a.xml,jnit=DIR/b']);
    expect(run.code).toBe(2);
    expect(read('a.xml')).toContain('but got &quot;jnit=');
  });

  test('shows no secret of the base URL', async () => {
    const base = (await gateway(403)).replace('//', '//me:hush-hush@');
    const run = await check([base, '--report', ALL]);
    expect(run.code).toBe(3);
    for (const name of ['a.xml', 'b.json', 'c.md']) expect(read(name)).not.toContain('hush');
  });

  test('gives GitHub one error', async () => {
    const env = { GITHUB_ACTIONS: 'true' };
    const unreachable = await check([await gateway(403)], env);
    expect(unreachable.stdout).toMatch(/^::error title=emqx-contract::.*HTTP 403.*\n$/);
    const wrong = await check([url, '--timeout', 'soon'], env);
    expect(wrong.stdout).toMatch(/^::error title=emqx-contract::.*Expected a number.*\n$/);
    const elsewhere = await runMain(main, ['identify', await gateway(403)], { ...env, ...USER });
    expect(elsewhere.stdout).toMatch(/^::error title=emqx-contract::.*HTTP 403.*\n$/);
    expect((await check([url, '--timeout', 'soon'])).stdout).toBe('');
  });
});

test('an old report is gone while the run is under way', async () => {
  const seen: boolean[] = [];
  const server = createServer((_, response) => {
    seen.push(existsSync(at('a.xml')));
    response.writeHead(403).end();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
  await checkOver(['a.xml'], [base, '--report', 'junit=DIR/a.xml']);
  expect(seen).not.toContain(true);
  expect(seen.length).toBeGreaterThan(0);
});

describe('the summary of a step on GitHub', () => {
  const GITHUB = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: 'DIR/summary' };

  test('is appended to, without an option', async () => {
    const { code } = await checkOver(['summary'], [url, ...ONE_RULE], GITHUB);
    expect(code).toBe(0);
    expect(read('summary')).toMatch(/^old result\n*# Contract of/);
  });

  test('is appended to once where --report names it', async () => {
    const args = [url, ...ONE_RULE, '--report', 'markdown=DIR/summary'];
    await checkOver(['summary'], args, GITHUB);
    expect(read('summary')).toMatch(/^old result/);
    expect(read('summary').match(/# Contract of/g)).toHaveLength(1);
  });

  test('tells why no rule was judged', async () => {
    await checkOver(['summary'], [await gateway(403)], GITHUB);
    expect(read('summary')).toMatch(/^old result\n*# Contract of [^]*HTTP 403/);
  });

  test('is left alone elsewhere', async () => {
    const env = { ...GITHUB, GITHUB_ACTIONS: '' };
    await checkOver(['summary'], [url, ...ONE_RULE], env);
    expect(read('summary')).toBe('old result');
  });

  test('that cannot be written does not change the exit code', async () => {
    const env = { ...GITHUB, GITHUB_STEP_SUMMARY: 'DIR/file/summary' };
    const { code, stderr } = await checkOver(['file'], [url, ...ONE_RULE], env);
    expect(stderr).toContain(`Failed to write ${at('file/summary')}`);
    expect(code).toBe(0);
  });
});

test('a warning is printed once', async () => {
  const { stdout, stderr } = await check([url, '--only', 'kick']);
  expect((stdout + stderr).match(/Nothing was judged/g)).toHaveLength(1);
});

test('--redact hides the clients of others in the terminal and in the files', async () => {
  const mock = await startMock({ port: 0, clients: 0, dialect: 'emqx-4.3.0' });
  onTestFinished(() => mock.close());
  for (const clientid of ['pump-9941', 'valve-9942', 'lamp-9943']) {
    mock.clients.add({ clientid, username: `owner-${clientid}`, ip_address: '10.44.5.6' });
  }
  const args = [mock.url, '--report', `${ALL},html=DIR/d.html`];
  const shown = await check(args);
  expect(shown.stdout).toMatch(/994\d/);
  const redacted = await check([...args, '--redact']);
  expect(redacted.code).toBe(1);
  for (const text of [redacted.stdout, ...['a.xml', 'b.json', 'c.md', 'd.html'].map(read)]) {
    expect(text).toContain('redacted_client_1');
    expect(text).not.toMatch(/994\d|10\.44\.5\.6/);
  }
});

test('an interrupted run writes what is known to all reports', async () => {
  const mock = await startMock({ port: 0, clients: 3 });
  onTestFinished(() => mock.close());
  const stop = new AbortController();
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    if (requests === 60) stop.abort();
    const headers = { authorization: request.headers.authorization ?? '' };
    void fetch(new URL(request.url ?? '', mock.url), { headers }).then(async (answer) => {
      response.writeHead(answer.status, { 'content-type': 'application/json' });
      response.end(await answer.text());
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  onTestFinished(() => void server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v4`;
  folder = temporaryFolder();
  const profile = at('mine.yaml');
  writeFileSync(profile, 'old profile');
  const written = { stdout: '', stderr: '' };
  const code = await main(
    [
      ...['check', base, '--report', `${ALL},html=DIR/d.html`.replaceAll('DIR', folder)],
      ...['--update-profile', profile],
    ],
    {
      stdout: (text) => (written.stdout += text),
      stderr: (text) => (written.stderr += text),
      env: { ...USER, GITHUB_ACTIONS: 'true' },
      signal: stop.signal,
    },
  );
  expect(code).toBe(3);
  for (const text of [written.stdout, ...['a.xml', 'b.json', 'c.md', 'd.html'].map(read)]) {
    expect(text).toMatch(/The run was interrupted; \d+ rules were not judged\./);
  }
  expect(written.stdout).toMatch(/^::error title=emqx-contract::The run was interrupted/m);
  expect(JSON.parse(read('b.json'))).toMatchObject({
    results: { extra: { ended: { reason: 'interrupted' } } },
  });
  expect(read('b.json')).toMatch(/the run as a whole",\s*"status": "failed"/);
  expect(Number(/"passed": (\d+)/.exec(read('b.json'))?.[1])).toBeGreaterThan(0);
  expect(read('mine.yaml')).toBe('old profile');
});

test('a profile that cannot be written ends the run with 2 before the broker is asked', async () => {
  const run = await checkOver(['file'], [url, '--update-profile', 'DIR/file/mine.yaml']);
  expect(run.stderr).toContain(`Failed to write ${at('file/mine.yaml')}: `);
  expect(run.stdout).toBe('');
  expect(run.code).toBe(2);
});

test('the command that runs a rule again reads the login from the same file', async () => {
  const mock = await startMock({ port: 0, clients: 3, dialect: 'emqx-4.3' });
  onTestFinished(() => mock.close());
  folder = temporaryFolder();
  writeFileSync(at('login'), 'app_id:app_secret\n');
  const args = ['check', mock.url, '--only', 'errors/paging-values', '-u', `@${at('login')}`];
  const { code, stdout } = await runMain(main, args);
  expect(code).toBe(1);
  expect(stdout).toContain(`emqx-contract check ${mock.url} -u @${at('login')} --only errors/`);
});
