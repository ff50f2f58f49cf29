import { existsSync } from 'node:fs';
import { appendFile, mkdir, open, stat, truncate, unlink } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { messageOf, UsageError } from '../shared/errors.js';
import { didYouMean } from '../shared/nearest.js';
import { writeNamedFile } from '../shared/write-file.js';
import { ctrfText } from './ctrf.js';
import { htmlText } from './html/page.js';
import { junitText } from './junit.js';
import { markdownText } from './markdown.js';
import type { Run } from './run.js';

/** The reports of `check`. */
export const FORMATS = {
  junit: junitText,
  ctrf: ctrfText,
  markdown: markdownText,
  html: htmlText,
} as const;
type Format = keyof typeof FORMATS;

/** A report file to write. */
export interface ReportFile {
  readonly format: Format;
  readonly path: string;
  /** Whether others write to the file, too: it is appended to. Default false. */
  readonly append?: boolean;
}

/**
 * Parses `junit=FILE,ctrf=FILE,markdown=FILE,html=FILE`, or a part of it.
 * @throws UsageError
 */
export function readReportFiles(text: string): readonly ReportFile[] {
  const names = Object.keys(FORMATS);
  return text.split(',').map((part) => {
    const equals = part.indexOf('=');
    const format = part.slice(0, Math.max(equals, 0)).trim();
    const path = part.slice(equals + 1).trim();
    if (equals < 0 || path === '' || !Object.hasOwn(FORMATS, format)) {
      const hint =
        equals < 0 ? '' : didYouMean(format, names, (name) => `${name}=${path || 'FILE'}`);
      throw new UsageError(
        `Failed to read --report: expected ${names.map((name) => `${name}=FILE`).join(', ')} but got "${part}".${hint}`,
      );
    }
    requireFileName(part, path);
    return { format: format as Format, path };
  });
}

/** @throws UsageError for words that mean something else than a file's name to a user */
function requireFileName(part: string, path: string): void {
  const problem =
    path === '-'
      ? 'standard output has the report for people. Name a file, or /dev/stdout'
      : /^~(?:\/|$)/.test(path)
        ? 'the shell does not replace ~ there. Write $HOME instead'
        : undefined;
  if (problem === undefined) return;
  throw new UsageError(`Failed to read --report: expected a file but got "${part}": ${problem}.`);
}

/**
 * The files of all `--report` options, and under GitHub Actions the summary of the job's step.
 * @throws UsageError where two reports name one file
 */
export function chooseReportFiles(
  texts: readonly string[],
  env: NodeJS.ProcessEnv,
): readonly ReportFile[] {
  const summary = stepSummary(env);
  const files = texts.flatMap(readReportFiles).filter((file) => !isSummary(file, summary));
  requireOwnPaths(files);
  return [...files, ...(summary === undefined ? [] : [summary])];
}

/** @throws UsageError where two reports name one file */
export function requireOwnPaths(
  files: readonly { readonly format: string; readonly path: string }[],
): void {
  for (const [index, { format, path }] of files.entries()) {
    const other = files.slice(0, index).find((each) => resolve(each.path) === resolve(path));
    if (other === undefined || other.format === format) continue;
    throw new UsageError(
      `Failed to read --report: expected a file for each report but got ${path} for ${other.format} and ${format}.`,
    );
  }
}

/** GitHub shows the file on the page of the job; earlier commands of the step have written to it. */
function stepSummary(env: NodeJS.ProcessEnv): ReportFile | undefined {
  const path = env['GITHUB_STEP_SUMMARY'] ?? '';
  if (env['GITHUB_ACTIONS'] !== 'true' || path === '') return undefined;
  return { format: 'markdown', path, append: true };
}

const isSummary = ({ format, path }: ReportFile, summary: ReportFile | undefined): boolean =>
  format === summary?.format && resolve(path) === resolve(summary.path);

/**
 * Before a run: makes missing folders, checks that each file can be written, and removes what an
 * earlier run has left there, so that a run that is killed leaves no old result.
 * @throws UsageError for the first file that cannot be written
 */
export async function prepareReports(
  files: readonly Pick<ReportFile, 'path' | 'append'>[],
): Promise<void> {
  for (const { path, append = false } of files) {
    if (append) continue;
    await tryToWrite(path);
    await remove(path).catch((error: unknown) => Promise.reject(notWritable(path, error)));
  }
}

/**
 * Checks that a file can be written, and leaves it as it is; makes missing folders.
 * @throws UsageError
 */
export async function tryToWrite(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const isNew = !existsSync(path);
    await (await open(path, 'a')).close();
    if (isNew) await unlink(path);
  } catch (cause) {
    throw notWritable(path, cause);
  }
}

/** Removes a file; empties it where its folder cannot be changed, as with a mounted file. */
async function remove(path: string): Promise<void> {
  if (!existsSync(path) || !(await stat(path)).isFile()) return;
  await unlink(path).catch(() => truncate(path));
}

/**
 * Writes all that can be written.
 * @returns why a file that was not asked for could not be written, in sentences
 * @throws UsageError for the first file that was asked for and cannot be written
 */
export async function writeReports(
  run: Run,
  files: readonly ReportFile[],
): Promise<readonly string[]> {
  const failed: UsageError[] = [];
  const notes: string[] = [];
  for (const { format, path, append = false } of files) {
    const text = FORMATS[format](run);
    try {
      // The summary begins on a line of its own, behind what others have written.
      await (append ? appendFile(path, `\n\n${text}`) : writeNamedFile(path, text));
    } catch (cause) {
      const error = cause instanceof UsageError ? cause : notWritable(path, cause);
      if (append) notes.push(error.message);
      else failed.push(error);
    }
  }
  if (failed[0]) throw failed[0];
  return notes;
}

function notWritable(path: string, cause: unknown): UsageError {
  return new UsageError(
    `Failed to write ${path}: ${messageOf(cause)}. Name a file that can be written.`,
    { cause },
  );
}
