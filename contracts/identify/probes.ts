import { listPath } from '../http/list-response.js';
import type { ApiRequest, Exchange } from '../http/exchange.js';
import { isJsonObject, type Json } from '../shared/json.js';

/** A safe GET whose answer differs between releases. */
export interface Probe {
  readonly behaviour: string;
  readonly request: ApiRequest;
  /**
   * Names the answer; `undefined` where it says nothing, e.g. without clients.
   * @param plain the answer to {@link PLAIN}
   */
  readonly read: (exchange: Exchange, plain: Exchange) => string | undefined;
  /** The releases that give each answer, as `releasesIn` reads them. Others give none of these. */
  readonly answers: Readonly<Record<string, string>>;
}

const member = (json: Json | undefined, name: string): Json | undefined =>
  isJsonObject(json) ? json[name] : undefined;

const rowsOf = ({ json }: Exchange): readonly Json[] => {
  const data = member(json, 'data');
  return Array.isArray(data) ? (data as readonly Json[]) : [];
};

/** An answer in words. A count of -1 shows that the broker knows the filter (decisions.md #6). */
function kindOf(exchange: Exchange): string {
  const { response, json } = exchange;
  const code = member(json, 'code');
  if (response.status !== 200) return `HTTP ${response.status}`;
  if (code !== 0) return `code ${JSON.stringify(code ?? null)}`;
  return member(member(json, 'meta'), 'count') === -1 ? 'filters' : 'is ignored';
}

const BAD = 'abc';
const FUTURE = '9999999999';
const BEFORE_BASE64 = '4.0 to 4.3.12, 4.4.0 to 4.4.1';

/** The first client of the list, if any. */
export const PLAIN: ApiRequest = { path: listPath({ _limit: 1 }) };

/** All values are fixed, and none becomes an Erlang atom. */
export const PROBES: readonly Probe[] = [
  {
    behaviour: 'hasnext in meta',
    request: PLAIN,
    read: ({ json }) => {
      const meta = member(json, 'meta');
      return isJsonObject(meta) ? ('hasnext' in meta ? 'sent' : 'not sent') : 'no meta';
    },
    answers: { 'not sent': '4.0', sent: '4.1.0 on' },
  },
  {
    behaviour: 'members of a client',
    request: PLAIN,
    read: (exchange) => {
      const [row] = rowsOf(exchange);
      if (!isJsonObject(row)) return undefined;
      if ('send_msg.qos0' in row) return 'with counters by QoS';
      return 'mountpoint' in row ? 'with mountpoint' : 'without mountpoint';
    },
    answers: {
      'without mountpoint': '4.0 to 4.1',
      'with mountpoint': '4.2 to 4.3',
      'with counters by QoS': '4.4',
    },
  },
  {
    behaviour: '_limit=0',
    request: { path: listPath({ _limit: 0 }) },
    read: kindOf,
    answers: { 'HTTP 500': '4.0', 'is ignored': '4.1.0 on' },
  },
  {
    behaviour: '_like_ with "["',
    request: { path: listPath({ _like_clientid: '[', _limit: 1 }) },
    read: kindOf,
    answers: { 'is ignored': '4.0', 'HTTP 500': '4.1.0 to 4.3.11', filters: '4.3.12 on' },
  },
  {
    behaviour: '_like_ with a backslash',
    request: { path: listPath({ _like_clientid: '\\', _limit: 1 }) },
    read: kindOf,
    answers: { 'is ignored': '4.0', 'HTTP 500': '4.1.0 to 4.3.8', filters: '4.3.9 on' },
  },
  {
    behaviour: 'a value of the wrong type',
    request: { path: listPath({ proto_ver: BAD, _limit: 1 }) },
    read: kindOf,
    answers: { 'is ignored': '4.0', 'HTTP 500': '4.1.0 to 4.3.2', 'code 108': '4.3.3 on' },
  },
  {
    behaviour: 'the filter _gte_mqueue_len',
    request: { path: listPath({ _gte_mqueue_len: BAD, _limit: 1 }) },
    read: kindOf,
    answers: {
      'is ignored': '4.0 to 4.3.14, 4.4.0 to 4.4.3',
      'code 108': '4.3.15 to 4.3, 4.4.4 on',
    },
  },
  {
    behaviour: 'the unit of time filters',
    request: { path: listPath({ _gte_created_at: FUTURE, _limit: 1 }) },
    read: (exchange, plain) => {
      const kind = kindOf(exchange);
      if (kind !== 'filters') return kind;
      if (rowsOf(plain).length === 0) return undefined;
      // In milliseconds this is a day of 1970: every client matches, where there is one.
      return rowsOf(exchange).length > 0 ? 'milliseconds' : 'seconds';
    },
    answers: { 'is ignored': '4.0', milliseconds: '4.1.0 to 4.3.11', seconds: '4.3.12 on' },
  },
  {
    behaviour: 'an id that is not UTF-8',
    request: { path: '/clients/%FF%FE' },
    read: ({ response }) => `HTTP ${response.status}`,
    answers: { 'HTTP 200': '4.0.0 on', 'HTTP 500': '4.2' },
  },
  {
    behaviour: 'credentials that are not base64',
    request: { ...PLAIN, authorization: 'not-base64' },
    read: ({ response }) => `HTTP ${response.status}`,
    answers: { 'HTTP 500': BEFORE_BASE64, 'HTTP 401': '4.3.13 to 4.3, 4.4.2 on' },
  },
];
