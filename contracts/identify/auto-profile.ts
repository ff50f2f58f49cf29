import type { ApiClient } from '../http/api-client.js';
import type { Profile } from '../profiles/profile.js';
import { RELEASES } from '../profiles/release-numbers.js';
import { profileOf } from '../profiles/releases.js';
import { knownReleaseOf, readStatedVersion } from './stated-version.js';

/** What `--profile auto` found: a profile, or why there is none. */
export interface AutoProfile {
  readonly profile?: Profile;
  readonly message: string;
}

/** Rules whose result depends on how a release was built, which its version does not say. */
const OF_THE_BUILD = ['lookup/plus'];

/** Asks the broker for its version and takes the profile of that release. */
export async function autoProfile(api: ApiClient): Promise<AutoProfile> {
  const stated = await readStatedVersion(api);
  if ('problem' in stated) {
    return { message: `Profile auto: ${stated.problem}. The broker is judged by the documents.` };
  }
  const { product = 'EMQX', versions, source } = stated;
  const known = versions.flatMap((version) => knownReleaseOf(version, product) ?? []);
  const says = `Profile auto: ${source} says ${product} ${versions.join(' and ')}`;
  const [oldest] = known.sort(
    (one, other) => RELEASES.indexOf(one.release) - RELEASES.indexOf(other.release),
  );
  if (!oldest || known.length < versions.length) {
    return { message: `${says}, not a release of EMQX 4. The broker is judged by the documents.` };
  }
  const profile = profileOf(oldest.release);
  const why = [
    ...(oldest.isNewer ? ['the newest of its line that this kit knows'] : []),
    ...(versions.length > 1 ? ['the oldest of the cluster'] : []),
  ];
  return {
    profile: {
      ...profile,
      known: profile.known.map((entry) =>
        OF_THE_BUILD.includes(entry.rule) ? { ...entry, sometimes: true } : entry,
      ),
    },
    message: `${says}: profile ${profile.name}${why.map((each) => `, ${each}`).join('')}.`,
  };
}
