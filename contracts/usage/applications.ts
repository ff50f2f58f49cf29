import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { findUnknownDifference } from '../../openapi/usage/differences.js';
import type { Usage } from '../../openapi/usage/usage.js';
import { aboutUsageFile, checkRecorded, whyNotRead } from '../../openapi/usage/usage-file.js';
import { readUsageText } from '../../openapi/usage/usage-text.js';
import type { Rule } from '../rule/rule.js';
import { messageOf, UsageError } from '../shared/errors.js';

/** An application whose tests have recorded what it uses. */
export interface Application {
  /** As its usage file has it, or else the name of the file. */
  readonly name: string;
  readonly file: string;
  readonly usage: Usage;
}

/**
 * Reads usage files, as `emqx-mock --usage` writes them.
 * @param rules those of the contract, which the files may accept deviations of
 * @throws UsageError for a file that cannot be read, is no usage file, or accepts what does not exist
 */
export async function loadApplications(
  files: readonly string[],
  rules: readonly Pick<Rule, 'id'>[],
): Promise<readonly Application[]> {
  const applications: Application[] = [];
  for (const file of files) {
    const usage = await loadUsage(file);
    const unknown = findUnknownDifference(
      usage.accepted,
      rules.map(({ id }) => id),
    );
    if (unknown !== undefined) throw new UsageError(`The usage file ${file}: ${unknown}`);
    const name = usage.application ?? basename(file, extname(file));
    const isTaken = applications.some((each) => each.name === name);
    applications.push({ name: isTaken ? `${name} (${file})` : name, file, usage });
  }
  return applications;
}

async function loadUsage(file: string): Promise<Usage> {
  const wrong = (problem: string, cause?: unknown): UsageError =>
    new UsageError(aboutUsageFile(file, problem), { cause });
  const text = await readText(file).catch((error: unknown) => {
    throw wrong(`cannot be read: ${messageOf(error)}`, error);
  });
  const read = text === undefined ? undefined : readUsageText(text);
  if (read?.ok === false) throw wrong(read.problem);
  const recorded = checkRecorded(file, read?.usage);
  if (!recorded.ok) throw wrong(recorded.problem);
  return recorded.usage;
}

/** `undefined`: the file does not exist. */
async function readText(file: string): Promise<string | undefined> {
  const status = await stat(file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (!status) return undefined;
  const why = whyNotRead(status);
  if (why !== undefined) throw new Error(why);
  return readFile(file, 'utf8');
}
