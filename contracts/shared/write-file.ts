import { mkdir, writeFile } from 'node:fs/promises';
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
