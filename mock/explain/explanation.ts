import type { DialectName } from '../core/releases/releases.js';

/** How one parameter of the query was read. */
export interface ExplainedParameter {
  readonly name: string;
  /** As in the URL; `null` if there was no `=`. */
  readonly raw: string | null;
  /** Percent-decoded. */
  readonly value: string | null;
  /** A sentence without its full stop, e.g. `keeps clients whose proto_ver is 4`. */
  readonly means: string;
  /** What was expected, if it was refused. */
  readonly expected?: string;
  /** Of an unknown parameter: the most similar known one. */
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
  /** `null` if the page is empty. */
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

/** Why a request gets its response. */
export interface Explanation {
  /** E.g. `GET /api/v4/clients?_page=2`. */
  readonly request: string;
  readonly dialect: DialectName;
  /** One sentence: what the API answers. */
  readonly answer: string;
  /** The fault that was applied: `answer` is what the API says without it. */
  readonly fault?: string;
  readonly client?: ExplainedClient;
  readonly parameters?: readonly ExplainedParameter[];
  readonly filters?: readonly ExplainedFilter[];
  readonly page?: ExplainedPage;
  /** The decisions behind the answer; each is a section of openapi/decisions.md. */
  readonly decisions: readonly { readonly decision: string; readonly says: string }[];
}
