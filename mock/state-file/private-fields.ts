import { NO_USERNAME, type StoredClient } from '../core/client.js';

/** The member of a row written by the mock that stores what the API's members cannot express. */
export const PRIVATE_FIELDS = '__mock';

/** Times in milliseconds, and whether the client really has the user name `undefined`. */
export interface PrivateFields {
  readonly created_at?: number;
  readonly connected_at?: number;
  readonly disconnected_at?: number;
  readonly username?: true;
}

export function privateFieldsOf(client: StoredClient): PrivateFields {
  return {
    created_at: client.created_at,
    connected_at: client.connected_at,
    ...(client.disconnected_at !== null && { disconnected_at: client.disconnected_at }),
    ...(client.username === NO_USERNAME && { username: true }),
  };
}

/** @returns `undefined` unless it is what {@link privateFieldsOf} returns. */
export function readPrivateFields(value: unknown): PrivateFields | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Readonly<Record<keyof PrivateFields, unknown>>;
  const { created_at, connected_at, disconnected_at = 0, username = true } = fields;
  const times = [created_at, connected_at, disconnected_at];
  if (!times.every((time) => Number.isSafeInteger(time))) return undefined;
  return username === true ? (fields as PrivateFields) : undefined;
}
