/**
 * Differences between real brokers and the documents, each with a request that shows it. A test sends
 * each request in every dialect; the table of docs/differences.md is generated from this list.
 */

/** What is checked of an answer, and shown. */
export interface Shown {
  readonly status: number;
  /** Part of the JSON body, or the whole body if it is not JSON. */
  readonly body: string;
}

export interface Difference {
  /** The section of openapi/decisions.md. */
  readonly decision: number;
  readonly situation: string;
  /**
   * The request to a mock with seeded clients, without the base path. `T` stands for the Unix second
   * that is shown as the `connected_at` of `emqx_c_1`.
   */
  readonly request: {
    readonly method?: 'DELETE' | 'HEAD' | 'OPTIONS' | 'POST';
    readonly path: string;
    readonly body?: string;
    /** Default: valid credentials. */
    readonly credentials?: 'none' | 'not base64';
  };
  /** Dialect `documented`. */
  readonly documented: Shown;
  /** Dialects `emqx-4.3` and `emqx-4.4`. */
  readonly broker: Shown;
  /** Dialect `emqx-4.3.0`, if it differs from `broker`. */
  readonly broker430?: Shown;
}

const ok = (body: string): Shown => ({ status: 200, body });
const bad = (parameter: string): Shown => ({
  status: 400,
  body: `{"code":108,"message":"Parameter ${parameter}: `,
});
const crash: Shown = { status: 500, body: 'Internal Error' };
const notFound: Shown = { status: 404, body: 'Not found.' };
const NONE = '"data":[]';
const FOUND = '"clientid":"emqx_c_1"';

