import { existsSync, readFileSync } from 'node:fs';
import type { StoredClient } from '../core/client.js';
import { placeOf } from '../core/chunk/compare-chunks.js';
import { pathOf } from './change-log.js';
import { createRowReader } from './read-row.js';
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
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  const readRow = createRowReader(utcOffsetMinutes);
  for (const [index, line] of lines.entries()) {
    const [, node, clientid] =
      /^\{"removed":\[("(?:[^"\\]|\\.)*"),("(?:[^"\\]|\\.)*")\]\}$/.exec(line) ?? [];
    if (node !== undefined && clientid !== undefined) {
      byPlace.delete(placeOf({ node: textOf(node), clientid: textOf(clientid) }));
      continue;
    }
    const read = readRow(Buffer.from(line));
    if (!read.ok) {
      throw new StateFileError(
        path,
        `line ${index + 1} cannot be read: ${read.problems.join('; ')}.`,
      );
    }
    byPlace.set(placeOf(read.client), read.client);
  }
  return [...byPlace.values()];
}

const textOf = (json: string): string => String(JSON.parse(json));
