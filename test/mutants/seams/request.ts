/** Faults that misread a request. */
import { decodeQuery, splitPath } from '../../../mock/core/parse-request.js';
import type { MockRequest } from '../../../mock/core/request-response.js';
import type { Mutation } from '../mutant.js';

export type Pairs = readonly (readonly [key: string, value: string])[];

/** The decoded pairs of the query; badly encoded ones are left to the engine. */
export const pairsOf = ({ query = '' }: MockRequest): Pairs =>
  (decodeQuery(query) ?? []).map(([key, value]) => [key, typeof value === 'string' ? value : '']);

export const withPairs = (request: MockRequest, pairs: Pairs): MockRequest => ({
  ...request,
  query: pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&'),
});

export const parameter = (request: MockRequest, name: string): string | undefined =>
  pairsOf(request).find(([key]) => key === name)?.[1];

/** `_page` or `_limit`, or its default. */
export const paging = (request: MockRequest, name: '_page' | '_limit'): number =>
  Number(parameter(request, name) ?? (name === '_page' ? 1 : 10_000));

const PAGING = ['_page', '_limit'];
export const isPaging = ([key]: Pairs[number]): boolean => PAGING.includes(key);

/** Whether the query has a filter. */
export const isFiltered = (request: MockRequest): boolean =>
  pairsOf(request).some((pair) => !isPaging(pair));

export const isList = ({ path }: MockRequest): boolean => /\/clients\/*$/.test(path);
export const isLookup = (request: MockRequest): boolean =>
  request.method === 'GET' && clientidOf(request) !== undefined;

/** The client id in a path. */
export function clientidOf({ path }: MockRequest): string | undefined {
  const [, , clients, id, ...more] = splitPath(path) ?? [];
  return clients === 'clients' && more.length === 0 ? id : undefined;
}

export const withId = (request: MockRequest, id: string): MockRequest => ({
  ...request,
  path: `/api/v4/clients/${encodeURIComponent(id)}`,
});

/** Handles the request as if it were another one. */
export const readAs =
  (change: (request: MockRequest) => MockRequest): Mutation =>
  (engine) =>
  (request) =>
    engine.handle(change(request));

/** Changes the parameters of a list request. */
export const readPairsAs = (change: (pairs: Pairs, request: MockRequest) => Pairs): Mutation =>
  readAs((request) =>
    isList(request) && decodeQuery(request.query ?? '')
      ? withPairs(request, change(pairsOf(request), request))
      : request,
  );

/** Changes the value of one parameter. */
export const readValueAs = (name: string, change: (value: string) => string): Mutation =>
  readPairsAs((pairs) => pairs.map(([key, value]) => [key, key === name ? change(value) : value]));

export const isAuthorized = (
  handle: (request: MockRequest) => { readonly status: number },
  request: MockRequest,
): boolean => handle({ ...request, method: 'GET', query: '_limit=1' }).status !== 401;

/** The request with the right credentials. */
export const signed = (request: MockRequest): MockRequest => ({
  ...request,
  headers: { ...request.headers, authorization: `Basic ${btoa('app_id:app_secret')}` },
});
