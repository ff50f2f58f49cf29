import type { JsonValue } from '../core/client.js';
import type { QueryRules } from '../core/query/query-types.js';
import type { DialectName } from '../core/releases/releases.js';

/** What a filter asks of a client: the data behind words such as `proto_ver is 4`. */
export interface ExplainedCondition {
  readonly field: string;
  readonly compares:
    'is' | 'contains' | 'matches' | 'at least' | 'at most' | 'anything' | 'nothing';
  /** Absent with `anything` and `nothing`; a long text is cut. */
  readonly value?: string | number;
  /** Of a time: `YYYY-MM-DD HH:mm:ss` in UTC; absent if the value lies beyond all dates. */
  readonly utc?: string;
  /** What the value is, if the client `matches` it. */
  readonly syntax?: QueryRules['like'];
}

/** How a parameter was read: the data behind `means`. */
export type ExplainedMeaning =
  | { readonly kind: 'filter'; readonly condition: ExplainedCondition }
  | { readonly kind: 'page' | 'limit' | 'refused' }
  | { readonly kind: 'ignored'; readonly why: 'unknown' | 'first counts' | 'last counts' }
  /** A `_like_` filter beside the exact one. */
  | { readonly kind: 'ignored'; readonly why: 'disabled'; readonly by: string };

/** How one parameter of the query was read. */
export interface ExplainedParameter {
  readonly name: string;
  /** As in the URL; `null` if there was no `=`. */
  readonly raw: string | null;
  /** Percent-decoded. */
  readonly value: string | null;
  /** A sentence without its full stop, e.g. `keeps clients whose proto_ver is 4`. */
  readonly means: string;
  readonly meaning: ExplainedMeaning;
  /** What was expected, if it was refused. */
  readonly expected?: string;
  /** Of an unknown parameter: the most similar known one. */
  readonly nearest?: string;
}

/** How many clients were left after a filter, in the order in which the filters were given. */
export interface ExplainedFilter {
  readonly filter: string;
  /** Absent with the first one, which stands for all clients. */
  readonly condition?: ExplainedCondition;
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

/** The data behind a sentence on a client. */
export type ExplainedReason =
  /** It is row `row` of those that are left, counted from 1, and on the page that was requested. */
  | { readonly reason: 'sent'; readonly node: string; readonly row: number }
  | {
      readonly reason: 'other page';
      readonly node: string;
      readonly row: number;
      /** The page that has it, and the one that was requested. */
      readonly page: number;
      readonly requested: string;
    }
  | { readonly reason: 'no rows requested'; readonly node: string; readonly row: number }
  | {
      readonly reason: 'filter';
      readonly node: string;
      readonly condition: ExplainedCondition;
      /** The client's own value of the field; `null` if it has none. */
      readonly own: JsonValue;
    }
  /** A lookup or a kick finds it there. */
  | { readonly reason: 'found'; readonly node: string }
  /** No client has the id; `similar` ones differ in case or blanks. */
  | { readonly reason: 'unknown'; readonly similar: readonly string[] };

/** Why a client is, or is not, in the answer. */
export interface ExplainedClient {
  readonly clientid: string;
  readonly inAnswer: boolean;
  /** Sentences: one for each node that has the client, or one that says that none has. */
  readonly because: readonly string[];
  /** The same as data, in the same order. */
  readonly reasons: readonly ExplainedReason[];
}

/** Why a request gets its response. */
export interface Explanation {
  /** E.g. `GET /api/v4/clients?_page=2`. */
  readonly request: string;
  readonly dialect: DialectName;
  /** One sentence: what the API answers. */
  readonly answer: string;
  /** `page`: rows, see `page`; `refused`: see `parameters`; `crash` and `limit`: see `answer`. */
  readonly outcome: 'page' | 'refused' | 'crash' | 'limit' | 'other';
  /** The fault that was applied: `answer` is what the API says without it. */
  readonly fault?: string;
  readonly client?: ExplainedClient;
  readonly parameters?: readonly ExplainedParameter[];
  readonly filters?: readonly ExplainedFilter[];
  readonly page?: ExplainedPage;
  /** The decisions behind the answer; each is a section of openapi/decisions.md. */
  readonly decisions: readonly { readonly decision: string; readonly says: string }[];
}
