/** The types of the API and the OpenAPI document. Works in a browser: it uses no Node built-in. */
import type { components, operations } from './types.js';

export { document } from './document.js';
export { ERROR_CODES, SUCCESS } from './error-codes.js';
export type * from './openapi-document.js';

type Schemas = components['schemas'];

/** A client as the API sends it: times as text, `disconnected_at` only when not connected. */
export type Client = Schemas['Client'];
/** The response of `GET /clients`. */
export type ClientsPage = Schemas['ClientsPage'];
/** `meta` of a {@link ClientsPage}. */
export type PageMeta = Schemas['PageMeta'];
/** The response of `GET /clients/{clientid}`: an array with one client or none. */
export type ClientLookup = Schemas['ClientLookup'];
/** The response of `DELETE /clients/{clientid}`: code 0, or 112 for an unknown client. */
export type KickAnswer = Schemas['KickAnswer'];
/** The body of every error. */
export type ApiError = Schemas['ApiError'];
/** One problem of a request. */
export type Problem = Schemas['Problem'];
/** 101 to 115, see {@link ERROR_CODES}. */
export type ErrorCode = Schemas['ErrorCode'];

/** The 16 query parameters of `GET /clients`, typed, with their names in the URL. */
export type ClientsQuery = NonNullable<operations['listClients']['parameters']['query']>;
export type ConnState = NonNullable<ClientsQuery['conn_state']>;
export type ProtoName = NonNullable<ClientsQuery['proto_name']>;
