import type { ApiClient } from '../http/api-client.js';
import { clientPath, idOf, isPage, listPath, readPage } from '../http/list-response.js';
import type { Page, Query } from '../rule/rule-context.js';
import { BrokenAnswer } from '../shared/errors.js';
import type { ClientRow } from '../shared/json.js';

/** More clients than any run connects. */
const ALL_OWN = 1000;

/** The result of a lookup: the row, or the other member under which the broker shows the id. */
export type FoundClient =
  | { readonly kind: 'row'; readonly row: ClientRow }
  | { readonly kind: 'elsewhere'; readonly member: string };

/**
 * Finds the run's clients in every way that the API offers: a broken filter must not keep the rules
 * of the lookup from judging, nor the reverse.
 */
export class ClientFinder {
  constructor(
    private readonly api: ApiClient,
    private readonly prefix: string,
  ) {}

  /** The run's rows by id, from one filtered list; empty where that does not work. */
  async listOwn(): Promise<Map<string, ClientRow>> {
    return this.#list({ _like_clientid: this.prefix, _limit: ALL_OWN });
  }

  /** The run's rows on the first page of the plain list, for brokers without filters. */
  async listPlain(): Promise<Map<string, ClientRow>> {
    const rows = await this.#list({ _limit: 10 * ALL_OWN });
    return rows.size > 0 ? rows : this.#list({});
  }

  async lookup(clientid: string): Promise<FoundClient | undefined> {
    const [row] = (await this.#page(clientPath(clientid)))?.rows ?? [];
    if (!row) return undefined;
    if (row['clientid'] === clientid) return { kind: 'row', row };
    const member = Object.keys(row).find((key) => row[key] === clientid && key !== 'username');
    if (member === undefined || row['clientid'] !== undefined) return undefined;
    return { kind: 'elsewhere', member };
  }

  /** Whether the client's id and other filters together find it. */
  async finds(row: ClientRow, filters: Readonly<Record<string, number>>): Promise<boolean> {
    const page = await this.#page(listPath({ clientid: idOf(row), ...filters }));
    return page?.ids.includes(idOf(row)) === true;
  }

  async #list(query: Query): Promise<Map<string, ClientRow>> {
    const page = await this.#page(listPath(query));
    const all = (page?.rows ?? []).map((row, index) => [page?.ids[index] ?? '', row] as const);
    return new Map(all.filter(([id]) => id.startsWith(this.prefix)));
  }

  async #page(path: string): Promise<Page | undefined> {
    try {
      const page = readPage(await this.api.send({ path }));
      return isPage(page) ? page : undefined;
    } catch (error) {
      if (error instanceof BrokenAnswer) return undefined;
      throw error;
    }
  }
}
