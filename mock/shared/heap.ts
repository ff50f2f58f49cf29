import { getHeapStatistics } from 'node:v8';
import { OptionError } from '../options.js';
import { MAX_CLIENTS } from '../seed/fleet.js';

/** What a seeded client takes at most while they are loaded, and what all else takes. Bytes. */
const CLIENT_BYTES = 450;
const OTHER_BYTES = 60_000_000;

/**
 * Refuses a number of clients for which the memory does not suffice: Node.js would abort after a
 * minute, without a word of it.
 * @param clients the option; what is no possible number is not checked here.
 * @param limit bytes that Node.js may use. Default: as it was started.
 * @throws {OptionError} with the figures, and the setting that helps.
 */
export function checkHeap(clients: unknown, limit = getHeapStatistics().heap_size_limit): void {
  if (typeof clients !== 'number' || !(clients <= MAX_CLIENTS)) return;
  const needed = OTHER_BYTES + clients * CLIENT_BYTES;
  if (needed <= limit) return;
  const most = Math.max(0, Math.floor((limit - OTHER_BYTES) / CLIENT_BYTES / 1000) * 1000);
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  const megabytes = Math.ceil(needed / 2 ** 20 / 100) * 100;
  throw new OptionError(
    'clients',
    clients,
    `at most ${most} (${clients} clients need about ${gigabytes(needed)}, and Node.js may use ` +
      `${gigabytes(limit)}: start it with NODE_OPTIONS=--max-old-space-size=${megabytes} for more)`,
  );
}
