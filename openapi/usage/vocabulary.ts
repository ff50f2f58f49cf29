/**
 * The words of a usage file: requests, parameters and kinds of values. Nothing else of a request is
 * kept, so that no value of a user can be in the file.
 */

/** Kinds of values, by the kind of parameter. The coverage report counts `_page` and `_limit` by the same. */
const PAGE = ['first', 'later', 'past the end', 'zero or less', 'not an integer'] as const;
const LIMIT = [
  'up to 10000',
  'above 10000',
  '2^59 or more',
  'zero',
  'less than zero',
  'not an integer',
] as const;
const TEXT = ['equal'] as const;
const ENUM = ['equal', 'unlisted'] as const;
const INTEGER = ['equal', 'wrong type'] as const;
const ADDRESS = ['equal', 'IPv6 address', 'wrong type'] as const;
const LIKE = [
  'text',
  'special characters',
  'backslash',
  'backslash and special characters',
  'empty',
] as const;
const TIME = ['seconds', 'milliseconds', 'wrong type'] as const;
const COUNT = ['number', 'wrong type'] as const;

/** Of any parameter: its key is sent twice. */
export const REPEATED = 'repeated';

/** The query parameters that any release knows, and the kinds of their values. */
export const PARAMETER_KINDS: Readonly<Record<string, readonly string[]>> = {
  _page: PAGE,
  _limit: LIMIT,
  clientid: TEXT,
  username: TEXT,
  zone: TEXT,
  ip_address: ADDRESS,
  conn_state: ENUM,
  clean_start: ENUM,
  proto_name: ENUM,
  proto_ver: INTEGER,
  _like_clientid: LIKE,
  _like_username: LIKE,
  _gte_created_at: TIME,
  _lte_created_at: TIME,
  _gte_connected_at: TIME,
  _lte_connected_at: TIME,
  _gte_mqueue_len: COUNT,
  _lte_mqueue_len: COUNT,
  _gte_mqueue_dropped: COUNT,
  _lte_mqueue_dropped: COUNT,
  topic: TEXT,
  share: TEXT,
  qos: ['equal', 'unlisted', 'wrong type'],
  _match_topic: TEXT,
};

/** What else a request depends on. */
const SITUATION_KINDS: Readonly<Record<string, readonly string[]>> = {
  /** The client in the path, or in the body, of a lookup, a kick or a change. */
  client: ['known', 'unknown', 'missing', 'known to another node'],
  /** How the client id, user name or topic in the path is spelt. */
  id: ['percent-encoded', 'with a raw +', 'percent-encoded, with a raw +'],
  credentials: ['none', 'wrong', 'not base64'],
  /** The broker has several nodes. */
  nodes: ['several'],
  /** The request is sent to another node than the first. */
  asked: ['another node'],
  /** The node in the path, if it is not up. */
  node: ['stopped'],
  query: ['bad encoding'],
  /** The mock that was asked does not have the path. */
  path: ['not found'],
  /** A body on GET. */
  body: ['sent'],
  /** Parameters that no release knows. */
  unknown: ['sent'],
  /** The QoS in the body. */
  'body.qos': ['0 to 2', 'other'],
  'body.topic': ['one', 'shared'],
  interval: ['number', 'text', 'in the query'],
};

/** The kinds that a name of `with` can have; `undefined`: there is no such name. */
export function kindsOf(name: string): readonly string[] | undefined {
  if (Object.hasOwn(PARAMETER_KINDS, name)) return [...(PARAMETER_KINDS[name] ?? []), REPEATED];
  return Object.hasOwn(SITUATION_KINDS, name) ? SITUATION_KINDS[name] : undefined;
}

const isPagingName = (name: string): boolean => name === '_page' || name === '_limit';

/** Whether a name of `with` is a filter of the list. */
export const isFilterName = (name: string): boolean =>
  Object.hasOwn(PARAMETER_KINDS, name) && !isPagingName(name);

export const LIST = 'GET /clients';
export const LOOKUP = 'GET /clients/{clientid}';
export const KICK = 'DELETE /clients/{clientid}';

const METHOD_AND_PATH = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE) (?:\/[a-z_{}/-]+|unknown path)$/;

/** A request as a usage file names it: `GET /clients/{clientid}`, or `GET unknown path`. */
export const isRequestName = (name: string): boolean => METHOD_AND_PATH.test(name);

/**
 * A member of an answer: `code`, `data.clientid`, `meta.count`; `data.*` is the list of a row's
 * members, and `*` that of the whole answer.
 */
const MEMBER = /^(?:\*|[a-z][\w*-]*(?:\.[\w.*-]+)?)$/i;

export const isMemberName = (name: string): boolean => name.length <= 100 && MEMBER.test(name);
