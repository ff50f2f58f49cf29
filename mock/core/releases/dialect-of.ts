import { behavioursOf } from './behaviours.js';
import { brokerAnswers } from './broker-answers.js';
import type { Dialect } from './dialect.js';
import { documentedAnswers } from './documented-answers.js';
import { DOCUMENTED_RELEASE, releaseNamed, type DialectName } from './releases.js';

const resolved = new Map<DialectName, Dialect>();

/** The behaviours of a release, resolved once. */
export function dialectOf(name: DialectName): Dialect {
  const dialect = resolved.get(name) ?? resolve(name);
  resolved.set(name, dialect);
  return dialect;
}

function resolve(name: DialectName): Dialect {
  const release = releaseNamed(name);
  const isBroker = release !== undefined;
  const behaviours = behavioursOf(release);
  const { timeUnit, like, emptyLike, zeroLimit, hugeLimit } = behaviours;
  return {
    ...behaviours,
    name,
    release: release ?? DOCUMENTED_RELEASE,
    query: {
      filters: [...behaviours.filters, ...behaviours.queueFilters],
      reading: isBroker ? 'broker' : 'documented',
      shownSecond: isBroker ? 'compared in milliseconds' : 'included',
      timeUnit,
      like,
      emptyLike,
      zeroLimit,
      hugeLimit,
    },
    order: isBroker ? 'hash' : 'insertion',
    headAndOptions: isBroker ? 'unknown' : 'answered',
    bodyIsQuery: isBroker,
    brokerPaths: isBroker,
    answers: isBroker ? brokerAnswers(behaviours) : documentedAnswers,
  };
}
