/**
 * The types of the API, which every entry of the package exports. They are generated from
 * emqx-clients.yaml.
 */
import type { components, operations } from './types.js';

export type { components, operations, paths } from './types.js';

type Schemas = components['schemas'];

/**
 * A client as the API sends it: times as text, `disconnected_at` only when not connected. It has the
 * documented members only; brokers may send more, see {@link Client44} and {@link OpenClient}.
 */
export type Client = Readonly<Schemas['Client']>;
/** A client of EMQX 4.4, with the eleven counters that only 4.4 sends. */
export type Client44 = Readonly<Schemas['Client44']>;
/** A client with any other members, as `unknown`. */
export type OpenClient = Client & Readonly<Record<string, unknown>>;

/**
 * The response of `GET /clients`.
 * @typeParam Row the type of a client: {@link Client}, {@link Client44} or {@link OpenClient}.
 */
export type ClientsPage<Row extends Client = Client> = Rows<Schemas['ClientsPage'], Row>;
/** `meta` of a {@link ClientsPage}. */
export type PageMeta = Readonly<Schemas['PageMeta']>;
/**
 * The response of `GET /clients/{clientid}`: an array with one client or none.
 * @typeParam Row as for {@link ClientsPage}.
 */
export type ClientLookup<Row extends Client = Client> = Rows<Schemas['ClientLookup'], Row>;
/** The response of `DELETE /clients/{clientid}`: code 0, or 112 for an unknown client. */
export type KickAnswer = Readonly<Schemas['KickAnswer']>;
/** The body of every error. */
export type ApiError = Readonly<Schemas['ApiError']>;
/** One problem of a request. */
export type Problem = Readonly<Schemas['Problem']>;
/** 101 to 115; the values are in `ERROR_CODES` of `emqx-clients-kit/openapi`. */
export type ErrorCode = Schemas['ErrorCode'];

/** The 16 query parameters of `GET /clients`, typed, with their names in the URL. */
export type ClientsQuery = Readonly<NonNullable<operations['listClients']['parameters']['query']>>;
export type ConnState = NonNullable<ClientsQuery['conn_state']>;
export type ProtoName = NonNullable<ClientsQuery['proto_name']>;

/** A response with rows of another type. */
type Rows<Response, Row> = {
  readonly [Key in keyof Response]: Key extends 'data'
    ? readonly Row[]
    : Key extends 'meta'
      ? PageMeta
      : Response[Key];
};
