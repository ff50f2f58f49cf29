import { UsageError } from '../shared/errors.js';
import { isJsonObject, type JsonObject } from '../shared/json.js';
import { type Capability, CAPABILITIES, type Rule } from '../rule/rule.js';
import { nearest } from '../runner/select-rules.js';
import type { KnownDeviation, Profile } from './profile.js';

const MEMBERS = ['name', 'description', 'known'];
const ENTRY_MEMBERS = ['rule', 'deviation', 'versions', 'reason', 'evidence', 'sometimes', 'needs'];

/** The reason that `--update-profile` writes; `check` refuses it until a person replaces it. */
export const REASON_TO_FILL_IN = 'TODO: say why this is tolerated';

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
  const complain = (where: string, expected: string, got: unknown): never => {
    throw new UsageError(
      `Failed to read the profile ${source}: ${where}: expected ${expected} but got ${show(got)}.`,
    );
  };
  if (!isJsonObject(value)) return complain('the file', 'an object with "name" and "known"', value);
  checkMembers(value, MEMBERS, (key) => complain(`member "${key}"`, oneOf(MEMBERS), key));
  const { name, description, known } = value as Record<'name' | 'description' | 'known', unknown>;
  if (typeof name !== 'string' || name === '') complain('"name"', 'a text', name);
  if (!Array.isArray(known)) return complain('"known"', 'a list of deviations', known);
  return {
    name: String(name),
    ...(typeof description === 'string' && { description }),
    known: known.map((entry, index) => readEntry(entry, `known[${index}]`, rules, complain)),
  };
}

type Complain = (where: string, expected: string, got: unknown) => never;

function readEntry(
  entry: unknown,
  where: string,
  rules: readonly Pick<Rule, 'id'>[],
  complain: Complain,
): KnownDeviation {
  if (!isJsonObject(entry)) return complain(where, 'an object', entry);
  checkMembers(entry, ENTRY_MEMBERS, (key) =>
    complain(`${where}: member "${key}"`, oneOf(ENTRY_MEMBERS), key),
  );
  const { rule, reason, sometimes, needs } = entry as Record<string, unknown>;
  const ids = rules.map(({ id }) => id);
  if (typeof rule !== 'string' || !ids.includes(rule)) {
    const hint = typeof rule === 'string' ? `, such as "${nearest(rule, ids)}"` : '';
    return complain(`${where}.rule`, `the id of a rule${hint}`, rule);
  }
  if (typeof reason !== 'string' || reason.trim() === '' || reason === REASON_TO_FILL_IN) {
    return complain(`${where}.reason (rule ${rule})`, 'a reason, in words', reason);
  }
  if (sometimes !== undefined && typeof sometimes !== 'boolean') {
    return complain(`${where}.sometimes`, 'true or false', sometimes);
  }
  if (needs !== undefined && !isNeeds(needs)) {
    return complain(`${where}.needs`, `a list of ${CAPABILITIES.join(', ')}`, needs);
  }
  return {
    rule,
    reason,
    ...textsOf(entry, where, complain),
    ...(sometimes === undefined ? {} : { sometimes }),
    ...(needs === undefined ? {} : { needs }),
  };
}

function textsOf(
  entry: JsonObject,
  where: string,
  complain: Complain,
): Pick<KnownDeviation, 'deviation' | 'versions' | 'evidence'> {
  const texts: Record<string, string> = {};
  for (const key of ['deviation', 'versions', 'evidence']) {
    const text = entry[key];
    if (text === undefined) continue;
    if (typeof text !== 'string') return complain(`${where}.${key}`, 'a text', text);
    texts[key] = text;
  }
  return texts;
}

function isNeeds(value: unknown): value is readonly Capability[] {
  return (
    Array.isArray(value) && value.every((need) => CAPABILITIES.some((known) => known === need))
  );
}

function checkMembers(
  value: JsonObject,
  known: readonly string[],
  complain: (key: string) => never,
): void {
  for (const key of Object.keys(value)) if (!known.includes(key)) complain(key);
}

const oneOf = (names: readonly string[]): string => `one of ${names.join(', ')}`;

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
