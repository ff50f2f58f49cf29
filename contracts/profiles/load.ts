import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { messageOf, UsageError } from '../shared/errors.js';
import type { Rule } from '../rule/rule.js';
import { emqx4 } from './emqx-4.js';
import { emqx430 } from './emqx-4.3.0.js';
import { nanomq } from './nanomq.js';
import type { Profile } from './profile.js';
import { readProfile } from './read.js';

/** The profiles of the kit, by name. */
export const builtInProfiles: ReadonlyMap<string, Profile> = new Map(
  [emqx4, emqx430, nanomq].map((profile) => [profile.name, profile]),
);

/**
 * Finds a profile by its name, or reads it from a file; checks it.
 * @throws UsageError
 */
export async function loadProfile(
  source: string | Profile,
  rules: readonly Pick<Rule, 'id'>[],
): Promise<Profile> {
  if (typeof source !== 'string') return readProfile(source, source.name, rules);
  const known = builtInProfiles.get(source);
  if (known) return known;
  let text: string;
  try {
    text = await readFile(source, 'utf8');
  } catch (error) {
    const names = [...builtInProfiles.keys()].join(', ');
    throw new UsageError(
      `Failed to load the profile: expected one of ${names}, or a JSON or YAML file, ` +
        `but "${source}" is neither (${messageOf(error)}).`,
      { cause: error },
    );
  }
  let value: unknown;
  try {
    // YAML reads JSON too.
    value = parse(text);
  } catch (error) {
    throw new UsageError(`Failed to read the profile ${source}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return readProfile(value, source, rules);
}
