import {
  CLIENT_KEYS,
  formatTime,
  isConnected,
  NO_USERNAME,
  type JsonValue,
  type StoredClient,
} from './client.js';

/** How rows are sent. */
export interface RowFormat {
  /** Minutes east of UTC of a node's local time (decisions.md#4). */
  utcOffsetMinutes(this: void, node: string): number;
  /** Members that every client has beyond the documents', in order, with their default. */
  readonly extraFields: Readonly<Record<string, JsonValue>>;
}

/** The texts that are kept: about 100 MB at the most. */
const KEPT_ROWS = 65_536;

/**
 * Makes the function that turns a client into its JSON text. Texts are kept, for two
 * generations of rows, so that a page that is asked for again costs no formatting.
 */
export function createRowText(format: RowFormat): (client: StoredClient) => string {
  let young = new Map<StoredClient, string>();
  let old = new Map<StoredClient, string>();
  return (client) => {
    const kept = young.get(client) ?? old.get(client);
    if (kept !== undefined) return kept;
    const text = formatRow(client, format);
    if (young.size >= KEPT_ROWS / 2) {
      old = young;
      young = new Map();
    }
    young.set(client, text);
    return text;
  };
}

/** One client as the API sends it, its members in the order of the documents. */
export function formatRow(client: StoredClient, format: RowFormat): string {
  const offset = format.utcOffsetMinutes(client.node);
  let text = '{';
  for (const key of CLIENT_KEYS) {
    text += `"${key}":${formatMember(client, key, offset)},`;
  }
  if (client.disconnected_at !== null) {
    text += `"disconnected_at":"${formatTime(client.disconnected_at, offset)}",`;
  }
  const extra = client.extra ?? {};
  for (const [key, value] of Object.entries({ ...format.extraFields, ...extra })) {
    text += `${JSON.stringify(key)}:${JSON.stringify(value)},`;
  }
  return `${text.slice(0, -1)}}`;
}

function formatMember(
  client: StoredClient,
  key: (typeof CLIENT_KEYS)[number],
  offset: number,
): string {
  switch (key) {
    case 'connected':
      return String(isConnected(client));
    case 'username':
      return JSON.stringify(client.username ?? NO_USERNAME);
    case 'created_at':
    case 'connected_at':
      return `"${formatTime(client[key], offset)}"`;
    default: {
      const value = client[key];
      return typeof value === 'string' ? JSON.stringify(value) : String(value);
    }
  }
}
