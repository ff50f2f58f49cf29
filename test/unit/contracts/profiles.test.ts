import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { UsageError } from '../../../contracts/shared/errors.js';
import { rules, type Profile } from '../../../contracts/index.js';
import { builtInProfile, loadProfile, PROFILE_NAMES } from '../../../contracts/profiles/load.js';
import { rangesText, releasesIn } from '../../../contracts/profiles/release-numbers.js';
import { readProfile } from '../../../contracts/profiles/read.js';
import { profileText, updatedProfile } from '../../../contracts/profiles/update.js';
import { checkInProcess } from '../../support/in-process/check.js';
import { createEngine } from '../../support/in-process/engine.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder(afterAll);
const builtIn = PROFILE_NAMES.flatMap((name) => builtInProfile(name) ?? []);

const entry = { rule: 'paging/count', deviation: 'x', reason: 'we count differently' };

test.each([
  ['a list', [], /the file: expected an object with "name" and "known" but got \[\]/],
  ['no name', { known: [] }, /"name": expected a text but got nothing/],
  ['no list', { name: 'x', known: {} }, /"known": expected a list of deviations but got \{\}/],
  [
    'a misspelt member',
    { name: 'x', knwon: [] },
    /member "knwon": expected one of name, description, known/,
  ],
  [
    'no reason',
    { name: 'x', known: [{ rule: 'paging/count' }] },
    /known\[0\]\.reason \(rule paging\/count\): expected a reason, in words but got nothing/,
  ],
  ['an empty reason', { name: 'x', known: [{ ...entry, reason: ' ' }] }, /known\[0\]\.reason/],
  [
    'a rule that does not exist',
    { name: 'x', known: [{ ...entry, rule: 'paging/cuont' }] },
    /known\[0\]\.rule: expected the id of a rule, such as "paging\/count" but got "paging\/cuont"/,
  ],
  [
    'an unknown member of an entry',
    { name: 'x', known: [{ ...entry, why: 1 }] },
    /known\[0\]: member "why"/,
  ],
  [
    'an unknown need',
    { name: 'x', known: [{ ...entry, needs: ['luck'] }] },
    /known\[0\]\.needs \(rule paging\/count\): expected a list of fixtures, mqtt/,
  ],
  [
    'a wrong type',
    { name: 'x', known: [{ ...entry, sometimes: 'yes' }] },
    /known\[0\]\.sometimes \(rule paging\/count\): expected true or false/,
  ],
  [
    'a number as evidence',
    { name: 'x', known: [{ ...entry, evidence: 7 }] },
    /known\[0\]\.evidence \(rule paging\/count\): expected a text but got 7/,
  ],
])('refuses a profile with %s, and says where', (_what, value, message) => {
  expect(() => readProfile(value, 'mine.yaml', rules)).toThrow(UsageError);
  expect(() => readProfile(value, 'mine.yaml', rules)).toThrow(message);
  expect(() => readProfile(value, 'mine.yaml', rules)).toThrow(/mine\.yaml/);
});

test.each(['mine.json', 'mine.yaml'])('reads a profile from %s as it was written', async (name) => {
  const profile: Profile = {
    name: 'mine',
    description: 'ours',
    known: [{ ...entry, sometimes: true, needs: ['kick'] }],
  };
  const path = join(folder, name);
  await writeFile(path, profileText(profile, path));
  await expect(loadProfile(path, rules)).resolves.toEqual(profile);
});

test('lists the profiles for a name that is neither a profile nor a file', async () => {
  await expect(loadProfile('emqx-5', rules)).rejects.toThrow(
    /expected one of auto .*, emqx-4\.0\.0 to emqx-4\.4\.19, .*, nanomq, or a JSON or YAML file, but "emqx-5" is neither/,
  );
});

test.each([
  ['emqx-4.3.23', 'emqx-4.3.22'],
  ['emqx-4.1.6', 'emqx-4.1.5'],
  ['emqx-5.0.0', 'emqx-4.4.19'],
  ['emqx-4', 'emqx-4.0'],
  ['nanoMQ', 'nanomq'],
  ['Auto', 'auto'],
  ['4.2.14', 'emqx-4.2.14'],
  ['v4.3.23', 'emqx-4.3.22'],
  ['4.4', 'emqx-4.4'],
])('%s is refused, naming the nearest, %s', async (name, near) => {
  await expect(loadProfile(name, rules)).rejects.toThrow(`Did you mean "${near}"?`);
});

