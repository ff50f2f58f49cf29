import type { Exchange } from '../../http/exchange.js';
import { counted } from '../../shared/counted.js';
import { isJsonObject, type Json, jsonExcerpt } from '../../shared/json.js';
import { truncate } from '../../shared/truncate.js';
import { idOf, isPage, listPath, readPage } from '../../http/list-response.js';
import type { ClientRow, Page, Query, RuleContext } from '../../rule/rule-context.js';

/**
 * Any answer to a list request. `ctx.list` ends the rule if the broker does not answer with a
 * list; a rule that sends values which a broker may reject uses {@link requestList} instead.
 * - `rows`: HTTP 200, `code` 0 and rows
 * - `refused`: a 4xx, or a `code` other than 0
 * - `crashed`: a 5xx
 * - `malformed`: none of these, e.g. HTTP 200 with text that is not JSON
 */
export type ListAnswer =
  | ({ readonly kind: 'rows' } & Page)
  | { readonly kind: 'refused' | 'crashed' | 'malformed'; readonly exchange: Exchange };

export async function requestList(ctx: RuleContext, query: Query = {}): Promise<ListAnswer> {
  return classifyAnswer(await ctx.request({ path: listPath(query) }));
}

/** The first rows of the list, or the whole list if the broker does not page. */
export async function firstRows(ctx: RuleContext, limit: number): Promise<Page> {
  const answer = await requestList(ctx, { _limit: limit });
  return answer.kind === 'rows' ? answer : ctx.list();
}

export function classifyAnswer(exchange: Exchange): ListAnswer {
  const page = readPage(exchange);
  if (isPage(page)) return { kind: 'rows', ...page };
  const { status } = exchange.response;
  if (status >= 500) return { kind: 'crashed', exchange };
  const code = codeOf(exchange);
  const hasErrorCode = status === 200 && typeof code === 'number' && code !== 0;
  return { kind: status >= 400 || hasErrorCode ? 'refused' : 'malformed', exchange };
}

/** The member `code` of an answer. */
export const codeOf = ({ json }: Exchange): Json | undefined =>
  isJsonObject(json) ? json['code'] : undefined;

/** The member `data` of an answer. */
export const dataOf = ({ json }: Exchange): Json | undefined =>
  isJsonObject(json) ? json['data'] : undefined;

/** Identifies a client of a cluster: the same id may be on two nodes. */
export const rowKey = (row: ClientRow): string => JSON.stringify([row['node'], idOf(row)]);

/** For messages: "3 rows" or "HTTP 400, code 108". */
export function describeAnswer(answer: ListAnswer): string {
  return answer.kind === 'rows' ? countRows(answer.rows) : describeStatus(answer.exchange);
}

/** For messages: "1 row" or "3 rows". */
export const countRows = ({ length }: Page['rows']): string => counted(length, 'row');

/** For messages: "HTTP 400, code 108". */
export function describeStatus(exchange: Exchange): string {
  const { status } = exchange.response;
  const code = codeOf(exchange);
  return code === undefined ? `HTTP ${status}` : `HTTP ${status}, code ${jsonExcerpt(code)}`;
}

/** What a rule says about an answer whose status or code is wrong. */
export interface WrongStatus {
  readonly deviation: string;
  /** The request, for the message: "GET /Clients". */
  readonly asked: string;
  readonly expected: string;
  /** End of the message. */
  readonly note?: string;
  /** Default: `status`. */
  readonly at?: string;
}

/** Records the deviation "… is answered with HTTP 500" unless `holds`. */
export function expectStatus(
  ctx: RuleContext,
  exchange: Exchange,
  holds: boolean,
  { deviation, asked, expected, note = '', at = 'status' }: WrongStatus,
): boolean {
  const got = describeStatus(exchange);
  const message = `${asked} is answered with ${got}${note}`;
  return ctx.expect(holds, { deviation, message, expected, got, at, exchange });
}

/** A value in a message: quoted, and truncated if it is long. */
export const quote = (value: unknown): string =>
  `'${truncate(typeof value === 'string' ? value : jsonExcerpt(value), 60)}'`;
