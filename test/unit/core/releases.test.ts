/** Every release of EMQX 4, and the table of what each changed. */
import { describe, expect, test } from 'vitest';
import { differencesBetween } from '../../../mock/explain/release-answers.js';
import { finish } from '../../../mock/core/steps.js';
import { createMock, DIALECT_NAMES, type DialectName } from '../../../mock/index.js';
import { BEHAVIOUR_NAMES, BEHAVIOURS, stepOf } from '../../../mock/core/releases/behaviours.js';
import { dialectOf } from '../../../mock/core/releases/dialect-of.js';
import {
  isSince,
  nearestDialect,
  readRelease,
  RELEASES,
  type Release,
} from '../../../mock/core/releases/releases.js';
import { answerTo } from '../../../mock/explain/release-answers.js';
import { behavioursOf, DISTINCT_RELEASES } from '../../support/dialects.js';

test('78 releases existed', () => {
  expect(RELEASES).toHaveLength(78);
  expect(new Set(RELEASES).size).toBe(78);
  expect(DIALECT_NAMES).toHaveLength(78 + 5 + 1);
});

test.each<[name: DialectName, same: DialectName]>([
  ['emqx-4.0', 'emqx-4.0.13'],
  ['emqx-4.1', 'emqx-4.1.5'],
  ['emqx-4.2', 'emqx-4.2.14'],
  ['emqx-4.3', 'emqx-4.3.22'],
  ['emqx-4.4', 'emqx-4.4.19'],
])('%s is %s', (name, same) => {
  expect(readRelease(name)).toBe(readRelease(same));
  const { answers: _, name: __, ...line } = dialectOf(name);
  expect(dialectOf(same)).toMatchObject(line);
});

test('a dialect is resolved once', () => {
  expect(dialectOf('emqx-4.3.9')).toBe(dialectOf('emqx-4.3.9'));
});

test.each([
  ['emqx-4.3.23', 'emqx-4.3.22'],
  ['emqx-4.5.0', 'emqx-4.4.19'],
  ['emqx-4.5', 'emqx-4.4.19'],
  ['emqx-5.0', 'emqx-4.4.19'],
  ['emqx-3.1.2', 'emqx-4.0.0'],
  ['4.2', 'emqx-4.2'],
  ['4.2.6', 'emqx-4.2.6'],
  ['emqx-4.1.99', 'emqx-4.1.5'],
  ['mosquitto', 'documented'],
])('%s never existed: the nearest is %s', (name, nearest) => {
  expect(nearestDialect(name)).toBe(nearest);
  expect(() => createMock({ dialect: name as DialectName })).toThrow(`(nearest: ${nearest})`);
});

test.each<[release: Release, since: Release[], holds: boolean]>([
  ['4.3.12', ['4.3.12'], true],
  ['4.3.11', ['4.3.12'], false],
  ['4.4.0', ['4.3.12'], true],
  ['4.2.14', ['4.3.12'], false],
  ['4.3.13', ['4.3.13', '4.4.2'], true],
  ['4.4.0', ['4.3.13', '4.4.2'], false],
  ['4.4.2', ['4.3.13', '4.4.2'], true],
  ['4.4.10', ['4.4.2'], true],
  ['4.3.22', ['4.4.15'], false],
])('%s is at or after %j: %s', (release, since, holds) => {
  expect(isSince(release, since as [Release, ...Release[]])).toBe(holds);
});

const PROBES = BEHAVIOUR_NAMES.map((name) => BEHAVIOURS[name].example);
const probe = (release: Release): string =>
  PROBES.map((example) => answerTo(example, `emqx-${release}`)).join('\n');

describe('all releases', () => {
  const answers = new Map(RELEASES.map((release) => [release, probe(release)]));

  test('two releases answer alike exactly if they have the same behaviours', () => {
    for (const release of RELEASES) {
      const twin = DISTINCT_RELEASES.find((other) => {
        return behavioursOf(other) === behavioursOf(release);
      });
      expect(answers.get(release), release).toBe(answers.get(twin as Release));
    }
    expect(new Set(answers.values()).size).toBe(DISTINCT_RELEASES.length);
  });

  test('the releases that changed something are these', () => {
    const changes = DISTINCT_RELEASES.map((release) => {
      const before = RELEASES[RELEASES.indexOf(release) - 1];
      const changed = before === undefined ? [] : finish(differencesBetween(before, release));
      return `${release}: ${changed.map(({ behaviour }) => behaviour).join(' ')}`;
    });
    expect(changes).toMatchInlineSnapshot(`
      [
        "4.0.0: ",
        "4.0.3: nodeMember",
        "4.1.0: listScope filters hasnext countUnderFilter zeroLimit hugeLimit memberOrder subscriptionFilters topicSearch connectionsCount",
        "4.2.0: mountpoint pathDecoding subscribeScope sharedUnsubscribe alarmPaths",
        "4.3.0: pathDecoding aclCacheOfAll sysdescr otpRelease",
        "4.3.3: wrongType",
        "4.3.9: like unknownKick missingClientid",
        "4.3.12: timeUnit like emptyLike topicSearch nodeMemory downSubscriptions",
        "4.3.13: notBase64 kickedMqtt5 wrongQos",
        "4.3.15: queueFilters topicSearch",
        "4.4.0: queueFilters notBase64 kickedMqtt5 extraFields topicSearch wrongQos keepalive liveStats",
        "4.4.2: notBase64 kickedMqtt5 wrongQos keepalive",
        "4.4.4: queueFilters topicSearch",
        "4.4.15: nodeOrder",
        "4.4.16: sysdescr",
        "4.4.19: liveNodes",
      ]
    `);
  });
});

test('of two releases just the changed behaviours are listed, and each is seen in an answer', () => {
  for (const [index, release] of RELEASES.entries()) {
    const before = RELEASES[index - 1];
    if (before === undefined) continue;
    const changed = BEHAVIOUR_NAMES.filter((name) => {
      return stepOf(name, before).value !== stepOf(name, release).value;
    });
    const listed = finish(differencesBetween(before, release));
    expect(listed.map(({ behaviour }) => behaviour)).toEqual(changed);
    for (const { behaviour, answers } of listed) {
      expect(answers[0].answer, `${release} ${behaviour}`).not.toBe(answers[1].answer);
    }
  }
});

test('two releases are compared in steps, one for each difference: others are answered in between', () => {
  const steps = differencesBetween('4.0.0', '4.4.19');
  let taken = 0;
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) taken++;
  expect(step.value.length).toBeGreaterThan(10);
  expect(taken).toBe(step.value.length);
});
