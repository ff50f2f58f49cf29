import { UsageError } from '../shared/errors.js';
import { didYouMean } from '../shared/nearest.js';
import type { DiffReport } from './diff.js';
import { plainPath } from './paths.js';

/** Paths to compare, or to leave out. */
export interface PathSelection {
  readonly only?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
}

/**
 * Keeps the differences at chosen paths. `meta.count`, `$.body.meta.count` and `count` name the same
 * one; `*` stands for any step, and a path includes what is below it. A path of `ignore` that no
 * answer has is a warning.
 * @throws UsageError for a path of `only` that no answer has: nothing would be compared
 */
export function selectDifferences(report: DiffReport, selection: PathSelection): DiffReport {
  const only = selection.only?.map(matcher);
  const ignored = selection.ignore?.map(matcher) ?? [];
  const entries = report.entries.flatMap((entry) => {
    const differences = entry.differences.filter(({ path }) => {
      const plain = plainPath(path);
      const isWanted = !only || only.some((matches) => matches(plain));
      return isWanted && !ignored.some((matches) => matches(plain));
    });
    return differences.length > 0 ? [{ ...entry, differences }] : [];
  });
  const unknown = unknownPaths(selection.only, report.paths);
  if (unknown[0] !== undefined) {
    throw new UsageError(`Failed to use --only: ${unknown[0]} Nothing would be compared there.`);
  }
  const warnings = unknownPaths(selection.ignore, report.paths).map((text) => `--ignore: ${text}`);
  return { ...report, entries, warnings: [...report.warnings, ...warnings] };
}

/** A sentence for each pattern that fits no path. */
function unknownPaths(patterns: readonly string[] = [], paths: readonly string[]): string[] {
  return patterns
    .filter((pattern) => !paths.some(matcher(pattern)))
    .map((pattern) => `no answer has a value at "${pattern}".${didYouMean(pattern, paths)}`);
}

function matcher(pattern: string): (path: string) => boolean {
  const plain = plainPath(pattern)
    .replace(/[\\^$+?()[\]{}|.]/g, '\\$&')
    .replaceAll('*', '[^.]*');
  const expression = new RegExp(`(?:^|\\.)${plain}(?:\\.|$)`);
  return (path) => expression.test(path);
}
