import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StoredClient } from '../core/client.js';
import { formatRow } from '../core/row.js';
import { HIDDEN, hiddenOf } from './private-fields.js';

/** Clients that are written at once: between two such writes other requests are answered. */
const ROWS_AT_ONCE = 500;

/** A part of the clients; it does not change while it is written. */
interface Batch {
  readonly rows: readonly StoredClient[];
}

/**
 * Writes clients to a file, one a line (NDJSON), so that whoever reads it finds the old file or the
 * new one, whenever the machine stops: into another file beside it, which is synchronized and then
 * takes its name.
 * @param batches the clients, in order.
 * @param utcOffsetMinutes minutes east of UTC in which times are written.
 */
export async function writeStateFile(
  file: string,
  batches: readonly Batch[],
  utcOffsetMinutes: number,
): Promise<void> {
  const directory = dirname(file);
  await mkdir(directory, { recursive: true });
  // One name, not one for each attempt: what a kill leaves behind is overwritten by the next.
  const draft = join(directory, `.${basename(file)}.draft`);
  const handle = await open(draft, 'w');
  try {
    await writeRows(handle, batches, utcOffsetMinutes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(draft, file);
  await syncDirectory(directory);
}

async function writeRows(
  handle: FileHandle,
  batches: readonly Batch[],
  utcOffsetMinutes: number,
): Promise<void> {
  // An empty file could be one that was never written: this one is empty and says so.
  if (batches.length === 0) await handle.write('[]\n');
  const format = { utcOffsetMinutes: () => utcOffsetMinutes, extraFields: {} };
  for (const { rows } of batches) {
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
      let text = '';
      for (const client of rows.slice(start, start + ROWS_AT_ONCE)) {
        const hidden = JSON.stringify(hiddenOf(client));
        const members = formatRow(client, format).slice(0, -1);
        text += `${members},"conn_state":"${client.conn_state}","${HIDDEN}":${hidden}}\n`;
      }
      await handle.write(text);
    }
  }
}

/** Makes a new name last; some systems can not, and keep it anyway. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => undefined);
  try {
    await handle?.sync().catch(() => undefined);
  } finally {
    await handle?.close();
  }
}
