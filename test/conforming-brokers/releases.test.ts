import { describe, expect, test } from 'vitest';
import { deviationsOf, isBad, type Report } from '../../contracts/index.js';
import { RELEASES } from '../../contracts/profiles/release-numbers.js';
import { profileOf } from '../../contracts/profiles/releases.js';
import { DIALECT_NAMES, type DialectName } from '../../mock/core/releases/releases.js';
import { checkInProcess } from '../support/in-process/check.js';
import { createEngine } from '../support/in-process/engine.js';
import { stating } from '../support/in-process/stated-version.js';

const dialectOf = (release: string): DialectName | undefined =>
  DIALECT_NAMES.find((name) => name === `emqx-${release}`);

/** Every release that the mock imitates, oldest first. */
const releases = RELEASES.filter(dialectOf);

async function check(release: string, profile: string, mqtt = true): Promise<Report> {
  const engine = createEngine({ dialect: dialectOf(release) ?? 'documented', clients: 12 });
  const handle = stating(engine.handle, { versions: [release] });
  return checkInProcess(engine, handle, { profile, mqtt });
}

/** What is wrong, with the reasons of entries that are out of date. */
const complaints = ({ results }: Report): string =>
  results
    .filter(isBad)
    .flatMap((result) => [
      ...deviationsOf(result).map(({ message, known }) => (known ? '' : message)),
      ...(result.outcome === 'fixed' ? result.fixed.map(({ reason }) => reason) : []),
      ...('reason' in result ? [result.reason] : []),
    ])
    .filter((text) => text !== '')
    .join('\n');

describe.each(releases)('the mock of EMQX %s', (release) => {
  test.each([`emqx-${release}`, 'auto'])('passes with profile %s', async (profile) => {
    const report = await check(release, profile);
    expect(complaints(report)).toBe('');
    expect(report).toMatchObject({ exitCode: 0, profile: { name: `emqx-${release}` } });
  });

  test('passes without MQTT too', async () => {
    expect(complaints(await check(release, 'auto', false))).toBe('');
  });
});

/** What a caller notices between two neighbours: the gate must name it. */
const CHANGES: readonly (readonly [older: string, newer: string, named: RegExp[]])[] = [
  [
    '4.0.13',
    '4.1.0',
    [/has no filters/, /no hasnext/, /_limit=0 is answered with 0 rows/, /meta\.count -1/],
  ],
  ['4.1.5', '4.2.0', [/mountpoint/]],
  ['4.2.14', '4.3.0', [/\+ in the path/]],
  ['4.3.2', '4.3.3', [/value of the wrong type/, /HTTP 200, code 108/]],
  ['4.3.8', '4.3.9', [/kick of an unknown client/]],
  ['4.3.11', '4.3.12', [/it takes seconds/, /regular expression/, /empty value.*HTTP 500/]],
  ['4.3.12', '4.3.13', [/without a DISCONNECT/, /not base64/]],
  ['4.3.14', '4.3.15', [/_gte_mqueue_len/]],
  ['4.3.22', '4.4.0', [/no DISCONNECT/, /filters that the documents do not name/]],
  ['4.4.1', '4.4.2', [/without a DISCONNECT/, /not base64/]],
  ['4.4.3', '4.4.4', [/_gte_mqueue_len/]],
];

const neighbours = RELEASES.slice(1).map((newer, index) => [RELEASES[index] ?? '', newer] as const);

test.each(CHANGES.filter(([, newer]) => dialectOf(newer)))(
  'the profile of %s does not fit %s, and the gate names the change',
  async (older, newer, named) => {
    const report = await check(newer, `emqx-${older}`);
    expect(report.exitCode).toBe(1);
    for (const pattern of named) expect(complaints(report)).toMatch(pattern);
  },
);

test('the profiles of other neighbours are the same', () => {
  const known = (release: string): string => JSON.stringify(profileOf(release).known);
  const differing = neighbours.filter(([older, newer]) => known(older) !== known(newer));
  expect(differing).toEqual(CHANGES.map(([older, newer]) => [older, newer]));
});
