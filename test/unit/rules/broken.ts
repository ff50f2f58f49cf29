import type { MockRequest, MockResponse } from '../../../mock/index.js';
import type { Broker, Fault } from './broker.js';

/** A row as the broken broker sends it. */
export type Row = Record<string, unknown>;
export interface Body {
  meta?: Record<string, unknown>;
  data?: Row[];
  code?: unknown;
  [member: string]: unknown;
}

export const queryOf = (request: MockRequest): URLSearchParams =>
  new URLSearchParams(request.query ?? '');
export const withQuery = (request: MockRequest, query: URLSearchParams): MockRequest => ({
  ...request,
  query: query.toString(),
});
export const isList = ({ method, path }: MockRequest): boolean =>
  method === 'GET' && /\/clients\/?$/.test(path);
export const isLookup = ({ method, path }: MockRequest): boolean =>
  method === 'GET' && /\/clients\/[^/]+$/.test(path);
export const isKick = ({ method }: MockRequest): boolean => method === 'DELETE';
/** The id in the path; as it stands there, where it can not be decoded. */
export function idIn({ path }: MockRequest): string {
  const segment = path.slice(path.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const bodyOf = (response: MockResponse): Body | undefined =>
  response.status === 200 && response.body !== '' ? (JSON.parse(response.body) as Body) : undefined;

/** The rows of an answer, none where it has none. */
export const rowsOf = (response: MockResponse): readonly Row[] => bodyOf(response)?.data ?? [];

/** The query without its paging, so that it finds everything. */
export function unpaged(query: URLSearchParams): URLSearchParams {
  const whole = new URLSearchParams(query);
  whole.delete('_page');
  whole.set('_limit', '1000000');
  return whole;
}

/** Changes the JSON of what the broker answers, where it answers with JSON. */
export function rewrite(
  when: (request: MockRequest) => boolean,
  change: (body: Body, request: MockRequest) => unknown,
): Fault {
  return (request, next) => {
    const response = next(request);
    const body = when(request) ? bodyOf(response) : undefined;
    if (!body) return response;
    return { ...response, body: JSON.stringify(change(body, request) ?? body) };
  };
}

/** Changes each row, of lists and of lookups. */
export const eachRow = (
  change: (row: Row, request: MockRequest) => void,
  when: (request: MockRequest) => boolean = (request) => isList(request) || isLookup(request),
): Fault =>
  rewrite(when, (body, request) => {
    for (const row of body.data ?? []) change(row, request);
  });

/** Changes `meta` of lists. */
export const eachMeta = (
  change: (meta: Record<string, unknown>, body: Body, request: MockRequest) => void,
): Fault =>
  rewrite(isList, (body, request) => {
    if (body.meta) change(body.meta, body, request);
  });

/** Changes the query of lists before the broker sees it. */
export const requery =
  (change: (query: URLSearchParams, broker: Broker) => void): Fault =>
  (request, next, broker) => {
    if (!isList(request)) return next(request);
    const query = queryOf(request);
    change(query, broker);
    return next(withQuery(request, query));
  };

export const FILTERS = [
  'clientid',
  'username',
  'zone',
  'ip_address',
  'conn_state',
  'clean_start',
  'proto_name',
  'proto_ver',
  '_like_clientid',
  '_like_username',
  '_gte_created_at',
  '_lte_created_at',
  '_gte_connected_at',
  '_lte_connected_at',
] as const;

/** The answer to a query as this broker would page it, from the rows that it would find. */
function paged(response: MockResponse, rows: readonly Row[], query: URLSearchParams): MockResponse {
  const page = Number(query.get('_page') ?? 1);
  const limit = Number(query.get('_limit') ?? 10000);
  const body = bodyOf(response);
  if (!body) return response;
  body.data = rows.slice((page - 1) * limit, page * limit);
  body.meta = { page, limit, count: rows.length, hasnext: page * limit < rows.length };
  return { ...response, body: JSON.stringify(body) };
}

/** Replaces what the given filters find together; the broker applies the others. */
export const refilter =
  (
    names: readonly string[],
    keeps: (row: Row, query: URLSearchParams, others: readonly Row[]) => boolean,
  ): Fault =>
  (request, next) => {
    const query = queryOf(request);
    if (!isList(request) || !names.some((name) => query.has(name))) return next(request);
    const honest = next(request);
    if (honest.status !== 200) return honest;
    const rest = new URLSearchParams(query);
    for (const name of [...names, '_page', '_limit']) rest.delete(name);
    rest.set('_limit', '1000000');
    const rows = bodyOf(next(withQuery(request, rest)))?.data ?? [];
    return paged(
      honest,
      rows.filter((row) => keeps(row, query, rows)),
      query,
    );
  };

/** Replaces how one filter compares the text of one field. */
export const compares = (
  name: string,
  field: string,
  test: (shown: string, wanted: string) => boolean,
): Fault =>
  refilter([name], (row, query) => {
    const shown = row[field];
    const text = field === 'username' && shown === 'undefined' ? '' : String(shown);
    return test(text, query.get(name) ?? '');
  });

/** Replaces how one time filter compares seconds. */
export const comparesTime = (
  name: string,
  field: string,
  test: (shown: number, wanted: number) => boolean,
): Fault =>
  refilter([name], (row, query) =>
    test(Date.parse(`${String(row[field]).replace(' ', 'T')}Z`) / 1000, Number(query.get(name))),
  );

/** Pages wrongly: gets all the rows that match, and cuts out its own page. */
export const repaged = (
  cut: (rows: readonly Row[], page: number, limit: number, query: URLSearchParams) => Row[],
  when: (query: URLSearchParams) => boolean = () => true,
): Fault => {
  return (request, next) => {
    const query = queryOf(request);
    const honest = next(request);
    const body = isList(request) && when(query) ? bodyOf(honest) : undefined;
    if (!body) return honest;
    const rest = new URLSearchParams(query);
    rest.delete('_page');
    rest.set('_limit', '1000000');
    const rows = bodyOf(next(withQuery(request, rest)))?.data ?? [];
    body.data = cut(
      rows,
      Number(query.get('_page') ?? 1),
      Number(query.get('_limit') ?? 10000),
      query,
    );
    return { ...honest, body: JSON.stringify(body) };
  };
};

/** Whether the query filters at all. */
export const isFiltered = (query: URLSearchParams): boolean =>
  FILTERS.some((name) => query.has(name));

/** Does the fault on every nth request of a kind only. */
export function everyNth(
  nth: number,
  when: (request: MockRequest) => boolean,
  fault: Fault,
): Fault {
  let count = 0;
  return (request, next, broker) => {
    if (!when(request)) return next(request);
    count += 1;
    return count % nth === 0 ? fault(request, next, broker) : next(request);
  };
}
