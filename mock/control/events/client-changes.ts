import type { Chunk } from '../../core/chunk/chunk.js';
import {
  chunksBeside,
  clientAt,
  createRowTest,
  isSame,
  placeOf,
  rowsOf,
} from '../../core/chunk/compare-chunks.js';

interface ClientChange {
  readonly clientid: string;
  readonly node: string;
  readonly change: 'added' | 'removed' | 'changed';
}

/** What has happened to the clients in a slice of time. */
interface ClientChanges {
  /** How many have changed; `null`: too many to be compared. 0: only their order did. */
  readonly count: number | null;
  /** Whether there are more changes than are listed, which then is none. */
  readonly many: boolean;
  readonly changes: readonly ClientChange[];
}

/** More changes than this, or longer ids all together, are not listed. */
const MOST_LISTED = 200;
const MOST_CHARACTERS = 100_000;
/** More chunks than this are not compared: it would hold up answers. */
const MOST_COMPARED = 16;

/** Compares two states of a store by its chunks; `undefined` if they are the same. */
export function compareClients(
  before: readonly Chunk[],
  after: readonly Chunk[],
): ClientChanges | undefined {
  if (isSame(before, after)) return undefined;
  const [gone, come] = [chunksBeside(before, after), chunksBeside(after, before)];
  if (Math.max(gone.length, come.length) > MOST_COMPARED) {
    return { count: null, many: true, changes: [] };
  }
  const oldRows = rowsOf(gone);
  const isOld = createRowTest(oldRows);
  const oldClients = new Map(
    oldRows.map(clientAt).map((client) => [placeOf(client), client] as const),
  );
  const changes: ClientChange[] = [];
  for (const row of rowsOf(come)) {
    const client = clientAt(row);
    const isKnown = oldClients.delete(placeOf(client));
    if (!isOld(row)) changes.push({ ...client, change: isKnown ? 'changed' : 'added' });
  }
  for (const client of oldClients.values()) changes.push({ ...client, change: 'removed' });
  const count = changes.length;
  const characters = changes.reduce((sum, { clientid }) => sum + clientid.length, 0);
  return count > MOST_LISTED || characters > MOST_CHARACTERS
    ? { count, many: true, changes: [] }
    : { count, many: false, changes };
}
