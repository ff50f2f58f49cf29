import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiClient } from '../http/api-client.js';
import { excerpt, hasNext, idOf, isPage, listPath, readPage } from '../http/list-response.js';
import type { Target } from '../http/target.js';
import type { Page } from '../rule/rule-context.js';
import { openSession, type SessionOptions } from '../runner/session.js';
import { BrokerUnreachable, UsageError } from '../shared/errors.js';
import type { JsonObject } from '../shared/json.js';
import { writeNamedFile } from '../shared/write-file.js';
import { createAnonymiser } from './anonymise.js';
import { PartialFile, type PartialHead } from './partial.js';

export interface SnapshotOptions extends Pick<
  SessionOptions,
  'timeoutMs' | 'requestsPerSecond' | 'signal' | 'transport' | 'clock' | 'proxy' | 'retries'
> {
  /** File to write; compressed if its name ends in `.gz`. `-`: what `print` receives. */
  readonly out: string;
  /** Receives the text where `out` is `-`. */
  readonly print?: ((text: string) => void) | undefined;
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

/** What to do about a list that cannot be read whole. */
const PAGING = 'Check its paging: emqx-contract check URL --only paging.';

/**
 * Reads every client of a broker into a file, in the form of the API, e.g. for `emqx-mock --from`.
 * Holds one page in memory. Pages are kept in a file beside it, so that an interrupted snapshot can
 * continue; the file itself is replaced only by a whole snapshot.
 * @throws UsageError BrokerUnreachable Interrupted
 */
export async function snapshotBroker(
  target: Target,
  options: SnapshotOptions,
): Promise<SnapshotReport> {
  if (options.salt !== undefined && options.anonymise !== true) {
    throw new UsageError('Failed to use --salt: expected --anonymise with it, but it is missing.');
  }
  const { out, print } = options;
  if (out !== '-') return takeSnapshot(target, options, new PartialFile(out), out);
  const folder = await mkdtemp(join(tmpdir(), 'emqx-snapshot-'));
  try {
    return await takeSnapshot(target, options, new PartialFile(join(folder, 'clients')), (text) =>
      print?.(text),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function takeSnapshot(
  target: Target,
  options: SnapshotOptions,
  partial: PartialFile,
  out: string | ((text: string) => void),
): Promise<SnapshotReport> {
  const { limit = LIMIT, onProgress } = options;
  const { mqtt: _mqtt, ...withoutMqtt } = target;
  const session = await openSession(withoutMqtt, options);
  try {
    const seen = new SeenClients();
    const { head, resumedPages } = await begin(partial, session.target.baseUrl, options, seen);
    const mask =
      head.salt === undefined ? (row: JsonObject): JsonObject => row : createAnonymiser(head.salt);
    const changes = new ChangeDetector();
    for (let number = resumedPages + 1; ; number += 1) {
      const page = await readOne(session.api, number, limit);
      changes.add(page);
      onProgress?.(seen.rows + page.rows.length, changes.count);
      const masked = page.rows.map(mask);
      const isNew = seen.add(masked);
      await partial.add(masked);
      if (page.rows.length === 0 || !hasNext(page, limit)) break;
      try {
        seen.checkProgress(isNew, changes.count);
      } catch (error) {
        // Continuing would only go on with it.
        await partial.remove();
        throw error;
      }
    }
    const problem = changes.shortfall(seen.size);
    if (problem !== undefined) {
      await partial.remove();
      throw new BrokerUnreachable(`The list cannot be read whole: ${problem}. ${PAGING}`);
    }
    const text = answerOf(seen.size, distinct(partial.pages()));
    if (typeof out === 'string') await writeNamedFile(out, text, 0o600);
    else for await (const part of text) out(part);
    await partial.remove();
    const warnings = changes.warnings(resumedPages, seen);
    return { clients: seen.size, resumedPages, warnings };
  } finally {
    await session.close();
  }
}

/** Continues an unfinished snapshot with the same options, or begins. */
async function begin(
  partial: PartialFile,
  target: string,
  { limit = LIMIT, anonymise = false, salt }: SnapshotOptions,
  seen: SeenClients,
): Promise<{ head: PartialHead; resumedPages: number }> {
  const found = await partial.readHead();
  const fits =
    found?.target === target &&
    found.limit === limit &&
    (found.salt !== undefined) === anonymise &&
    (salt === undefined || found.salt === salt);
  if (found && fits) {
    const resumedPages = await partial.resume(found, (page) => {
      // A page that is not full was the last one, and may have grown.
      if (page.length !== limit) return false;
      seen.add(page);
      return true;
    });
    return { head: found, resumedPages };
  }
  const key = anonymise ? (salt ?? randomBytes(16).toString('hex')) : undefined;
  const head = { target, limit, ...(key !== undefined && { salt: key }) };
  await partial.begin(head);
  return { head, resumedPages: 0 };
}

async function readOne(
  api: Pick<ApiClient, 'send' | 'redacted'>,
  number: number,
  limit: number,
): Promise<Page> {
  const exchange = await api.send({ path: listPath({ _page: number, _limit: limit }) });
  const page = readPage(exchange);
  if (isPage(page)) return page;
  throw new BrokerUnreachable(
    `Page ${number} cannot be read: expected ${page.at} to be ${page.expected}, but the broker answered ` +
      `HTTP ${exchange.response.status} ${excerpt(api.redacted(exchange))}. The pages read so far are kept: run the command again to continue.`,
  );
}

/** Successive pages without a new client after which the broker is considered not to page. */
const STALE_PAGES = 3;
/** The most clients of a broker that does not count them. */
const MOST_CLIENTS = 10_000_000;

/** What is known of the clients read so far: a digest of each, not its row. */
class SeenClients {
  rows = 0;
  readonly #digests = new Set<number>();
  #stale = 0;

  /** How many clients there are, by node and id. */
  get size(): number {
    return this.#digests.size;
  }

  /** Returns whether any row is of a new client. */
  add(rows: readonly JsonObject[]): boolean {
    const before = this.size;
    for (const row of rows) this.#digests.add(digestOf(row));
    this.rows += rows.length;
    return this.size > before;
  }

  /** @throws BrokerUnreachable where the list does not end */
  checkProgress(isNew: boolean, count: number | undefined): void {
    this.#stale = isNew ? 0 : this.#stale + 1;
    if (this.#stale >= STALE_PAGES) {
      throw new BrokerUnreachable(
        `The list cannot be read: ${STALE_PAGES} successive pages have only clients of earlier pages, and the broker says that more follow. ${PAGING}`,
      );
    }
    const most = count === undefined ? MOST_CLIENTS : 2 * count + 10_000;
    if (this.rows <= most) return;
    const counted = count === undefined ? '' : `, although the broker counts ${count}`;
    throw new BrokerUnreachable(
      `The list does not end: ${this.rows} clients were read${counted}, and the broker says that more follow. The bound is ${most}. ${PAGING}`,
    );
  }
}

/** 53 bits of a hash: a number takes less memory than the texts. */
function digestOf(row: JsonObject): number {
  const key = JSON.stringify([row['node'], idOf(row)]);
  const hash = createHash('sha1').update(key).digest();
  return hash.readUIntBE(0, 6) * 32 + (hash.readUInt8(6) & 31);
}

/** Each client once: its first row. */
async function* distinct(
  pages: AsyncIterable<readonly JsonObject[]>,
): AsyncGenerator<readonly JsonObject[], void> {
  const digests = new Set<number>();
  for await (const page of pages) {
    yield page.filter((row) => {
      const digest = digestOf(row);
      if (digests.has(digest)) return false;
      digests.add(digest);
      return true;
    });
  }
}

/** The clients in the form of one answer of the API, a page at a time. */
async function* answerOf(
  count: number,
  pages: AsyncIterable<readonly JsonObject[]>,
): AsyncGenerator<string, void> {
  const meta = { page: 1, limit: count, hasnext: false, count };
  yield `{"meta":${JSON.stringify(meta)},"data":[`;
  let comma = '';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield comma + page.map((row) => JSON.stringify(row)).join(',');
    comma = ',';
  }
  yield '],"code":0}\n';
}

/** Clients that may leave during a snapshot: a number, and a share of all. */
const MOST_LEAVING = 10;
const MOST_LEAVING_SHARE = 0.1;

/** Detects clients that come and go during the snapshot. */
class ChangeDetector {
  count: number | undefined;
  readonly #counts = new Set<number>();

  add({ meta }: Page): void {
    const count = meta['count'];
    if (typeof count !== 'number' || count < 0) return;
    this.count = count;
    this.#counts.add(count);
  }

  /** Why the pages cannot be the whole list, even if some clients left meanwhile. */
  shortfall(size: number): string | undefined {
    const count = Math.min(...this.#counts);
    const missing = count - size;
    const isLarge = missing > Math.max(MOST_LEAVING, count * MOST_LEAVING_SHARE);
    if (this.#counts.size === 0 || (!isLarge && !(size === 0 && count > 0))) return undefined;
    return `the broker counts ${count} clients, but its pages had ${size}`;
  }

  warnings(resumedPages: number, { rows, size }: SeenClients): readonly string[] {
    const changes: string[] = [];
    if (resumedPages > 0) changes.push(`${resumedPages} pages are of an earlier run`);
    if (this.#counts.size > 1) {
      changes.push(
        `the number of clients went from ${Math.min(...this.#counts)} to ${Math.max(...this.#counts)}`,
      );
    }
    if (rows > size) changes.push(`${rows - size} clients were on two pages and are kept once`);
    if (this.#counts.size === 1 && this.count !== undefined && this.count !== rows) {
      changes.push(`the broker counts ${this.count} clients, but its pages had ${rows}`);
    }
    return changes;
  }
}
