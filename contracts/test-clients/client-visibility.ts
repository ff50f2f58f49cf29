import type { ApiClient } from '../http/api-client.js';
import { BrokenAnswer } from '../shared/errors.js';
import type { Exchange } from '../http/exchange.js';
import { clientPath, isPage, listPath, readPage } from '../http/list-response.js';
import type { ClientRow, Query } from '../rule/rule-context.js';

/** More clients than any run makes. */
const ALL_OWN = 1000;

/** What a lookup shows: the row, or the other member under which the broker has the id. */
export type FoundClient =
  | { readonly kind: 'row'; readonly row: ClientRow }
  | { readonly kind: 'elsewhere'; readonly member: string };

/**
 * Looks for the run's clients in whichever way the broker offers: a broken filter, or a broken
 * lookup, must not keep the rules of the other from judging.
 */
export class ClientFinder {
  constructor(
    private readonly api: ApiClient,
    private readonly prefix: string,
  ) {}

  /** The run's rows, by id, as one filtered list shows them; empty where that does not work. */
  async listOwn(): Promise<Map<string, ClientRow>> {
    return this.#list({ _like_clientid: this.prefix, _limit: ALL_OWN });
  }

  /** The run's rows on the first page of the plain list, for brokers that know no filter. */
  async listPlain(): Promise<Map<string, ClientRow>> {
    const page = await this.#list({ _limit: 10 * ALL_OWN });
    return page.size > 0 ? page : this.#list({});
  }

  /** One client's row by its lookup; or the member under which the broker shows the id. */
  async lookup(clientid: string): Promise<FoundClient | undefined> {
    const exchange = await this.#send(clientPath(clientid));
    const page = exchange && readPage(exchange);
    if (!page || !isPage(page)) return undefined;
    const [row] = page.rows;
    if (!row) return undefined;
    if (row['clientid'] === clientid) return { kind: 'row', row };
    const member = Object.keys(row).find((key) => row[key] === clientid && key !== 'username');
    if (member === undefined || row['clientid'] !== undefined) return undefined;
    return { kind: 'elsewhere', member };
  }

  async #list(query: Query): Promise<Map<string, ClientRow>> {
    const exchange = await this.#send(listPath(query));
    const page = exchange && readPage(exchange);
    const own = new Map<string, ClientRow>();
    if (!page || !isPage(page)) return own;
    page.rows.forEach((row, index) => {
      const id = page.ids[index] ?? '';
      if (id.startsWith(this.prefix)) own.set(id, row);
    });
    return own;
  }

  async #send(path: string): Promise<Exchange | undefined> {
    try {
      return await this.api.send({ path });
    } catch (error) {
      if (error instanceof BrokenAnswer) return undefined;
      throw error;
    }
  }
}
