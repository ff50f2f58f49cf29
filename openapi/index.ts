/**
 * The API's types under friendly names, and the document itself. Safe to import in a browser: no
 * Node built-in, and no validator is compiled before one is asked for.
 */
import type { components, operations } from './types.js';

export { document } from './document.js';
export { ERROR_CODES, SUCCESS } from './error-codes.js';
export type * from './openapi-document.js';

type Schemas = components['schemas'];

/** A client as the API sends it: times as text, `disconnected_at` only when not connected. */
export type Client = Schemas['Client'];
/** What `GET /clients` answers. */
export type ClientsPage = Schemas['ClientsPage'];
/** `meta` of a {@link ClientsPage}. */
export type PageMeta = Schemas['PageMeta'];
/** What `GET /clients/{clientid}` answers: an array of one client, or of none. */
export type ClientLookup = Schemas['ClientLookup'];
/** What `DELETE /clients/{clientid}` answers: code 0, or 112 where there was nothing to kick. */
export type KickAnswer = Schemas['KickAnswer'];
/** The body of an answer that is not a success. */
export type ApiError = Schemas['ApiError'];
/** One thing that is wrong with a request. */
export type Problem = Schemas['Problem'];
/** 101 to 115; what each means is in {@link ERROR_CODES} and in the document. */
export type ErrorCode = Schemas['ErrorCode'];

/** The 16 query parameters of `GET /clients`, typed, under the names that the URL has. */
export type ClientsQuery = NonNullable<operations['listClients']['parameters']['query']>;
export type ConnState = NonNullable<ClientsQuery['conn_state']>;
export type ProtoName = NonNullable<ClientsQuery['proto_name']>;
