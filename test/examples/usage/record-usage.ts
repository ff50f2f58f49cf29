import { readTracking, startMock, type DialectName } from 'emqx-clients-kit';
import type { clientsOfUser } from './clients-of-user.js';

/** Tests of the application: what each user must see. */
const TESTS = {
  'shows all clients of a user': ['alice', ['a1', 'a2', 'a3', 'a4', 'a5']],
  'shows a single client': ['bob', ['b1']],
  'shows that a user has none': ['carol', []],
} as const;

const clients = Object.values(TESTS).flatMap(([username, ids]) =>
  ids.map((clientid) => ({ clientid, username })),
);

/**
 * Runs the tests against a mock that records what they use.
 * @returns the names of the tests that failed.
 */
export async function recordUsage(
  application: typeof clientsOfUser,
  file: string,
  dialect: DialectName = 'documented',
): Promise<string[]> {
  await using mock = await startMock({ port: 0, clients, dialect, usage: file });
  using _tracking = readTracking(mock);
  const failed: string[] = [];
  for (const [name, [username, expected]] of Object.entries(TESTS)) {
    mock.usage?.startTest(name);
    const seen = await application({ url: mock.url, headers: mock.authorization }, username);
    if (seen.toSorted().join() !== expected.join()) failed.push(name);
  }
  return failed;
}
