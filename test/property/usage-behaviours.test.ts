/**
 * Made-up applications, each of which relies on one behaviour that changed between releases: the
 * check names that behaviour, and no other, for all 78 releases.
 */
import { describe, expect, test } from 'vitest';
import { BEHAVIOUR_NAMES, BEHAVIOURS, stepOf } from '../../mock/core/releases/behaviours.js';
import { RELEASES, type Release } from '../../mock/core/releases/releases.js';
import { findDifferences } from '../../mock/usage/check/findings.js';
import {
  APPLICATIONS,
  type Application,
  type Tested,
  useOf,
} from '../support/made-up-applications.js';

const isOf40 = (release: Release): boolean => release.startsWith('4.0.');

/** What must be named: from the table alone, without asking any engine. */
function expectedFor({ relies, builtOn }: Application, tested: Tested, release: Release): string[] {
  if (builtOn !== undefined && isOf40(release)) return [builtOn];
  const value =
    tested === 'documented' ? BEHAVIOURS[relies].documented : stepOf(relies, tested).value;
  // Lists and objects of the table are compared by what they hold.
  const isSame = JSON.stringify(value) === JSON.stringify(stepOf(relies, release).value);
  return isSame ? [] : [relies];
}

function namedFor(application: Application, tested: Tested): Map<Release, string[]> {
  const named = new Map<Release, string[]>(RELEASES.map((release) => [release, []]));
  for (const { name, releases } of findDifferences({
    uses: [useOf(application, tested)],
    accepted: [],
  })) {
    for (const release of releases) named.get(release)?.push(name);
  }
  return named;
}

test('there is an application for each behaviour that HTTP shows', () => {
  const relied = APPLICATIONS.map(({ relies }) => relies);
  // Only MQTT clients see how a kick closes their connection.
  const shown = BEHAVIOUR_NAMES.filter((name) => name !== 'kickedMqtt5');
  expect(relied.toSorted()).toEqual(shown.toSorted());
});

describe.each(APPLICATIONS.map((application) => [application.relies, application] as const))(
  'an application that relies on %s',
  (relies, application) => {
    const testedWith = [
      ...new Set(
        RELEASES.filter((release, index) => {
          // No application can rely on a detail of what its release does not have.
          if (application.builtOn !== undefined && isOf40(release)) return false;
          const before = RELEASES[index - 1];
          return (
            before === undefined || stepOf(relies, release).value !== stepOf(relies, before).value
          );
        }),
      ),
      '4.4.19' as const,
    ];

    test.each(testedWith)('and was tested with %s', (tested) => {
      const named = namedFor(application, tested);
      for (const release of RELEASES) {
        expect(named.get(release), `EMQX ${release}: ${BEHAVIOURS[relies].title}`).toEqual(
          expectedFor(application, tested, release),
        );
      }
    });

    test('and was tested with the documents: no other behaviour is named', () => {
      const named = namedFor(application, 'documented');
      for (const release of RELEASES) {
        // What all brokers do otherwise is no behaviour of a release.
        const behaviours = named.get(release)?.filter((name) => Object.hasOwn(BEHAVIOURS, name));
        expect(behaviours, `EMQX ${release}: ${BEHAVIOURS[relies].title}`).toEqual(
          expectedFor(application, 'documented', release),
        );
      }
    });
  },
);
