import { hasNext, idsOf } from './agreement.js';
import type { Exchange, RecordedBody } from './recording.js';

/** The pages of one query, from the broker and from the mock. */
interface Pages {
  readonly exchange: string;
  readonly recorded: Map<number, readonly string[]>;
  readonly answered: Map<number, readonly string[]>;
  /** Whether the broker's last page was among them. */
  ended: boolean;
}

/**
 * Checks that the pages of one query are disjoint and add up. Rows have no order that could be
 * compared, so single pages only agree in size.
 */
export class PageWatch {
  readonly #queries = new Map<string, Pages>();
  readonly #settled: Pages[] = [];

  /** Notes an exchange whose answers have pages. Pages before and after a DELETE are not compared. */
  note(exchange: Exchange, answer: string): void {
    const { request, response } = exchange;
    if (request.method === 'DELETE') this.#settle();
    if (typeof response.body === 'string' || !response.body.meta) return;
    const { meta } = response.body;
    const key = request.path.replace(/([?&])_page=[^&]*/g, '$1') + (request.body ?? '');
    const pages = this.#queries.get(key) ?? {
      exchange: exchange.id,
      recorded: new Map(),
      answered: new Map(),
      ended: false,
    };
    this.#queries.set(key, pages);
    const page = Math.max(meta.page, 1);
    pages.recorded.set(page, idsOf(response.body));
    pages.answered.set(page, idsOf(JSON.parse(answer) as RecordedBody));
    pages.ended ||= !hasNext(meta);
  }

  /** How many queries had more than one page, and a sentence for each whose pages are wrong. */
  judge(): { queries: number; problems: string[] } {
    this.#settle();
    return {
      queries: this.#settled.filter(({ recorded }) => recorded.size > 1).length,
      problems: this.#settled.flatMap(problemsOf),
    };
  }

  #settle(): void {
    this.#settled.push(...this.#queries.values());
    this.#queries.clear();
  }
}

function problemsOf({ exchange, recorded, answered, ended }: Pages): string[] {
  const problems: string[] = [];
  const rows = [...answered.values()].flat();
  if (new Set(rows).size < rows.length) problems.push(`${exchange}: a client is on two pages`);
  const isWhole =
    ended && [...recorded.keys()].every((page) => page === 1 || recorded.has(page - 1));
  const expected = [...recorded.values()].flat();
  if (isWhole && JSON.stringify(expected.sort()) !== JSON.stringify(rows.sort())) {
    problems.push(`${exchange}: the pages do not add up to the broker's clients`);
  }
  return problems;
}