test('there is a profile for each of the 78 releases, and a line means its newest', async () => {
  expect(PROFILE_NAMES.filter((name) => /^emqx-4\.\d\.\d+$/.test(name))).toHaveLength(78);
  for (const [line, release] of [
    ['emqx-4.0', 'emqx-4.0.13'],
    ['emqx-4.1', 'emqx-4.1.5'],
    ['emqx-4.2', 'emqx-4.2.14'],
    ['emqx-4.3', 'emqx-4.3.22'],
    ['emqx-4.4', 'emqx-4.4.19'],
  ] as const) {
    await expect(loadProfile(line, rules)).resolves.toMatchObject({ name: release });
  }
});

test.each([
  ['4.3.13 to 4.3, 4.4.2 on', '4.3.13 to 4.3.22, 4.4.2 to 4.4.19'],
  ['4.0 to 4.1.2', '4.0.0 to 4.0.13, 4.1.0 to 4.1.2'],
  ['4.2.3', '4.2.3'],
])('%s means the releases %s', (text, ranges) => {
  expect(rangesText(releasesIn(text))).toBe(ranges);
});

test.each(['4.3.23 on', '4.3.5 to 4.3.2', '4.5', ''])('%j is no range of releases', (text) => {
  expect(() => releasesIn(text)).toThrow('is no range of releases of EMQX 4');
});

test('names the line of a file that is no YAML', async () => {
  const path = join(folder, 'bad.yaml');
  await writeFile(path, 'name: x\nknown: [\n');
  await expect(loadProfile(path, rules)).rejects.toThrow(/bad\.yaml.*line 3/s);
});

test.each(builtIn)('$name is a valid profile', (profile) => {
  expect(readProfile(profile, profile.name, rules)).toEqual(profile);
});

test.each(builtIn)('the evidence of $name exists in the recordings', (profile) => {
  for (const { rule, evidence } of profile.known) {
    // How a kicked client's connection ends is in no recording of HTTP.
    if (evidence === undefined && rule === 'kick/reason') continue;
    const [, recording = '', id = ''] = /^recording (\S+), (.*)$/.exec(evidence ?? '') ?? [];
    const path = new URL(`../../recordings/${recording}.json`, import.meta.url);
    const { exchanges } = JSON.parse(readFileSync(path, 'utf8')) as {
      exchanges: { id: string }[];
    };
    const ids = exchanges.map((exchange) => exchange.id);
    expect(ids, `${rule}: ${evidence ?? ''}`).toContain(id);
  }
});

test('a profile of a run is refused until its reasons are filled in, and then passes', async () => {
  const dialect = 'emqx-4.3';
  const report = await checkInProcess(createEngine({ dialect }));
  const path = join(folder, 'new.yaml');
  const fresh = updatedProfile(report);
  await writeFile(path, profileText(fresh, path));
  await expect(loadProfile(path, rules)).rejects.toThrow(/known\[0\]\.reason .* expected a reason/);

  const known = fresh.known.map((each) => ({ ...each, reason: 'tolerated' }));
  const again = await checkInProcess(createEngine({ dialect }), undefined, {
    profile: { ...fresh, known },
  });
  expect(again.exitCode).toBe(0);
  expect(again.counts.known).toBe(report.counts.fail);
});

test('an update keeps the entries that still show and drops the fixed ones', async () => {
  const engine = createEngine({ dialect: 'emqx-4.3' });
  const old: Profile = {
    name: 'old',
    known: [
      { rule: 'paging/filtered-count', deviation: 'count-is-minus-one', reason: 'kept' },
      { rule: 'paging/hasnext', deviation: 'always-true', reason: 'fixed since' },
    ],
  };
  const report = await checkInProcess(engine, undefined, { profile: old, only: ['paging'] });
  expect(report.counts).toMatchObject({ known: 1, fixed: 1 });
  expect(updatedProfile(report).known).toEqual([old.known[0]]);
});
