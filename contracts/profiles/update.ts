import { stringify } from 'yaml';
import type { Report } from '../report/report.js';
import type { KnownDeviation, Profile } from './profile.js';
import { REASON_TO_FILL_IN } from './read.js';

/**
 * The profile with which the run would pass: the used profile without its fixed entries, and an
 * entry for each new deviation. `check` refuses it until a person has filled in the new reasons.
 */
export function updatedProfile(report: Report): Profile {
  const { profile, results } = report;
  const fixed = results.flatMap((result) => (result.outcome === 'fixed' ? result.fixed : []));
  const kept = (profile?.known ?? []).filter(
    (entry) =>
      !fixed.some(({ rule, deviation }) => rule === entry.rule && deviation === entry.deviation),
  );
  const added = results.flatMap((result) =>
    result.outcome === 'fail'
      ? result.deviations
          .filter(({ known }) => !known)
          .map(({ deviation, exchange }): KnownDeviation => ({
            rule: result.rule.id,
            deviation,
            reason: REASON_TO_FILL_IN,
            ...(exchange && { evidence: exchange.curl }),
          }))
      : [],
  );
  return {
    name: profile?.name ?? new URL(report.target).hostname,
    ...(profile?.description !== undefined && { description: profile.description }),
    known: [...kept, ...added],
  };
}

/** The text of a profile's file: JSON for a name in `.json`, else YAML. */
export function profileText(profile: Profile, path: string): string {
  if (path.endsWith('.json')) return `${JSON.stringify(profile, null, 2)}\n`;
  return stringify(profile, { lineWidth: 100 });
}
