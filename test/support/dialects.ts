import { BEHAVIOUR_NAMES, stepOf } from '../../mock/core/releases/behaviours.js';
import { type DialectName, RELEASES, type Release } from '../../mock/core/releases/releases.js';

/** Names the set of behaviours of a release. */
export const behavioursOf = (release: Release): string =>
  BEHAVIOUR_NAMES.map((name) => stepOf(name, release).says).join('\n');

/** The first release of each set of behaviours. */
export const DISTINCT_RELEASES: readonly Release[] = RELEASES.filter(
  (release) => RELEASES.find((other) => behavioursOf(other) === behavioursOf(release)) === release,
);

/** Enough to see every behaviour. */
export const DISTINCT_DIALECTS: readonly DialectName[] = [
  'documented',
  ...DISTINCT_RELEASES.map((release): DialectName => `emqx-${release}`),
];
