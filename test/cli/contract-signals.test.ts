import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { startMock } from '../../mock/index.js';
import { runContract, spawnContract } from './contract-child.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const USER = { EMQX_CONTRACT_USER: 'app_id:app_secret' };
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** A broker that answers some requests and then hangs. */
async function hangingBroker(answers: number): Promise<{ url: string; hangs: Promise<void> }> {
  const mock = await startMock({ port: 0, clients: 41 });
  const { hostname, port, pathname } = new URL(mock.url);
  let left = answers;
  let hang: () => void;
  const hangs = new Promise<void>((resolve) => (hang = resolve));
  const server = createServer((incoming, outgoing) => {
    left -= 1;
    if (left < 0) {
      hang();
      return;
    }
    const { method, url: path, headers } = incoming;
    const forwarded = httpRequest({ hostname, port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forwarded);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await mock.close();
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url: `http://${host}${pathname}`, hangs };
}

// A request may take an hour: only the signal ends the run.
const LONG = ['--timeout', '3600'];

describe.each(SIGNALS)('%s', (signal) => {
  test('a check writes what is known to its reports, and that it was interrupted', async () => {
    const { url, hangs } = await hangingBroker(30);
    const folder = temporaryFolder();
    const at = (name: string): string => join(folder, name);
    writeFileSync(at('a.xml'), 'an old result');
    const reports = ['junit=a.xml', 'ctrf=b.json', 'markdown=c.md', 'html=d.html'].map((each) =>
      each.replace('=', `=${folder}/`),
    );
    const args = ['check', url, ...LONG, '--report', reports.join(',')];
    const child = spawnContract(args, { ...USER, GITHUB_ACTIONS: 'true' });
    await hangs;
    child.process.kill(signal);
    expect(await child.ended).toBe(3);
    const { stdout, stderr } = child.output;
    expect(stderr).toContain('Interrupted: ending the run. Press Ctrl-C again to stop at once.');
    expect(stdout).toMatch(/^ENDED EARLY The run was interrupted; \d+ rules were not judged\.$/m);
    expect(stdout).toMatch(/\d+ pass, 0 fail, \d+ skip, interrupted \(30 requests, [^)]*\)\n$/);
    expect(stdout).toMatch(/^::error title=emqx-contract::The run was interrupted/m);
    for (const name of ['a.xml', 'b.json', 'c.md', 'd.html']) {
      expect(readFileSync(at(name), 'utf8')).toContain('The run was interrupted; ');
    }
    expect(readFileSync(at('a.xml'), 'utf8')).toContain('<testcase name="list/envelope');
    expect(readdirSync(folder)).toEqual(['a.xml', 'b.json', 'c.md', 'd.html']);
  });

  test.each([
    ['record', 12, ['--out', 'FILE'], []],
    ['snapshot', 2, ['--out', 'FILE', '--limit', '5'], ['good.json.partial']],
  ])('%s leaves the file of an earlier run as it is', async (command, answers, args, beside) => {
    const { url, hangs } = await hangingBroker(answers);
    const folder = temporaryFolder();
    const file = join(folder, 'good.json');
    writeFileSync(file, 'a good file');
    const words = args.map((word) => word.replace('FILE', file));
    const child = spawnContract([command, url, ...LONG, ...words], USER);
    await hangs;
    child.process.kill(signal);
    expect(await child.ended).toBe(3);
    expect(child.output.stderr).toContain('error: The run was interrupted.');
    expect(readFileSync(file, 'utf8')).toBe('a good file');
    // What an interrupted snapshot has read is kept, to continue it.
    expect(readdirSync(folder)).toEqual(['good.json', ...beside]);
  });

  test.each([
    ['identify', ['identify', 'URL']],
    ['diff', ['diff', 'URL', 'URL']],
    ['cleanup', ['cleanup', 'URL', '--prefix', 'ck-5f0c1a-', '--yes']],
  ])('%s ends with 3', async (_command, args) => {
    const { url, hangs } = await hangingBroker(1);
    const words = args.map((word) => word.replace('URL', url));
    const child = spawnContract([...words, ...LONG], USER);
    await hangs;
    child.process.kill(signal);
    expect(await child.ended).toBe(3);
    expect(child.output.stdout).toBe('');
    expect(child.output.stderr).toContain('error: The run was interrupted.');
    expect(child.output.stderr).not.toContain('clients of this run');
  });
});

test('a second signal stops at once, and names the command that removes what is left', async () => {
  const mock = await startMock({ port: 0, mqtt: 0, clients: 3 });
  onTestFinished(() => mock.close());
  const own = (): string[] =>
    mock.clients
      .list()
      .map(({ clientid }) => clientid)
      .filter((clientid) => clientid.startsWith('ck-'));
  const args = ['check', mock.url, '--mqtt', mock.mqttUrl ?? '', '--rate', '20'];
  const child = spawnContract(args, USER);
  await vi.waitUntil(() => own().length > 0, { timeout: 60_000, interval: 5 });
  const prefix = own()[0]?.slice(0, 'ck-5f0c1a-'.length) ?? '';
  child.process.kill('SIGINT');
  child.process.kill('SIGTERM');
  expect(await child.ended).toBe(3);
  expect(child.output.stderr).toContain(
    `Remove them with:\n  emqx-contract cleanup ${mock.url} --prefix ${prefix} --yes\n`,
  );
  const cleaned = await runContract(['cleanup', mock.url, '--prefix', prefix, '--yes'], USER);
  expect(cleaned.code).toBe(0);
  // Those that were only connected end with their connection.
  await vi.waitUntil(() => own().length === 0, { timeout: 60_000, interval: 5 });
});