export const DIFFERENCES: readonly Difference[] = [
  {
    decision: 3,
    situation: '`_lte_` with the second that is shown',
    request: { path: '/clients?clientid=emqx_c_1&_lte_connected_at=T' },
    documented: ok(FOUND),
    broker: ok(NONE),
  },
  {
    decision: 3,
    situation: 'a time filter in seconds, in the far future',
    request: { path: '/clients?clientid=emqx_c_1&_gte_connected_at=9999999999' },
    documented: ok(NONE),
    broker: ok(NONE),
    broker430: ok(FOUND),
  },
  {
    decision: 6,
    situation: '`meta.count` with a filter',
    request: { path: '/clients?clientid=emqx_c_1' },
    documented: ok('"count":1'),
    broker: ok('"count":-1'),
  },
  {
    decision: 8,
    situation: 'a page below 1',
    request: { path: '/clients?_page=0&_limit=1' },
    documented: bad('_page'),
    broker: ok('"page":0'),
  },
  {
    decision: 9,
    situation: 'a limit of 0',
    request: { path: '/clients?_limit=0' },
    documented: bad('_limit'),
    broker: ok('"hasnext":true'),
  },
  {
    decision: 10,
    situation: 'a page that is not an integer',
    request: { path: '/clients?_page=abc' },
    documented: bad('_page'),
    broker: crash,
  },
  {
    decision: 13,
    situation: 'an exact filter and the `_like_` filter of the same field',
    request: { path: '/clients?clientid=emqx_c_1&_like_clientid=zzz' },
    documented: ok(NONE),
    broker: ok(FOUND),
  },
  {
    decision: 14,
    situation: 'a repeated filter',
    request: { path: '/clients?clientid=unknown&clientid=emqx_c_1' },
    documented: { status: 400, body: '{"code":108,"message":"Parameter clientid was sent again' },
    broker: ok(FOUND),
  },
  {
    decision: 14,
    situation: 'a repeated time filter',
    request: { path: '/clients?_gte_connected_at=1&_gte_connected_at=2' },
    documented: {
      status: 400,
      body: '{"code":108,"message":"Parameter _gte_connected_at was sent again',
    },
    broker: crash,
  },
  {
    decision: 16,
    situation: 'a value of the wrong type',
    request: { path: '/clients?proto_ver=abc' },
    documented: bad('proto_ver'),
    broker: ok(String.raw`{"message":"Can't convert <<\"abc\">> to integer type","code":108}`),
    broker430: crash,
  },
  {
    decision: 17,
    situation: 'a value outside of an enum',
    request: { path: '/clients?conn_state=Connected' },
    documented: bad('conn_state'),
    broker: ok(NONE),
  },
  {
    decision: 18,
    situation: 'an empty search text',
    request: { path: '/clients?_like_clientid=&_limit=1' },
    documented: ok(FOUND),
    broker: crash,
    broker430: ok('"hasnext":true'),
  },
  {
    decision: 19,
    situation: 'a regular expression as search text',
    request: { path: '/clients?_like_clientid=^emqx_._1$' },
    documented: ok(NONE),
    broker: ok(NONE),
    broker430: ok(FOUND),
  },
  {
    decision: 23,
    situation: 'a kick of an unknown client',
    request: { method: 'DELETE', path: '/clients/unknown' },
    documented: ok('{"code":112,"message":"not_found"}'),
    broker: ok('{"code":0}'),
    broker430: ok('{"message":"not_found","code":112}'),
  },
  {
    decision: 24,
    situation: 'no credentials',
    request: { path: '/clients', credentials: 'none' },
    documented: { status: 401, body: '{"code":104,' },
    broker: { status: 401, body: 'UNAUTHORIZED' },
  },
  {
    decision: 24,
    situation: 'credentials that are not base64',
    request: { path: '/clients', credentials: 'not base64' },
    documented: { status: 401, body: '{"code":103,' },
    broker: { status: 401, body: 'UNAUTHORIZED' },
    broker430: crash,
  },
  {
    decision: 25,
    situation: 'an unknown path',
    request: { path: '/nope' },
    documented: { status: 404, body: '{"code":102,' },
    broker: notFound,
  },
  {
    decision: 25,
    situation: 'an unknown method',
    request: { method: 'POST', path: '/clients' },
    documented: { status: 404, body: '{"code":102,' },
    broker: notFound,
  },
  {
    decision: 25,
    situation: 'HEAD',
    request: { method: 'HEAD', path: '/clients' },
    documented: ok(''),
    broker: { status: 404, body: '' },
  },
  {
    decision: 25,
    situation: 'OPTIONS without a CORS preflight',
    request: { method: 'OPTIONS', path: '/clients' },
    documented: { status: 204, body: '' },
    broker: notFound,
  },
  {
    decision: 27,
    situation: 'invalid percent-encoding in the path',
    request: { path: '/clients/%zz' },
    documented: { status: 400, body: '{"code":108,' },
    broker: { status: 400, body: '' },
  },
  {
    decision: 27,
    situation: 'invalid percent-encoding in the query',
    request: { path: '/clients?username=%zz' },
    documented: { status: 400, body: '{"code":108,' },
    broker: { status: 400, body: 'Bad Request' },
  },
  {
    decision: 30,
    situation: 'a JSON body on GET',
    request: { path: '/clients', body: '{"clientid":"unknown"}' },
    documented: ok(FOUND),
    broker: ok(NONE),
  },
  {
    decision: 31,
    situation: 'a look-up by user name',
    request: { path: '/clients/username/unknown' },
    documented: { status: 404, body: '{"code":102,' },
    broker: ok('{"data":[],"code":0}'),
  },
  {
    decision: 31,
    situation: 'clients of a node, with a percent-encoded name',
    request: { path: '/nodes/emqx%4010.12.50.91/clients' },
    documented: { status: 404, body: '{"code":102,' },
    broker: notFound,
  },
  {
    decision: 31,
    situation: 'a filter on the message queue',
    request: { path: '/clients?_gte_mqueue_len=999999' },
    documented: ok(FOUND),
    broker: ok(NONE),
    broker430: ok(FOUND),
  },
  {
    decision: 32,
    situation: 'an error about a value beyond Latin-1',
    request: { path: '/clients?proto_ver=%E7%94%A8' },
    documented: bad('proto_ver'),
    broker: ok(`{"message":"Can't convert <<231,148,168>> to integer type","code":108}`),
    broker430: crash,
  },
  {
    decision: 35,
    situation: 'a page that JavaScript cannot read exactly',
    request: { path: '/clients?_page=9007199254740993' },
    documented: bad('_page'),
    broker: ok('"page":9007199254740993'),
  },
  {
    decision: 36,
    situation: 'an IPv6 address',
    request: { path: '/clients?ip_address=::1' },
    documented: ok(NONE),
    broker: ok(String.raw`{"message":"Can't convert <<\"::1\">> to ip type","code":108}`),
    broker430: crash,
  },
];
