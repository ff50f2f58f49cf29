/** The rules as tests of a user's own suite: all of them, against a mock that keeps the contract. */
import { afterAll, describe, expect, test } from 'vitest';
import { rules } from '../../../contracts/index.js';
import { selectRules } from '../../../contracts/runner/select-rules.js';
import { describeContract } from '../../../contracts/vitest.js';
import { checkBroker } from '../../../contracts/runner/check.js';
import { startMock } from '../../../mock/index.js';

const mock = await startMock({ port: 0, clients: 41, dialect: 'emqx-4.3' });
const target = {
  baseUrl: mock.url,
  credentials: { id: 'app_id', secret: 'app_secret' },
};

afterAll(async () => {
  await mock.close();
});

describeContract(target, { profile: 'emqx-4.3', utcOffsetMinutes: 0 });

describe('over real HTTP', () => {
  test('the same rules pass from the library', async () => {
    const report = await checkBroker(target, { profile: 'emqx-4.3', utcOffsetMinutes: 0 });
    expect(report.counts).toMatchObject({ fail: 0, fixed: 0, error: 0 });
    expect(report.results).toHaveLength(selectRules(rules, {}).length);
  });
});
