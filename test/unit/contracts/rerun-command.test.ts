import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rerunCommand } from '../../../contracts/runner/rerun-command.js';

const CERTIFICATE = readFileSync(new URL('tls/localhost.cert.pem', import.meta.url), 'utf8');
const baseUrl = 'http://broker:8081/api/v4';

test.each([
  ['no option', { baseUrl }, {}, ''],
  ['credentials', { baseUrl: 'http://app:s3cret@broker:8081/api/v4' }, {}, ''],
  [
    'credentials of a file',
    { baseUrl, credentials: { id: 'app', secret: 's3cret' }, credentialsFile: 'my secrets/emqx' },
    {},
    " -u '@my secrets/emqx'",
  ],
  [
    'MQTT',
    { baseUrl, mqtt: { url: 'mqtt://me:s3cret@broker', username: 'me', password: 's3cret' } },
    { kick: true },
    ' --mqtt mqtt://broker --kick',
  ],
  [
    'an MQTT login of a file',
    { baseUrl, mqtt: { url: 'mqtt://broker', username: 'me', password: 's', loginFile: 'mqtt' } },
    {},
    ' --mqtt mqtt://broker --mqtt-user @mqtt',
  ],
  [
    'a passphrase of a file',
    {
      baseUrl: 'https://broker:8081/api/v4',
      tls: {
        pfx: readFileSync(new URL('tls/localhost.p12', import.meta.url)),
        passphrase: 'test-passphrase',
        passphraseFile: 'word',
      },
    },
    {},
    ' --passphrase @word',
  ],
  [
    'certificates',
    {
      baseUrl,
      // Only an address with TLS takes certificates.
      mqtt: { url: 'mqtts://localhost' },
      tls: { ca: CERTIFICATE, caFile: "it's.pem", insecure: true },
    },
    {},
    ` --ca 'it'\\''s.pem' --insecure --mqtt mqtts://localhost`,
  ],
  [
    'a profile of a file',
    { baseUrl },
    { profile: './my profile.yaml' },
    " --profile './my profile.yaml'",
  ],
  ['a profile as an object', { baseUrl }, { profile: { name: 'mine', known: [] } }, ''],
  [
    'time and rate',
    { baseUrl },
    { utcOffsetMinutes: -210, timeoutMs: 2500, requestsPerSecond: 5 },
    ' --utc-offset -03:30 --timeout 2.5 --rate 5',
  ],
  [
    'limits',
    { baseUrl },
    { retries: 0, budgetMs: 1500, timeLimitMs: 60_000 },
    ' --retries 0 --budget 1.5 --time-limit 60',
  ],
  ['defaults', { baseUrl }, { retries: 2, timeoutMs: 10_000, timeLimitMs: 600_000 }, ''],
  [
    'a proxy and a prefix',
    { baseUrl },
    { proxy: 'http://me:s3cret@proxy:3128', prefix: 'ci' },
    ' --prefix ci --proxy http://proxy:3128',
  ],
])('the command of a run with %s', (_what, target, options, words) => {
  const url = target.baseUrl.replace('app:s3cret@', '');
  expect(rerunCommand(target, options)).toBe(
    `npx --package=emqx-clients-kit emqx-contract check ${url}${words}`,
  );
});
