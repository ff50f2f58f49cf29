import { type Accepted, isAcceptedIn } from '../../openapi/usage/usage.js';
import type { KnownDeviation } from '../profiles/profile.js';

type Pattern = readonly [rule: RegExp, deviation?: RegExp];

/**
 * The differences between releases that `emqx-mock usage check` names, as deviations of rules: what
 * is accepted there is accepted here.
 */
const DEVIATIONS: Readonly<Record<string, readonly Pattern[]>> = {
  filters: [[/^(?:filters|times|paging|usage)\//]],
  countUnderFilter: [[/^paging\/filtered-count$/]],
  hasnext: [[/^(?:list|paging)\/hasnext$/], [/^usage\//, /hasnext/]],
  timeUnit: [[/^times\//, /takes-milliseconds/]],
  like: [[/-literal$/, /regular-expression/]],
  emptyLike: [[/^filters\/_like_-empty$/]],
  wrongType: [[/^errors\/filter-values$/], [/^errors\/status$/]],
  zeroLimit: [[/^errors\/paging-bounds$/, /crashes|limit-0/]],
  unknownKick: [[/^kick\/unknown$/]],
  notBase64: [[/^auth\//, /not-base64/]],
  mountpoint: [[/^list\/mountpoint$/], [/^usage\//, /mountpoint/]],
  extraFields: [[/^usage\//, /data-(?:recv|send)-msg/]],
  pathDecoding: [[/^lookup\/plus$/]],
  queueFilters: [[/^usage\/_[gl]te_mqueue/], [/^filters\/unknown-parameter$/]],
  listScope: [[/^usage\//]],
  reading: [[/^errors\/(?:paging-bounds|paging-values|enum-values|repeated-parameter)$/]],
  wording: [[/^errors\/(?:status|json-bodies)$/], [/^filters\/twins$/]],
  shownSecond: [[/^times\//, /own-second/]],
  headAndOptions: [[/^errors\/(?:head|options)$/]],
};

/**
 * Whether an application accepts a deviation, and why.
 * @param release of the broker, e.g. `4.3.22`; without one, an entry for some releases does not apply
 */
export function acceptedReason(
  accepted: readonly Accepted[],
  { rule, deviation }: { readonly rule: string; readonly deviation: string },
  release: string | undefined,
): string | undefined {
  return accepted.find((entry) => {
    const { difference } = entry;
    if (!isAcceptedIn(entry, release)) return false;
    if (difference === rule || difference === `${rule}:${deviation}`) return true;
    const patterns = Object.hasOwn(DEVIATIONS, difference) ? DEVIATIONS[difference] : undefined;
    return patterns?.some(
      ([ofRule, ofDeviation]) => ofRule.test(rule) && (ofDeviation?.test(deviation) ?? true),
    );
  })?.reason;
}

/** An accepted deviation as the entry of a profile: that it no longer shows is no failure. */
export const asKnown = (rule: string, deviation: string, reason: string): KnownDeviation => ({
  rule,
  deviation,
  reason: `accepted: ${reason}`,
  sometimes: true,
});
