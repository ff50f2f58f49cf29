import { truncate } from '../shared/truncate.js';
import type { Exchange } from './exchange.js';
import { type ClientRow, isJsonObject, jsonExcerpt } from '../shared/json.js';
import type { Page, Query } from '../rule/rule-context.js';

/** The path of a list with its query, percent-encoded. */
export function listPath(query: Query = {}): string {
  const pairs = pairsOf(query);
  if (pairs.length === 0) return '/clients';
  return `/clients?${pairs.map(([key, value]) => `${encode(key)}=${encode(String(value))}`).join('&')}`;
}

/** The path of one client, percent-encoded. */
export function clientPath(clientid: string): string {
  return `/clients/${encode(clientid)}`;
}

/** The query as pairs. */
export function pairsOf(query: Query): readonly (readonly [string, string | number | boolean])[] {
  return isPairs(query) ? query : Object.entries(query);
}

function isPairs(query: Query): query is readonly (readonly [string, string | number | boolean])[] {
  return Array.isArray(query);
}

/** Encodes all reserved characters of RFC 3986, also those that `encodeURIComponent` keeps. */
function encode(text: string): string {
  // A lone surrogate has no encoding: such an id is looked up with U+FFFD, and not found.
  return encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Why an answer is not a list of rows; `at` names the place. */
export interface NotRows {
  readonly at: string;
  readonly expected: string;
  readonly got: unknown;
}

/** Reads an answer as rows, or returns why it is none. */
export function readPage(exchange: Exchange): Page | NotRows {
  const { json, response } = exchange;
  if (response.status !== 200) {
    const got = `HTTP ${response.status} ${excerpt(exchange)}`;
    return { at: 'status', expected: 'HTTP 200', got };
  }
  if (json === undefined) return { at: 'body', expected: 'JSON', got: excerpt(exchange) };
  if (!isJsonObject(json)) return { at: 'body', expected: 'an object', got: excerpt(exchange) };
  if (json['code'] !== 0) return { at: 'code', expected: '0', got: jsonExcerpt(json['code']) };
  const data = json['data'];
  if (!Array.isArray(data)) return { at: 'data', expected: 'an array', got: kindOf(data) };
  const wrong = data.findIndex((row) => !isJsonObject(row));
  if (wrong >= 0) {
    return { at: `data[${wrong}]`, expected: 'an object', got: kindOf(data[wrong]) };
  }
  const rows = data as readonly ClientRow[];
  const meta = json['meta'];
  return { rows, ids: rows.map(idOf), meta: isJsonObject(meta) ? meta : {}, exchange };
}

/** Whether more pages follow: `hasnext`, or where it is missing, whether the page is full. */
export function hasNext(page: Page, limit: number): boolean {
  const hasnext = page.meta['hasnext'];
  return typeof hasnext === 'boolean' ? hasnext : page.rows.length >= limit;
}

export function isPage(answer: Page | NotRows): answer is Page {
  return 'rows' in answer;
}

/** The id of a row; '' where it has none. */
export function idOf(row: ClientRow): string {
  const id = row['clientid'];
  return typeof id === 'string' ? id : '';
}

/** The first characters of a body. */
export function excerpt({ response }: Exchange, length = 200): string {
  return truncate(response.text.trim(), length);
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
