import type { DialectName } from '../core/dialects/dialect.js';

/** How one parameter of the query was read. */
export interface ExplainedParameter {
  readonly name: string;
  /** As it stood in the URL; `null` where the name stood alone, without `=`. */
  readonly raw: string | null;
  /** With its percent-encoding undone. */
  readonly value: string | null;
  /** A sentence without its full stop, such as `keeps clients whose proto_ver is 4`. */
  readonly means: string;
  /** What was expected instead, where it was refused. */
  readonly expected?: string;
  /** Of a parameter that is not known: the known one that looks most like it. */
  readonly nearest?: string;
}

/** How many clients were left after a filter, in the order in which the filters were given. */
export interface ExplainedFilter {
  readonly filter: string;
  readonly left: number;
}

/** The rows that were sent: `first` to `last` of the `of` that are left, counted from 1. */
export interface ExplainedPage {
  readonly page: string;
  readonly limit: string;
  /** `null` where the page holds no row. */
  readonly first: number | null;
  readonly last: number | null;
  readonly of: number;
  readonly hasnext: boolean;
}

/** Why a client is, or is not, in the answer. */
export interface ExplainedClient {
  readonly clientid: string;
  readonly inAnswer: boolean;
  /** Sentences: one for each node that has the client, or one that says that none has. */
  readonly because: readonly string[];
}

/** Why a request is answered as it is. */
export interface Explanation {
  /** E.g. `GET /api/v4/clients?_page=2`. */
  readonly request: string;
  readonly dialect: DialectName;
  /** One sentence: what the answer is. */
  readonly answer: string;
  /** The fault that befell it, if one did: the answer above is then the one that was spoilt. */
  readonly fault?: string;
  readonly client?: ExplainedClient;
  readonly parameters?: readonly ExplainedParameter[];
  readonly filters?: readonly ExplainedFilter[];
  readonly page?: ExplainedPage;
  /** The decisions that shaped the answer; each is a section of openapi/decisions.md. */
  readonly decisions: readonly { readonly decision: string; readonly says: string }[];
}
