import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { StoredClient } from '../core/client.js';
import { formatRow } from '../core/row.js';
import { PRIVATE_FIELDS, privateFieldsOf } from './private-fields.js';

/** Clients written at once; the mock answers requests between two writes. */
const ROWS_AT_ONCE = 500;

/** A part of the clients that does not change while it is written. */
type Batch = Iterable<StoredClient>;

/**
 * Writes clients to a file as NDJSON, atomically: at any moment, even after a crash, the file holds
 * either the old state or the new one. The rows go to a draft file in the same directory, which is
 * synchronized and then renamed.
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
  // A constant name: the next write overwrites a draft that a killed process left behind.
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
  // An empty file is refused when it is read; an empty list is a state without clients.
  if (batches.length === 0) await handle.write('[]\n');
  const print = createRowPrinter(utcOffsetMinutes);
  for (const batch of batches) {
    let text = '';
    let rows = 0;
    for (const client of batch) {
      text += print(client);
      if (++rows % ROWS_AT_ONCE > 0) continue;
      await handle.write(text);
      text = '';
    }
    if (text !== '') await handle.write(text);
  }
}

/** Prints clients as lines of a state file, each with its newline. */
export function createRowPrinter(utcOffsetMinutes: number): (client: StoredClient) => string {
  const format = { utcOffsetMinutes: () => utcOffsetMinutes, extraFields: {} };
  return (client) => {
    const fields = JSON.stringify(privateFieldsOf(client));
    const members = formatRow(client, format).slice(0, -1);
    const { conn_state, subscriptions } = client;
    const list = subscriptions ? `,"subscriptions":${JSON.stringify(subscriptions)}` : '';
    return `${members},"conn_state":"${conn_state}"${list},"${PRIVATE_FIELDS}":${fields}}\n`;
  };
}

/** Makes a rename durable. Some systems do not support this and do not need it. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r').catch(() => undefined);
  try {
    await handle?.sync().catch(() => undefined);
  } finally {
    await handle?.close();
  }
}
