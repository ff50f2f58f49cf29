/**
 * What both commands say about a usage file. Without the parser of YAML: every start of emqx-mock loads
 * this.
 */
import { EMPTY_USAGE, type Usage } from './usage.js';

/** A sentence about a usage file. @param problem its end: what is wrong, and what to do. */
export const aboutUsageFile = (file: string, problem: string): string =>
  `The usage file ${file} ${problem.replace(/\.$/, '')}.`;

/** Longer is no usage file: a thousand uses take less. */
export const MAX_USAGE_BYTES = 4_000_000;

/** Why a file is not read, after `cannot be read:`; `undefined`: it may be a usage file. */
export function whyNotRead(file: { isFile(): boolean; readonly size: number }): string | undefined {
  if (!file.isFile()) return 'it is no regular file';
  if (file.size <= MAX_USAGE_BYTES) return undefined;
  return `it has more than ${MAX_USAGE_BYTES} bytes`;
}

/** A usage with uses, or why there is none: the end of a sentence, see {@link aboutUsageFile}. */
export type RecordedUsage =
  { readonly ok: true; readonly usage: Usage } | { readonly ok: false; readonly problem: string };

/**
 * The usage that a release or a broker is held to: that of a file in which something is recorded.
 * @param usage `undefined`: the file does not exist.
 */
export function checkRecorded(file: string, usage: Usage | undefined): RecordedUsage {
  if (usage && usage.uses.length > 0) return { ok: true, usage };
  const what = usage ? (usage === EMPTY_USAGE ? 'is empty' : 'has no uses') : 'does not exist';
  return { ok: false, problem: `${what}. Run the tests against emqx-mock --usage ${file} first` };
}
