import { readFile } from 'node:fs/promises';
import { readYaml } from '../shared/read-yaml.js';
import { messageOf, UsageError } from '../shared/errors.js';
import { nearest } from '../shared/nearest.js';
import type { Rule } from '../rule/rule.js';
import { nanomq } from './nanomq.js';
import type { Profile } from './profile.js';
import { readProfile } from './read.js';
import { LINES, nearestRelease, releaseOf, RELEASES } from './release-numbers.js';
import { profileOf } from './releases.js';

/** The profile that asks the broker for its version. */
export const AUTO = 'auto';

/** The names of the kit's profiles: each release of EMQX 4, each of its lines, and NanoMQ. */
export const PROFILE_NAMES: readonly string[] = [
  ...[...RELEASES, ...Object.keys(LINES)].map((number) => `emqx-${number}`),
  nanomq.name,
];

/** For help and errors. */
export const PROFILES_TEXT = `${AUTO} (asks the broker), emqx-${RELEASES[0]} to emqx-${RELEASES.at(-1)}, emqx-${Object.keys(LINES).join(', emqx-')}, ${nanomq.name}`;

/** A profile of the kit, by its name. */
export function builtInProfile(name: string): Profile | undefined {
  if (name === nanomq.name) return nanomq;
  const release = name.startsWith('emqx-') ? releaseOf(name.slice('emqx-'.length)) : undefined;
  return release === undefined ? undefined : profileOf(release);
}

/** Of a release that does not exist, the release with the nearest number; `4.3` is read as `emqx-4.3`. */
function nearestName(name: string): string | undefined {
  const [, bare] = /^v?(\d+(?:\.\d+)*)$/i.exec(name) ?? [];
  if (bare !== undefined) {
    const full = `emqx-${bare}`;
    return builtInProfile(full) ? full : nearestName(full);
  }
  const [, number] = /^emqx-(\d+\.\d+\.\d+)$/i.exec(name) ?? [];
  if (number !== undefined) return `emqx-${nearestRelease(number)}`;
  return nearest(name, [AUTO, ...PROFILE_NAMES]);
}

/**
 * Finds a profile by its name, or reads it from a file; checks it.
 * @throws UsageError
 */
export async function loadProfile(
  source: string | Profile,
  rules: readonly Pick<Rule, 'id'>[],
): Promise<Profile> {
  if (typeof source !== 'string') return readProfile(source, source.name, rules);
  const known = builtInProfile(source);
  if (known) return known;
  let text: string;
  try {
    text = await readFile(source, 'utf8');
  } catch (error) {
    const near = nearestName(source);
    throw new UsageError(
      `Failed to load the profile: expected one of ${PROFILES_TEXT}, or a JSON or YAML file, ` +
        `but "${source}" is neither (${messageOf(error)}). ` +
        (near === undefined ? '' : `Did you mean "${near}"?`),
      { cause: error },
    );
  }
  let value: unknown;
  try {
    // YAML reads JSON too.
    value = readYaml(text);
  } catch (error) {
    throw new UsageError(
      `Failed to read the profile ${source}: expected YAML or JSON, but ${messageOf(error)}.`,
      { cause: error },
    );
  }
  return readProfile(value, source, rules);
}
