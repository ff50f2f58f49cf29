import { randomBytes } from 'node:crypto';
import { BrokerUnreachable, UsageError } from '../shared/errors.js';
import { openSession, type SessionOptions } from '../runner/session.js';
import type { JsonObject } from '../shared/json.js';
import { excerpt, hasNext, idOf, isPage, listPath, readPage } from '../http/list-response.js';
import type { Page } from '../rule/rule-context.js';
import type { Target } from '../http/target.js';
import { writeNamedFile } from '../shared/write-file.js';
import { createAnonymiser } from './anonymise.js';
import { PartialFile, type PartialHead } from './partial.js';

export interface SnapshotOptions extends Pick<
  SessionOptions,
  'timeoutMs' | 'requestsPerSecond' | 'signal' | 'transport' | 'clock'
> {
  /** File to write. */
  readonly out: string;
  /** Rows per page. Default 1,000. */
  readonly limit?: number | undefined;
  /** Replace ids, user names, addresses and nodes. Default false. */
  readonly anonymise?: boolean | undefined;
  /** Key of the replacement: the same salt gives the same replacement. Default random. */
  readonly salt?: string | undefined;
  /** `total` is absent where the broker sends none. */
  readonly onProgress?: ((rows: number, total: number | undefined) => void) | undefined;
}

export interface SnapshotReport {
  readonly clients: number;
  /** Pages of an unfinished snapshot that were used. */
  readonly resumedPages: number;
  /** Signs that the clients changed during the snapshot. */
  readonly warnings: readonly string[];
}

const LIMIT = 1000;

/**
 * Reads every client of a broker into a file, in the form of the API, e.g. for `emqx-mock --from`.
 * Pages are kept in a file beside it, so that an interrupted snapshot can continue.
 * @throws UsageError BrokerUnreachable Interrupted
 */
export async function snapshotBroker(
  target: Target,
  options: SnapshotOptions,
): Promise<SnapshotReport> {
  const { limit = LIMIT, anonymise = false, onProgress } = options;
  if (options.salt !== undefined && !anonymise) {
    throw new UsageError('Failed to use --salt: expected --anonymise with it, but it is missing.');
  }
  const { mqtt: _mqtt, ...withoutMqtt } = target;
  const session = await openSession(withoutMqtt, options);
  try {
    const partial = new PartialFile(options.out);
    const { head, kept } = await resume(partial, session.target.baseUrl, options);
    await partial.begin(head, kept);
    const mask =
      head.salt === undefined ? (row: JsonObject): JsonObject => row : createAnonymiser(head.salt);
    const changes = new ChangeDetector();
    const progress = new ProgressCheck();
    const rows = kept.flat();
    for (let number = kept.length + 1; ; number += 1) {
      const page = await readOne(session.api, number, limit);
      changes.add(page);
      onProgress?.(rows.length + page.rows.length, changes.count);
      const masked = page.rows.map(mask);
      for (const row of masked) rows.push(row);
      await partial.add(masked);
      if (page.rows.length === 0 || !hasNext(page, limit)) break;
      progress.add(page);
    }
    const clients = changes.distinct(rows);
    await writeNamedFile(options.out, answerOf(clients), 0o600);
    await partial.remove();
    const warnings = changes.warnings(kept.length, rows.length);
    return { clients: clients.length, resumedPages: kept.length, warnings };
  } finally {
    await session.close();
  }
}

async function resume(
  partial: PartialFile,
  target: string,
  { limit = LIMIT, anonymise = false, salt }: SnapshotOptions,
): Promise<{ head: PartialHead; kept: readonly (readonly JsonObject[])[] }> {
  const found = await partial.read();
  const fits =
    found?.head.target === target &&
    found.head.limit === limit &&
    (found.head.salt !== undefined) === anonymise &&
    (salt === undefined || found.head.salt === salt);
  if (found && fits) {
    // A page that is not full was the last one, and may have grown.
    return { head: found.head, kept: found.pages.filter((page) => page.length === limit) };
  }
  const key = anonymise ? (salt ?? randomBytes(16).toString('hex')) : undefined;
  return { head: { target, limit, ...(key !== undefined && { salt: key }) }, kept: [] };
}

async function readOne(
  api: { send(request: { path: string }): Promise<Page['exchange']> },
  number: number,
  limit: number,
): Promise<Page> {
  const exchange = await api.send({ path: listPath({ _page: number, _limit: limit }) });
  const page = readPage(exchange);
  if (isPage(page)) return page;
  throw new BrokerUnreachable(
    `Page ${number} cannot be read: expected ${page.at} to be ${page.expected}, but the broker answered ` +
      `HTTP ${exchange.response.status} ${excerpt(exchange)}. The pages read so far are kept: run the command again to continue.`,
  );
}

/** Successive pages without a new client after which the broker is considered not to page. */
const STALE_PAGES = 3;

/** Ends a snapshot of a broker that ignores `_page`. */
class ProgressCheck {
  #seen = new Set<string>();
  #stale = 0;

  /** @throws BrokerUnreachable where pages only repeat each other */
  add({ ids }: Page): void {
    const before = this.#seen.size;
    for (const id of ids) this.#seen.add(id);
    this.#stale = this.#seen.size > before ? 0 : this.#stale + 1;
    if (this.#stale < STALE_PAGES) return;
    throw new BrokerUnreachable(
      `The list cannot be read: ${STALE_PAGES} successive pages have only clients of earlier pages, and the broker says that more follow.`,
    );
  }
}

/** The whole text may exceed the maximum length of a string. */
const ROWS_PER_WRITE = 1000;

/** The clients in the form of one answer of the API. */
function* answerOf(clients: readonly JsonObject[]): Generator<string> {
  const meta = { page: 1, limit: clients.length, hasnext: false, count: clients.length };
  yield `{"meta":${JSON.stringify(meta)},"data":[`;
  for (let start = 0; start < clients.length; start += ROWS_PER_WRITE) {
    const part = clients.slice(start, start + ROWS_PER_WRITE).map((row) => JSON.stringify(row));
    yield (start === 0 ? '' : ',') + part.join(',');
  }
  yield '],"code":0}\n';
}

/** Detects clients that come and go during the snapshot. */
class ChangeDetector {
  count: number | undefined;
  #counts = new Set<number>();
  #doubles = 0;

  add({ meta }: Page): void {
    const count = meta['count'];
    if (typeof count !== 'number' || count < 0) return;
    this.count = count;
    this.#counts.add(count);
  }

  /** One row for each client and node: the last. */
  distinct(rows: readonly JsonObject[]): readonly JsonObject[] {
    const byKey = new Map(rows.map((row) => [JSON.stringify([row['node'], idOf(row)]), row]));
    this.#doubles = rows.length - byKey.size;
    return [...byKey.values()];
  }

  warnings(resumedPages: number, rows: number): readonly string[] {
    const changes: string[] = [];
    if (resumedPages > 0) changes.push(`${resumedPages} pages are of an earlier run`);
    if (this.#counts.size > 1) {
      changes.push(
        `the number of clients went from ${Math.min(...this.#counts)} to ${Math.max(...this.#counts)}`,
      );
    }
    if (this.#doubles > 0)
      changes.push(`${this.#doubles} clients were on two pages and are kept once`);
    if (this.#counts.size === 1 && this.count !== undefined && this.count !== rows) {
      changes.push(`the broker counts ${this.count} clients, but its pages had ${rows}`);
    }
    return changes;
  }
}
