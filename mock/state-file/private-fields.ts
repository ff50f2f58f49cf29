import { NO_USERNAME, type StoredClient } from '../core/client.js';

/** The member in which a file that the mock wrote holds what the API's own members can not. */
export const HIDDEN = '__mock';

/** Times to the millisecond, and whether `undefined` is a user name that was really given. */
export interface Hidden {
  readonly created_at?: number;
  readonly connected_at?: number;
  readonly disconnected_at?: number;
  readonly username?: true;
}

export function hiddenOf(client: StoredClient): Hidden {
  return {
    created_at: client.created_at,
    connected_at: client.connected_at,
    ...(client.disconnected_at !== null && { disconnected_at: client.disconnected_at }),
    ...(client.username === NO_USERNAME && { username: true }),
  };
}

/** @returns `undefined` where it is not what {@link hiddenOf} makes. */
export function readHidden(value: unknown): Hidden | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const hidden = value as Readonly<Record<keyof Hidden, unknown>>;
  const { created_at, connected_at, disconnected_at = 0, username = true } = hidden;
  const times = [created_at, connected_at, disconnected_at];
  if (!times.every((time) => Number.isSafeInteger(time))) return undefined;
  return username === true ? (hidden as Hidden) : undefined;
}
