import { randomBytes } from 'node:crypto';
import { BrokerUnreachable, UsageError } from '../shared/errors.js';
import { type SessionOptions, openSession } from '../runner/session.js';
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
  /** The file to write. */
  readonly out: string;
  /** Rows a page. Default 1,000. */
  readonly limit?: number | undefined;
  /** Replace ids, user names, addresses and nodes. Default false. */
  readonly anonymise?: boolean | undefined;
  /** Key of the replacement: the same salt replaces alike. Default random, and then forgotten. */
  readonly salt?: string | undefined;
  /** `total` is absent where the broker does not say. */
  readonly onProgress?: ((rows: number, total: number | undefined) => void) | undefined;
}

export interface SnapshotReport {
  readonly clients: number;
  /** Pages taken over from a snapshot that was not finished. */
  readonly resumedPages: number;
  /** What tells that the population moved while it was read. */
  readonly warnings: readonly string[];
}

const LIMIT = 1000;

/**
 * Reads every client of a broker into a file, in the API's own form, e.g. for `emqx-mock --from`.
 * What it has read is kept beside the file, so that a run that was cut off is continued.
 * @throws UsageError Unreachable Interrupted
 */
export async function snapshotBroker(
  target: Target,
  options: SnapshotOptions,
): Promise<SnapshotReport> {
  const { limit = LIMIT, anonymise = false, onProgress } = options;
  if (options.salt !== undefined && !anonymise) {
    throw new UsageError('Failed to use --salt: expected --anonymise with it, but there is none.');
  }
  const { mqtt: _mqtt, ...withoutMqtt } = target;
  const gate = await openSession(withoutMqtt, options);
  try {
    const partial = new PartialFile(options.out);
    const { head, kept } = await resume(
      partial,
      gate.target.baseUrl,
      limit,
      anonymise,
      options.salt,
    );
    await partial.begin(head, kept);
    const mask = head.salt === undefined ? same : createAnonymiser(head.salt);
    const watch = new Watch();
    const news = new News();
    const rows = kept.flat();
    for (let number = kept.length + 1; ; number += 1) {
      const page = await readOne(gate.context.api, number, limit);
      watch.see(page);
      onProgress?.(rows.length + page.rows.length, watch.count);
      const masked = page.rows.map(mask);
      for (const row of masked) rows.push(row);
      await partial.add(masked);
      if (page.rows.length === 0 || !hasNext(page, limit)) break;
      news.see(page);
    }
    const clients = watch.distinct(rows);
    await writeNamedFile(options.out, answerOf(clients), 0o600);
    await partial.remove();
    const warnings = watch.warnings(kept.length, rows.length);
    return { clients: clients.length, resumedPages: kept.length, warnings };
  } finally {
    await gate.close();
  }
}

const same = (row: JsonObject): JsonObject => row;

async function resume(
  partial: PartialFile,
  target: string,
  limit: number,
  anonymise: boolean,
  salt: string | undefined,
): Promise<{ head: PartialHead; kept: readonly (readonly JsonObject[])[] }> {
  const found = await partial.read();
  const fits =
    found?.head.target === target &&
    found.head.limit === limit &&
    (found.head.salt !== undefined) === anonymise &&
    (salt === undefined || found.head.salt === salt);
  if (found && fits) {
    // A page that was not full was the last one, and may have grown.
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
    `Page ${number} can not be read: expected ${page.at} to be ${page.expected}, but the broker answered ` +
      `HTTP ${exchange.response.status} ${excerpt(exchange)}. What has been read is kept: run the command again to continue.`,
  );
}

/** Pages without a new client, one after the other, after which a broker is taken not to page. */
const PATIENCE = 3;

/** Keeps a broker that ignores `_page` from being read for ever. */
class News {
  #seen = new Set<string>();
  #stale = 0;

  /** @throws Unreachable where the pages only repeat themselves */
  see({ ids }: Page): void {
    const before = this.#seen.size;
    for (const id of ids) this.#seen.add(id);
    this.#stale = this.#seen.size > before ? 0 : this.#stale + 1;
    if (this.#stale < PATIENCE) return;
    throw new BrokerUnreachable(
      `The list can not be read: ${PATIENCE} pages in a row have no client that was not on an earlier one, and the broker says that more follow.`,
    );
  }
}

/** Rows that are written at once; the whole text may be longer than a string can be. */
const ROWS_A_WRITE = 1000;

/** The clients in the form of one answer of the API. */
function* answerOf(clients: readonly JsonObject[]): Generator<string> {
  const meta = { page: 1, limit: clients.length, hasnext: false, count: clients.length };
  yield `{"meta":${JSON.stringify(meta)},"data":[`;
  for (let start = 0; start < clients.length; start += ROWS_A_WRITE) {
    const part = clients.slice(start, start + ROWS_A_WRITE).map((row) => JSON.stringify(row));
    yield (start === 0 ? '' : ',') + part.join(',');
  }
  yield '],"code":0}\n';
}

/** Watches for a population that moves while it is read. */
class Watch {
  count: number | undefined;
  #counts = new Set<number>();
  #doubles = 0;

  see({ meta }: Page): void {
    const count = meta['count'];
    if (typeof count !== 'number' || count < 0) return;
    this.count = count;
    this.#counts.add(count);
  }

  /** One row for each client and node: the last one read. */
  distinct(rows: readonly JsonObject[]): readonly JsonObject[] {
    const byKey = new Map(rows.map((row) => [JSON.stringify([row['node'], idOf(row)]), row]));
    this.#doubles = rows.length - byKey.size;
    return [...byKey.values()];
  }

  warnings(resumedPages: number, rows: number): readonly string[] {
    const moved: string[] = [];
    if (resumedPages > 0) moved.push(`${resumedPages} pages are of an earlier run`);
    if (this.#counts.size > 1) {
      moved.push(
        `the number of clients went from ${Math.min(...this.#counts)} to ${Math.max(...this.#counts)}`,
      );
    }
    if (this.#doubles > 0)
      moved.push(`${this.#doubles} clients were on two pages; each is kept once`);
    if (this.#counts.size === 1 && this.count !== undefined && this.count !== rows) {
      moved.push(`the broker counts ${this.count} clients, and its pages held ${rows}`);
    }
    return moved;
  }
}
