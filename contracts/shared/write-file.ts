import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, UsageError } from './errors.js';

/**
 * Writes a file that the user named; creates missing folders.
 * @param mode of a new file, e.g. 0o600 for one with client ids
 * @throws UsageError where it cannot be written
 */
export async function writeNamedFile(
  path: string,
  content: string | Iterable<string>,
  mode?: number,
): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content, { mode });
  } catch (cause) {
    throw new UsageError(
      `Failed to write ${path}: ${messageOf(cause)}. Name a file that can be written.`,
      { cause },
    );
  }
}

/**
 * Replaces a file by a complete one: it is written beside its path, then renamed, so that a reader
 * finds the old one or the new one.
 * @param mode as for {@link writeNamedFile}
 * @throws UsageError where it cannot be written; the old file is then as it was
 */
export async function replaceNamedFile(
  path: string,
  content: string | Uint8Array,
  mode?: number,
): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, content, { mode });
    await rename(beside, path);
  } catch (cause) {
    await rm(beside, { force: true }).catch(() => undefined);
    throw new UsageError(
      `Failed to write ${path}: ${messageOf(cause)}. Name a file that can be written.`,
      { cause },
    );
  }
}
