import type { DiffReport } from './diff.js';

/** Paths to compare, or to leave out. */
export interface PathSelection {
  readonly only?: readonly string[] | undefined;
  readonly ignore?: readonly string[] | undefined;
}

/**
 * Keeps the differences at chosen paths. `meta.count`, `$.body.meta.count` and `count` name the same
 * one; `*` stands for any step, and a path includes what is below it.
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
  return { ...report, entries };
}

/** `$.body.data["<prefix>a"]["recv_msg.qos0"]` as `data.*.recv_msg.qos0`. */
const plainPath = (path: string): string =>
  path
    .replace(/\["<(?:[^"\\]|\\.)*"\]|\[(?:\d+|\*)\]/g, '.*')
    .replace(/\["((?:[^"\\]|\\.)*)"\]/g, '.$1')
    .replace(/^\$\.?(?:body\b\.?)?/, '');

function matcher(pattern: string): (path: string) => boolean {
  const plain = plainPath(pattern)
    .replace(/[\\^$+?()[\]{}|.]/g, '\\$&')
    .replaceAll('*', '[^.]*');
  const expression = new RegExp(`(?:^|\\.)${plain}(?:\\.|$)`);
  return (path) => expression.test(path);
}
