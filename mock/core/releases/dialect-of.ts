import { type Behaviours, behavioursOf } from './behaviours.js';
import { brokerAnswers } from './broker-answers.js';
import type { Dialect } from './dialect.js';
import { documentedAnswers } from './documented-answers.js';
import { DOCUMENTED_RELEASE, releaseNamed, type DialectName } from './releases.js';

/** What distinguishes brokers from the documents, whatever their release. */
export interface Traits extends Pick<
  Dialect,
  'order' | 'headAndOptions' | 'bodyIsQuery' | 'brokerPaths'
> {
  readonly reading: Dialect['query']['reading'];
  readonly shownSecond: Dialect['query']['shownSecond'];
  /** Whose words the answers have. */
  readonly wording: 'documented' | 'broker';
}

export const TRAITS: { readonly documented: Traits; readonly broker: Traits } = {
  documented: {
    reading: 'documented',
    shownSecond: 'included',
    order: 'insertion',
    headAndOptions: 'answered',
    bodyIsQuery: false,
    brokerPaths: false,
    wording: 'documented',
  },
  broker: {
    reading: 'broker',
    shownSecond: 'compared in milliseconds',
    order: 'hash',
    headAndOptions: 'unknown',
    bodyIsQuery: true,
    brokerPaths: true,
    wording: 'broker',
  },
};

const resolved = new Map<DialectName, Dialect>();

/** The behaviours of a release, resolved once. */
export function dialectOf(name: DialectName): Dialect {
  const release = releaseNamed(name);
  const traits = TRAITS[release === undefined ? 'documented' : 'broker'];
  const dialect = resolved.get(name) ?? composeDialect(name, behavioursOf(release), traits);
  resolved.set(name, dialect);
  return dialect;
}

/** A dialect of any behaviours; `name` gives the release that nodes report. */
export function composeDialect(
  name: DialectName,
  behaviours: Behaviours,
  { reading, shownSecond, wording, ...traits }: Traits,
): Dialect {
  const { timeUnit, like, emptyLike, zeroLimit, hugeLimit } = behaviours;
  return {
    ...behaviours,
    ...traits,
    name,
    release: releaseNamed(name) ?? DOCUMENTED_RELEASE,
    query: {
      filters: [...behaviours.filters, ...behaviours.queueFilters],
      reading,
      shownSecond,
      timeUnit,
      like,
      emptyLike,
      zeroLimit,
      hugeLimit,
    },
    answers: wording === 'broker' ? brokerAnswers(behaviours) : documentedAnswers,
  };
}
