import { existsSync } from 'node:fs';
import type { StoredClient } from '../core/client.js';
import { placeOf } from '../core/chunk/compare-chunks.js';
import { chunksOf, pathOf } from './change-log.js';
import { createRowReader } from './read-row.js';
import { LineSplitter } from './row-splitter.js';
import { StateFileError } from './state-file-error.js';

/**
 * Applies the log that a killed process has left to the clients of its state file. The last line may
 * be cut: it was never answered.
 * @returns the clients, in the order of the file.
 * @throws {StateFileError} if another line cannot be read.
 */
export function replayChanges(
  file: string,
  clients: readonly StoredClient[],
  utcOffsetMinutes: number,
): readonly StoredClient[] {
  const path = pathOf(file);
  if (!existsSync(path)) return clients;
  const byPlace = new Map(clients.map((client) => [placeOf(client), client]));
  const readRow = createRowReader(utcOffsetMinutes);
  let number = 0;
  for (const line of linesOf(path)) {
    number++;
    const [, node, clientid] = line.subarray(0, REMOVED.length).equals(REMOVED)
      ? (/^\{"removed":\[("(?:[^"\\]|\\.)*"),("(?:[^"\\]|\\.)*")\]\}$/.exec(line.toString()) ?? [])
      : [];
    if (node !== undefined && clientid !== undefined) {
      byPlace.delete(placeOf({ node: textOf(node), clientid: textOf(clientid) }));
      continue;
    }
    const read = readRow(line);
    if (!read.ok) {
      throw new StateFileError(path, `line ${number} cannot be read: ${read.problems.join('; ')}.`);
    }
    byPlace.set(placeOf(read.client), read.client);
  }
  return [...byPlace.values()];
}

const REMOVED = Buffer.from('{"removed":');

/** The lines of a file; the last one, if it has no end, is left out. */
function* linesOf(path: string): Generator<Buffer, void> {
  const splitter = new LineSplitter();
  for (const chunk of chunksOf(path)) yield* splitter.push(chunk);
}

const textOf = (json: string): string => String(JSON.parse(json));
