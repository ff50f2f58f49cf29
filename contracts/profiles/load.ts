import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { messageOf, UsageError } from '../shared/errors.js';
import type { Rule } from '../rule/rule.js';
import { builtInProfiles } from './built-in.js';
import type { Profile } from './profile.js';
import { readProfile } from './read.js';

/**
 * Finds a profile by its name, reads it from a file, or takes it as it is; and checks it.
 * @throws UsageError
 */
export async function loadProfile(
  wanted: string | Profile,
  rules: readonly Pick<Rule, 'id'>[],
): Promise<Profile> {
  if (typeof wanted !== 'string') return readProfile(wanted, wanted.name, rules);
  const known = builtInProfiles.get(wanted);
  if (known) return known;
  let text: string;
  try {
    text = await readFile(wanted, 'utf8');
  } catch (error) {
    const names = [...builtInProfiles.keys()].join(', ');
    throw new UsageError(
      `Failed to load the profile: expected one of ${names}, or a JSON or YAML file, ` +
        `but "${wanted}" is neither (${messageOf(error)}).`,
      { cause: error },
    );
  }
  let value: unknown;
  try {
    // YAML reads JSON too.
    value = parse(text);
  } catch (error) {
    throw new UsageError(`Failed to read the profile ${wanted}: ${messageOf(error)}`, {
      cause: error,
    });
  }
  return readProfile(value, wanted, rules);
}
