import type { Exchange } from '../../http/exchange.js';
import { isJsonObject, type JsonObject, jsonExcerpt as said } from '../../shared/json.js';
import { idOf, listPath } from '../../http/list-response.js';
import type { ClientRow, Page, Query, RuleContext } from '../../rule/rule-context.js';

export { said };

/**
 * An answer, sorted by what it says. `ctx.list` ends the rule where the broker does not answer
 * with a list; a rule that sends values on which brokers choke asks with {@link ask} instead.
 * - `rows`: HTTP 200, `code` 0 and rows, as promised
 * - `refused`: a 4xx, or a `code` other than 0: the broker says that it will not
 * - `crashed`: a 5xx: the broker did not expect that
 * - `strange`: none of these, e.g. HTTP 200 with text that is not JSON
 */
export type Answer =
  | {
      readonly kind: 'rows';
      readonly rows: readonly ClientRow[];
      /** '' where a row has no text as its `clientid`. */
      readonly ids: readonly string[];
      readonly meta: JsonObject;
      readonly exchange: Exchange;
    }
  | { readonly kind: 'refused' | 'crashed' | 'strange'; readonly exchange: Exchange };

/** Asks for a list and takes any answer. */
export async function ask(ctx: RuleContext, query: Query = {}): Promise<Answer> {
  return sortAnswer(await ctx.request({ path: listPath(query) }));
}

/** Some rows of the list: a short page, or the whole where the broker does not page. */
export async function someRows(
  ctx: RuleContext,
  limit: number,
): Promise<Pick<Page, 'rows' | 'ids'>> {
  const page = await ask(ctx, { _limit: limit });
  return page.kind === 'rows' ? page : ctx.list();
}

/** Sorts an answer that should hold rows. */
export function sortAnswer(exchange: Exchange): Answer {
  const { json, response } = exchange;
  if (response.status >= 500) return { kind: 'crashed', exchange };
  if (response.status >= 400) return { kind: 'refused', exchange };
  if (response.status !== 200 || !isJsonObject(json)) return { kind: 'strange', exchange };
  if (json['code'] !== 0) {
    return { kind: typeof json['code'] === 'number' ? 'refused' : 'strange', exchange };
  }
  const data = json['data'];
  if (!Array.isArray(data) || !data.every(isJsonObject)) return { kind: 'strange', exchange };
  const meta = json['meta'];
  return {
    kind: 'rows',
    rows: data,
    ids: data.map(idOf),
    meta: isJsonObject(meta) ? meta : {},
    exchange,
  };
}

/** An answer in a few words, for messages. */
export function sayAnswer(answer: Answer): string {
  const { exchange } = answer;
  if (answer.kind !== 'rows') return sayStatus(exchange);
  return answer.rows.length === 1 ? '1 row' : `${answer.rows.length} rows`;
}

/** HTTP status and code in a few words. */
export function sayStatus({ response, json }: Exchange): string {
  const code = isJsonObject(json) ? json['code'] : undefined;
  return code === undefined
    ? `HTTP ${response.status}`
    : `HTTP ${response.status}, code ${said(code)}`;
}

/** A text of the broker's or of ours in a message: quoted, cut where it is long. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : said(value);
  return text.length > 60 ? `'${text.slice(0, 57)}…'` : `'${text}'`;
}
