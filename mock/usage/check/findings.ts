import { BEHAVIOUR_NAMES, stepOf } from '../../core/releases/behaviours.js';
import {
  isDialectName,
  RELEASES,
  type DialectName,
  type Release,
} from '../../core/releases/releases.js';
import type { DifferenceName } from '../../../openapi/usage/differences.js';
import { type Accepted, isAcceptedIn, type Usage, type Use } from '../../../openapi/usage/usage.js';
import { type Cause, explainChange, isBehaviour, titleOf } from './attribute.js';

/** A use that a release answers differently from what it was tested with. */
export interface ChangedUse extends Omit<Cause, 'name'> {
  readonly use: Use;
  readonly tested: DialectName;
  readonly release: Release;
}

/** A difference that an application notices, in the releases that have it. */
export interface Finding {
  readonly name: DifferenceName;
  readonly title: string;
  /** A sentence about these releases; empty if all brokers differ from the documents so. */
  readonly says: string;
  readonly releases: readonly Release[];
  /** The uses that notice it, each in the first release that has it. */
  readonly uses: readonly ChangedUse[];
}

/** The releases that behave alike, by the first of them. */
function alike(): ReadonlyMap<Release, readonly Release[]> {
  const groups = new Map<string, Release[]>();
  for (const release of RELEASES) {
    const key = BEHAVIOUR_NAMES.map((name) => stepOf(name, release).says).join('\n');
    groups.set(key, [...(groups.get(key) ?? []), release]);
  }
  return new Map([...groups.values()].map((group) => [group[0] as Release, group]));
}

/**
 * Everything that releases answer differently from what the application was tested with.
 * @param shown the release that the examples are of. Default: the first that has a difference.
 */
export function findDifferences(usage: Usage, shown?: Release): readonly Finding[] {
  interface Collected {
    readonly name: DifferenceName;
    readonly says: string;
    readonly releases: Set<Release>;
    readonly uses: Map<Use, ChangedUse>;
  }
  const found = new Map<string, Collected>();
  for (const [first, others] of alike()) {
    const isShown = shown !== undefined && others.includes(shown);
    const release = isShown ? shown : first;
    for (const use of usage.uses) {
      const { tested, causes } = changeOf(use, release);
      for (const { name, ...cause } of causes) {
        const says = isBehaviour(name) ? stepOf(name, release).says : '';
        const key = `${name}\n${says}`;
        const finding = found.get(key) ?? { name, says, releases: new Set(), uses: new Map() };
        found.set(key, finding);
        for (const each of others) finding.releases.add(each);
        if (!isShown && finding.uses.has(use)) continue;
        finding.uses.set(use, { use, release, tested, ...cause });
      }
    }
  }
  return [...found.values()].map(({ name, says, releases, uses }) => ({
    name,
    title: titleOf(name),
    says,
    releases: RELEASES.filter((release) => releases.has(release)),
    uses: [...uses.values()],
  }));
}

interface UseChange extends Pick<ChangedUse, 'tested'> {
  readonly causes: readonly Cause[];
}

/** Of a use that was tested with several dialects, one that answers alike is enough. */
function changeOf(use: Use, release: Release): UseChange {
  const names = use.tested.length === 0 ? ['documented'] : use.tested;
  const changes = names
    .filter(isDialectName)
    .map((tested) => ({ tested, causes: explainChange(use, tested, `emqx-${release}`) }));
  const [first = { tested: 'documented', causes: [] }] = changes;
  return changes.find(({ causes }) => causes.length === 0) ?? first;
}

/** Why a difference is fine in a release; `undefined`: it is not accepted. */
export function acceptedReason(
  accepted: readonly Accepted[],
  name: string,
  release: string,
): string | undefined {
  return accepted.find((entry) => entry.difference === name && isAcceptedIn(entry, release))
    ?.reason;
}
