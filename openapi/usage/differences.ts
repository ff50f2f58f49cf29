import { distance } from 'fastest-levenshtein';
import type { Accepted } from './usage.js';

/**
 * What answers differ in: first from release to release, in the order in which one builds on another,
 * then between every broker and the documents. `emqx-mock usage check` prints these names, and a usage
 * file accepts them.
 */
export const DIFFERENCE_NAMES = [
  'listScope',
  'nodeOrder',
  'filters',
  'queueFilters',
  'hasnext',
  'countUnderFilter',
  'timeUnit',
  'like',
  'emptyLike',
  'wrongType',
  'zeroLimit',
  'hugeLimit',
  'unknownKick',
  'notBase64',
  'kickedMqtt5',
  'mountpoint',
  'extraFields',
  'memberOrder',
  'pathDecoding',
  'subscriptionFilters',
  'topicSearch',
  'subscribeScope',
  'missingClientid',
  'wrongQos',
  'sharedUnsubscribe',
  'keepalive',
  'aclCacheOfAll',
  'alarmPaths',
  'connectionsCount',
  'liveStats',
  'liveNodes',
  'nodeMemory',
  'nodeMember',
  'sysdescr',
  'otpRelease',
  'downSubscriptions',
  'reading',
  'wording',
  'headAndOptions',
  'bodyIsQuery',
  'brokerPaths',
  'shownSecond',
  'companions',
] as const;

export type DifferenceName = (typeof DIFFERENCE_NAMES)[number];

/** The ids of rules that a usage file adds to the contract: which there are depends on the uses. */
const REPLAYED = 'usage/';

/**
 * A name under `accepted` that nothing has, such as a misspelt one: it would accept nothing.
 * @param rules the ids of the contract's rules; without them, names with a slash are not judged.
 * @returns the rest of a sentence that begins with `The usage file FILE: `.
 */
export function findUnknownDifference(
  accepted: readonly Accepted[],
  rules?: readonly string[],
): string | undefined {
  for (const { difference } of accepted) {
    const isRule = difference.includes('/');
    const name = isRule ? difference.replace(/:.*$/s, '') : difference;
    const known = isRule ? rules : DIFFERENCE_NAMES;
    if (!known || name.startsWith(REPLAYED) || known.some((each) => each === name)) continue;
    const what = isRule ? 'rule' : 'difference';
    return `accepted has an unknown ${what}, ${JSON.stringify(name)}. ${hintFor(name, known, isRule)}`;
  }
  return undefined;
}

/** Letters that a misspelling changes at most, and which part of the name. */
const MISSPELT = 3;
const MISSPELT_PART = 0.6;

function hintFor(name: string, known: readonly string[], isRule: boolean): string {
  const apart = (other: string): number => distance(name.toLowerCase(), other.toLowerCase());
  const [nearest = ''] = known.toSorted((one, other) => apart(one) - apart(other));
  const isNear =
    apart(nearest) <= MISSPELT && apart(nearest) < MISSPELT_PART * Math.max(name.length, 1);
  if (isNear) return `Did you mean ${nearest}?`;
  return isRule
    ? `Expected one that emqx-contract rules lists (nearest: ${nearest}).`
    : `Expected one that emqx-mock usage check prints (nearest: ${nearest}), or the id of a rule that emqx-contract rules lists.`;
}
