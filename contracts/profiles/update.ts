import { stringify } from 'yaml';
import type { Report } from '../report/report.js';
import type { KnownDeviation, Profile } from './profile.js';
import { REASON_TO_FILL_IN } from './read.js';

/**
 * The profile that would let the run pass: what it lists and still shows, and what is new, with a
 * reason to fill in. Until somebody does, `check` refuses it.
 */
export function updatedProfile(report: Report, name: string, old?: Profile): Profile {
  const fixed = new Set(report.results.flatMap((result) => result.fixed));
  const judged = new Set(report.results.map(({ rule }) => rule.id));
  const kept = (old?.known ?? []).filter(
    (entry) => !judged.has(entry.rule) || !fixedHas(fixed, entry),
  );
  const fresh = report.results.flatMap(({ rule, deviations }) =>
    deviations
      .filter(({ known }) => !known)
      .map(({ deviation, exchange }): KnownDeviation => ({
        rule: rule.id,
        deviation,
        reason: REASON_TO_FILL_IN,
        ...(exchange && { evidence: exchange.curl }),
      })),
  );
  return {
    name,
    ...(old?.description !== undefined && { description: old.description }),
    known: [...kept, ...fresh],
  };
}

function fixedHas(fixed: ReadonlySet<KnownDeviation>, entry: KnownDeviation): boolean {
  return [...fixed].some((each) => each.rule === entry.rule && each.deviation === entry.deviation);
}

/** The text of a profile's file: JSON for a name in `.json`, else YAML. */
export function profileText(profile: Profile, path: string): string {
  if (path.endsWith('.json')) return `${JSON.stringify(profile, null, 2)}\n`;
  return stringify(profile, { lineWidth: 100 });
}
