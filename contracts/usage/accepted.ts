import { type Accepted, isAcceptedIn } from '../../openapi/usage/usage.js';
import type { KnownDeviation } from '../profiles/profile.js';
import { isDeviationOf } from './deviations.js';

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
    return isDeviationOf(difference, rule, deviation);
  })?.reason;
}

/** An accepted deviation as the entry of a profile: that it no longer shows is no failure. */
export const asKnown = (rule: string, deviation: string, reason: string): KnownDeviation => ({
  rule,
  deviation,
  reason: `accepted: ${reason}`,
  sometimes: true,
});
