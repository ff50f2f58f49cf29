import { CAPABILITIES, type Rule } from '../rule/rule.js';
import { UsageError } from '../shared/errors.js';
import { nearest } from '../shared/nearest.js';
import { isJsonObject, type JsonObject } from '../shared/json.js';
import type { KnownDeviation, Profile } from './profile.js';

/** The reason that `--update-profile` writes; `check` refuses it until a person replaces it. */
export const REASON_TO_FILL_IN = 'TODO: say why this is tolerated';

/** Returns what a member must be, or `undefined` if it is. */
type MemberCheck = (value: unknown, rules: readonly Pick<Rule, 'id'>[]) => string | undefined;

const text: MemberCheck = (value) => (typeof value === 'string' ? undefined : 'a text');
const optional =
  (check: MemberCheck): MemberCheck =>
  (value, rules) =>
    value === undefined ? undefined : check(value, rules);

const PROFILE: Readonly<Record<keyof Profile, MemberCheck>> = {
  name: (value) => (typeof value === 'string' && value !== '' ? undefined : 'a text'),
  description: optional(text),
  known: (value) => (Array.isArray(value) ? undefined : 'a list of deviations'),
};

const ENTRY: Readonly<Record<keyof KnownDeviation, MemberCheck>> = {
  rule: (value, rules) => {
    const ids = rules.map(({ id }) => id);
    if (typeof value !== 'string') return 'the id of a rule';
    if (ids.includes(value)) return undefined;
    const near = nearest(value, ids);
    return near === undefined ? 'the id of a rule' : `the id of a rule, such as "${near}"`;
  },
  deviation: optional(text),
  versions: optional(text),
  reason: (value) =>
    typeof value === 'string' && value.trim() !== '' && value !== REASON_TO_FILL_IN
      ? undefined
      : 'a reason, in words',
  evidence: optional(text),
  sometimes: optional((value) => (typeof value === 'boolean' ? undefined : 'true or false')),
  needs: optional((value) =>
    Array.isArray(value) && value.every((need) => CAPABILITIES.some((known) => known === need))
      ? undefined
      : `a list of ${CAPABILITIES.join(', ')}`,
  ),
};

/**
 * Checks a profile: every entry names a rule that exists, and gives a reason.
 * @param source name or path, for messages
 * @throws UsageError with the entry, the expected value and the value found
 */
export function readProfile(
  value: unknown,
  source: string,
  rules: readonly Pick<Rule, 'id'>[],
): Profile {
  const refuse = (where: string, expected: string, got: unknown): never => {
    const found = got === undefined ? 'nothing' : JSON.stringify(got);
    throw new UsageError(
      `Failed to read the profile ${source}: ${where}: expected ${expected} but got ${found}.`,
    );
  };
  const checkMembers = (
    object: JsonObject,
    checks: Readonly<Record<string, MemberCheck>>,
    placeOf: (key: string) => string,
    at = '',
  ): void => {
    for (const key of Object.keys(object)) {
      if (Object.hasOwn(checks, key)) continue;
      refuse(`${at}member "${key}"`, `one of ${Object.keys(checks).join(', ')}`, key);
    }
    for (const [key, check] of Object.entries(checks)) {
      const expected = check(object[key], rules);
      if (expected !== undefined) refuse(placeOf(key), expected, object[key]);
    }
  };
  if (!isJsonObject(value)) return refuse('the file', 'an object with "name" and "known"', value);
  checkMembers(value, PROFILE, (key) => `"${key}"`);
  const profile = value as unknown as Profile;
  for (const [index, entry] of profile.known.entries()) {
    if (!isJsonObject(entry)) return refuse(`known[${index}]`, 'an object', entry);
    const at = `known[${index}]`;
    const placeOf = (key: string): string =>
      key === 'rule' ? `${at}.rule` : `${at}.${key} (rule ${entry.rule})`;
    checkMembers(entry, ENTRY, placeOf, `${at}: `);
  }
  return profile;
}
