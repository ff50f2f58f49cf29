import { nearestRelease, readRelease, type Release } from '../core/releases/releases.js';
import { finish } from '../core/steps.js';
import { differencesBetween, HISTORY } from '../explain/release-answers.js';

/** What the command prints, or why it cannot. */
export type ReleasesReport =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string };

/** `emqx-mock releases`: what each line changed, or what differs between two releases. */
export function describeReleases(names: readonly string[], isJson: boolean): ReleasesReport {
  if (names.length !== 0 && names.length !== 2) {
    return { ok: false, message: 'Expected two releases to compare, such as 4.2.14 4.4.19.' };
  }
  const releases: Release[] = [];
  for (const name of names) {
    const release = readRelease(name);
    if (release === undefined) {
      const message = `EMQX ${name.replace(/^emqx-/, '')} never existed: the nearest is ${nearestRelease(name)}.`;
      return { ok: false, message };
    }
    releases.push(release);
  }
  const [from, to] = releases;
  const isList = from === undefined || to === undefined;
  if (isJson) {
    const value = isList
      ? HISTORY
      : { from, to, differences: finish(differencesBetween(from, to)) };
    return { ok: true, text: `${JSON.stringify(value, null, 2)}\n` };
  }
  return { ok: true, text: isList ? printHistory() : printDifferences(from, to) };
}

function printHistory(): string {
  return HISTORY.map(({ line, oldest, newest, changes }) => {
    const width = newest.length;
    const lines = changes.map(({ release, says }) => `  ${release.padEnd(width)}  ${says}\n`);
    return `EMQX ${line}: ${oldest} to ${newest}\n${lines.join('')}`;
  }).join('\n');
}

function printDifferences(from: Release, to: Release): string {
  const differences = finish(differencesBetween(from, to));
  if (differences.length === 0) return `EMQX ${from} and ${to} answer alike.\n`;
  const width = Math.max(from.length, to.length);
  return differences
    .map(({ title, request, answers }) => {
      const lines = answers.flatMap(({ release, says, answer }) => [
        `  ${release.padEnd(width)}  ${says}`,
        `  ${' '.repeat(width)}  ${answer}`,
      ]);
      return `${title}: ${request}\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
