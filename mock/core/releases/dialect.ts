import type { AuthFailure } from '../auth.js';
import type { JsonValue } from '../client.js';
import type { UnknownPath } from '../parse-request.js';
import type { Problem, QueryRules } from '../query/query-types.js';
import { behavioursOf, type Behaviours } from './behaviours.js';
import { brokerAnswers } from './broker-answers.js';
import { documentedAnswers } from './documented-answers.js';
import type { WordedResponse } from './json-response.js';
import { releaseNamed, type DialectName } from './releases.js';

/** How the outcomes that have no rows are worded. */
export interface Answers {
  /** @param header the Authorization header, as it was sent. */
  unauthorized(failure: AuthFailure, header: string | undefined): WordedResponse;
  notFound(request: { method: string; path: string }, where: UnknownPath): WordedResponse;
  badEncoding(part: 'path' | 'query' | 'body'): WordedResponse;
  badQuery(problems: readonly [Problem, ...Problem[]]): WordedResponse;
  unknownKick(clientid: string): WordedResponse;
  /** A node that has stopped, asked for its list, or for some of its clients. */
  nodeDown(asked: 'list' | 'clients'): WordedResponse;
  crash(cause: Error): WordedResponse;
}

/**
 * What one broker answers: the set of its behaviours, each a row of openapi/decisions.md, and the
 * wordings. It looks nothing up and has no state.
 */
export interface Dialect extends Pick<
  Behaviours,
  | 'countUnderFilter'
  | 'hasnext'
  | 'kickedMqtt5'
  | 'listScope'
  | 'memberOrder'
  | 'mountpoint'
  | 'nodeOrder'
  | 'pathDecoding'
  | 'wrongType'
> {
  readonly name: DialectName;
  readonly query: QueryRules;
  /** Row order (decisions.md#28). */
  readonly order: 'insertion' | 'hash';
  /** HEAD and OPTIONS (decisions.md#25): answered, or unknown methods like any other. */
  readonly headAndOptions: 'answered' | 'unknown';
  /** The members of a JSON body on GET act as query parameters (decisions.md#30). */
  readonly bodyIsQuery: boolean;
  /** Paths that only real brokers have, found as they find them (decisions.md#31). */
  readonly brokerPaths: boolean;
  /** Members that each client has beyond the documents', with their default. */
  readonly extraFields: Readonly<Record<string, JsonValue>>;
  readonly answers: Answers;
}

const resolved = new Map<DialectName, Dialect>();

/** The behaviours of a release, resolved once. */
export function dialectOf(name: DialectName): Dialect {
  const dialect = resolved.get(name) ?? resolve(name);
  resolved.set(name, dialect);
  return dialect;
}

function resolve(name: DialectName): Dialect {
  const release = releaseNamed(name);
  const isBroker = release !== undefined;
  const behaviours = behavioursOf(release);
  const { timeUnit, like, emptyLike, zeroLimit, hugeLimit } = behaviours;
  return {
    ...behaviours,
    name,
    query: {
      filters: [...behaviours.filters, ...behaviours.queueFilters],
      reading: isBroker ? 'broker' : 'documented',
      shownSecond: isBroker ? 'compared in milliseconds' : 'included',
      timeUnit,
      like,
      emptyLike,
      zeroLimit,
      hugeLimit,
    },
    order: isBroker ? 'hash' : 'insertion',
    headAndOptions: isBroker ? 'unknown' : 'answered',
    bodyIsQuery: isBroker,
    brokerPaths: isBroker,
    answers: isBroker ? brokerAnswers(behaviours) : documentedAnswers,
  };
}
