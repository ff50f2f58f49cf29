import type { ApiClient } from '../http/api-client.js';
import { clientPath, excerpt, hasNext, isPage, listPath, readPage } from '../http/list-response.js';
import type { Target } from '../http/target.js';
import { openSession, type SessionOptions } from '../runner/session.js';
import { BrokerUnreachable, UnsafeRequest, UsageError } from '../shared/errors.js';

export interface CleanupOptions extends Omit<
  SessionOptions,
  'prefix' | 'random' | 'kick' | 'driver'
> {
  /** The start of every client id of the run that was killed, e.g. `ck-5f0c1a-`. */
  readonly prefix: string;
  /** Remove the sessions; default false: only list them. */
  readonly remove?: boolean | undefined;
  /** Called with the sessions before the first is removed. */
  readonly onFound?: ((ids: readonly string[]) => void) | undefined;
}

export interface CleanupReport {
  /** Client ids, in the order of the list. */
  readonly found: readonly string[];
  /** Those that are still there at the end. */
  readonly left: readonly string[];
}

const RUN_PREFIX = /^([A-Za-z0-9]{1,12})-([0-9a-f]{6})-?$/;

/**
 * Lists the sessions that a killed run has left, and removes them if it is asked to. The safety guard
 * refuses every id that does not begin with the prefix.
 * @throws UsageError where the prefix is not that of a run
 * @throws BrokerUnreachable NoAnswer BrokenAnswer Interrupted
 */
export async function cleanUpSessions(
  target: Target,
  options: CleanupOptions,
): Promise<CleanupReport> {
  const [, choice = '', token = ''] = RUN_PREFIX.exec(options.prefix) ?? [];
  if (token === '') {
    throw new UsageError(
      `Failed to read --prefix: expected the whole prefix of a run, such as ck-5f0c1a-, which its reports show, but got "${options.prefix}".`,
    );
  }
  const { mqtt: _mqtt, ...withoutMqtt } = target;
  const { remove = false, onFound, ...session } = options;
  // The session makes its prefix of these: the guard then allows DELETE for no other id.
  const prefix = { prefix: choice, random: () => Number.parseInt(token, 16) / 0x1000000 };
  const { api, ...opened } = await openSession(withoutMqtt, {
    ...session,
    ...prefix,
    kick: remove,
  });
  try {
    const found = await list(api, opened.prefix);
    onFound?.(found);
    if (!remove || found.length === 0) return { found, left: found };
    for (const id of found) await removeOne(api, id);
    return { found, left: await list(api, opened.prefix) };
  } finally {
    await opened.close();
  }
}

const LIMIT = 1000;
/** EMQX 4.0 does not filter: its whole list is read, up to this bound. */
const MAX_PAGES = 1000;

async function list(api: ApiClient, prefix: string): Promise<readonly string[]> {
  const found = new Set<string>();
  for (let number = 1; number <= MAX_PAGES; number += 1) {
    const query = { _like_clientid: prefix, _page: number, _limit: LIMIT };
    const exchange = await api.send({ path: listPath(query) });
    const page = readPage(exchange);
    if (!isPage(page)) {
      throw new BrokerUnreachable(
        `The list cannot be read: expected ${page.at} to be ${page.expected}, but the broker answered HTTP ${exchange.response.status} ${excerpt(api.redacted(exchange))}.`,
      );
    }
    for (const id of page.ids) if (id.startsWith(prefix)) found.add(id);
    if (page.rows.length === 0 || !hasNext(page, LIMIT)) return [...found];
  }
  throw new BrokerUnreachable(
    `The list has not ended after ${MAX_PAGES} pages of ${LIMIT} rows: nothing was removed after that.`,
  );
}

/** What it refuses is found again in the list. */
async function removeOne(api: ApiClient, id: string): Promise<void> {
  try {
    await api.send({ method: 'DELETE', path: clientPath(id) });
  } catch (error) {
    if (!(error instanceof UnsafeRequest)) throw error;
  }
}
