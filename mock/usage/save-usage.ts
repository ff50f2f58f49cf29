import type { Mock } from '../mock.js';
import { OptionError } from '../options.js';

/** Saves that are still to be done when the process ends. */
const pending = new Set<() => void>();

/**
 * Adds what a mock has recorded to a usage file, also while other processes do. The file is written
 * only if that changes it.
 * @throws {OptionError} if the mock records no usage.
 * @throws {UsageFileError} if the file is no usage file, which is never overwritten, or cannot be written.
 */
export async function saveUsage({ usage }: Pick<Mock, 'usage'>, file: string): Promise<void> {
  if (!usage) throw new OptionError('usage', undefined, 'a mock with the option usage');
  const { addToUsageFile } = await import('./usage-file.js');
  addToUsageFile(file, usage.usage());
}

/** Saves the usage of a mock when the process ends. The file must be one by then. */
export function saveUsageAtExit(mock: Pick<Mock, 'usage'>, file: string): void {
  void import('./usage-file.js').then(({ addToUsageFile }) => {
    saveAtExit(() => {
      if (mock.usage) addToUsageFile(file, mock.usage.usage());
    });
  });
}

/**
 * Saves when the process ends, since a program may end without closing the mock.
 * @param save must not wait for anything.
 * @returns saves now, once, and not at the end any more.
 */
export function saveAtExit(save: () => void): () => void {
  if (pending.size === 0) process.once('exit', saveAll);
  pending.add(save);
  return () => {
    if (!pending.delete(save)) return;
    if (pending.size === 0) process.off('exit', saveAll);
    save();
  };
}

function saveAll(): void {
  for (const save of pending) {
    try {
      save();
    } catch (error) {
      process.stderr.write(`error: ${(error as Error).message}\n`);
      process.exitCode ??= 1;
    }
  }
  pending.clear();
}
