import { expect, test } from 'vitest';
import type { Progress } from '../../../contracts/index.js';
import type { DialectName } from '../../../mock/core/releases/releases.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';
import { stating } from '../../support/in-process/stated-version.js';

async function checkAuto(dialect: DialectName, stated?: Parameters<typeof stating>[1]) {
  const engine = createEngine({ dialect });
  const said: string[] = [];
  const report = await checkInProcess(
    engine,
    stated ? stating(engine.handle, stated) : engine.handle,
    {
      profile: 'auto',
      only: ['times', 'list'],
      onProgress: (progress: Progress) => {
        if (progress.kind === 'profile') said.push(progress.message);
      },
    },
  );
  const { counts, exitCode, profile, warnings } = report;
  return { bad: counts.fail + counts.fixed + counts.error, exitCode, profile, warnings, said };
}

test.each([
  [
    'the version of GET /brokers',
    { versions: ['4.3.22'] },
    'emqx-4.3.22',
    'Profile auto: GET /brokers says EMQ X Broker 4.3.22: profile emqx-4.3.22.',
  ],
  [
    'the version of GET /nodes where there is no /brokers',
    { versions: ['4.3.22'], path: 'nodes' as const },
    'emqx-4.3.22',
    'Profile auto: GET /nodes says EMQX 4.3.22: profile emqx-4.3.22.',
  ],
  [
    'a build of a release',
    { versions: ['v4.3.22-beta.1'] },
    'emqx-4.3.22',
    'Profile auto: GET /brokers says EMQ X Broker v4.3.22-beta.1: profile emqx-4.3.22.',
  ],
  [
    'a release newer than the kit knows',
    { versions: ['4.4.20'], product: 'EMQX' },
    'emqx-4.4.19',
    'Profile auto: GET /brokers says EMQX 4.4.20: profile emqx-4.4.19, the newest of its line that this kit knows.',
  ],
  [
    'the oldest release of a cluster',
    { versions: ['4.4.19', '4.3.22'] },
    'emqx-4.3.22',
    'Profile auto: GET /brokers says EMQ X Broker 4.4.19 and 4.3.22: profile emqx-4.3.22, the oldest of the cluster.',
  ],
])('takes %s', async (_what, stated, profile, message) => {
  const found = await checkAuto('emqx-4.3', stated);
  expect(found).toMatchObject({ bad: 0, exitCode: 0, warnings: [], said: [message] });
  expect(found.profile?.name).toBe(profile);
});

test.each([
  [
    'a broker without these paths',
    undefined,
    'GET /brokers is answered with HTTP 404 and no version; GET /nodes',
  ],
  ['EMQX 5', { versions: ['5.0.3'] }, 'says EMQ X Broker 5.0.3, not a release of EMQX 4'],
  ['EMQX 4.5', { versions: ['4.5.0'] }, 'says EMQ X Broker 4.5.0, not a release of EMQX 4'],
  [
    'another product',
    { versions: ['4.3.22'], product: 'NanoMQ' },
    'says NanoMQ 4.3.22, not a release',
  ],
  [
    'EMQX Enterprise, which has numbers of its own',
    { versions: ['4.4.3'], product: 'EMQ X Enterprise' },
    'says EMQ X Enterprise 4.4.3, not a release',
  ],
])('judges %s by the documents, and says so', async (_what, stated, reason) => {
  const found = await checkAuto('documented', stated);
  expect(found).toMatchObject({ bad: 0, exitCode: 0, said: [] });
  expect(found.profile).toBeUndefined();
  expect(found.warnings).toEqual([expect.stringContaining(reason)]);
  expect(found.warnings[0]).toContain('The broker is judged by the documents.');
  expect((await checkAuto('emqx-4.3', stated)).exitCode).toBe(1);
});
