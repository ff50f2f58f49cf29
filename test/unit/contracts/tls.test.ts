import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { describeFailure } from '../../../contracts/http/failure-text.js';
import { checkBroker, BrokerUnreachable } from '../../../contracts/index.js';
import type { TlsOptions } from '../../../contracts/http/target.js';
import { ruleThat } from './support.js';

/** A certificate for this test only, valid for a hundred years. */
const pem = (name: string): string =>
  readFileSync(new URL(`tls/localhost.${name}.pem`, import.meta.url), 'utf8');

async function httpsBroker(): Promise<string> {
  const server = createServer({ key: pem('key'), cert: pem('cert') }, (_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end('{"code":0,"data":[],"meta":{}}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return `https://127.0.0.1:${port}/api/v4`;
}

const listRule = ruleThat(async (ctx) => {
  await ctx.list();
});

test.each<[string, TlsOptions]>([
  ['the given certificate', { ca: pem('cert') }],
  ['any certificate with insecure', { insecure: true }],
])('trusts %s', async (_what, tls) => {
  const target = { baseUrl: await httpsBroker(), tls };
  const report = await checkBroker(target, { rules: [listRule] });
  expect(report.counts.pass).toBe(1);
});

test('a self-signed certificate is refused', async () => {
  const run = checkBroker({ baseUrl: await httpsBroker() }, { rules: [listRule] });
  await expect(run).rejects.toThrow(BrokerUnreachable);
  await expect(run).rejects.toThrow(/certificate/);
});

test.each([
  ['CERT_HAS_EXPIRED', 'has expired', 'Renew it on the server'],
  ['CERT_NOT_YET_VALID', 'is not valid yet', 'Check the clocks'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another host name', 'Give the host name'],
])('where --ca would not help (%s), it is not named', (code, reason, advice) => {
  const failure = Object.assign(new Error('x'), { code });
  const text = describeFailure(failure, { origin: 'https://broker:8081' });
  expect(text.reason).toBe(`the certificate of broker:8081 ${reason}`);
  expect(text.advice).toContain(advice);
  expect(text.advice).toContain('--insecure');
  expect(text.advice).not.toContain('--ca');
});

test.each([
  [undefined, 'the passphrase is wrong or missing'],
  ['another', 'the passphrase is wrong or missing'],
  ['test-passphrase', undefined],
])('a PKCS #12 file with the passphrase %s', async (passphrase, problem) => {
  const pfx = readFileSync(new URL('tls/localhost.p12', import.meta.url));
  const tls = { pfx, insecure: true, ...(passphrase !== undefined && { passphrase }) };
  const run = checkBroker({ baseUrl: await httpsBroker(), tls }, { rules: [listRule] });
  if (problem === undefined) expect((await run).counts.pass).toBe(1);
  else await expect(run).rejects.toThrow(problem);
});

test('a passphrase that opens nothing is refused', async () => {
  const tls = { ca: pem('cert'), passphrase: 'secret-1' };
  const run = checkBroker({ baseUrl: await httpsBroker(), tls }, { rules: [listRule] });
  await expect(run).rejects.toThrow(
    'Failed to use --passphrase: expected --key or --pfx with it, but neither is there. Leave it out, or name the file that it opens.',
  );
});
