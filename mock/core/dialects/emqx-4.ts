import { ERROR_CODES, SUCCESS } from '../../../openapi/index.js';
import { isReadableAuthorization } from '../auth.js';
import type { JsonValue } from '../client.js';
import { FILTERS, MQUEUE_FILTERS } from '../query/parameters.js';
import type { Problem } from '../query/query-types.js';
import type { UnknownPath } from '../parse-request.js';
import type { Answers, Dialect } from './dialect.js';
import { printTerm } from './erlang.js';
import { coded, text, type WordedResponse } from './json-response.js';

const UNAUTHORIZED = text(401, 'UNAUTHORIZED', {
  'www-authenticate': 'Basic Realm="minirest-server"',
});
const INTERNAL_ERROR = text(500, 'Internal Error');

const NOT_FOUND: Readonly<Record<UnknownPath, WordedResponse>> = {
  outside: text(404, ''),
  inside: text(404, 'Not found.'),
  between: text(400, 'Not found.'),
};

const answers: Answers = {
  unauthorized: () => UNAUTHORIZED,
  notFound: (_request, where) => NOT_FOUND[where],
  badEncoding: (part) => text(400, part === 'path' ? '' : 'Bad Request'),
  badQuery: ([problem]) => {
    const code = ERROR_CODES.badParameter;
    if (problem.broker) return coded(200, { message: cannotConvert(problem.broker), code });
    // No broker refuses an unknown parameter: `strict` adds this.
    const message = `Parameter ${problem.parameter}: expected ${problem.expected}.`;
    return coded(400, { message, code });
  },
  unknownKick: () => coded(200, { code: SUCCESS }),
  crash: () => INTERNAL_ERROR,
};

function cannotConvert({ value, type }: NonNullable<Problem['broker']>): string {
  const before = "Can't convert ";
  return `${before}${printTerm(value, before.length)} to ${type} type`;
}

/** EMQX 4.3.22, recorded. */
export const emqx43: Dialect = {
  name: 'emqx-4.3',
  query: {
    filters: [...FILTERS, ...MQUEUE_FILTERS],
    reading: 'broker',
    timeUnit: 'seconds',
    shownSecond: 'compared in milliseconds',
    like: 'text',
    emptyLike: 'crashes',
  },
  countUnderFilter: -1,
  order: 'hash',
  headAndOptions: 'unknown',
  bodyIsQuery: true,
  brokerPaths: true,
  extraFields: {},
  answers,
};

/** Sent by EMQX 4.4 after the documented members (decisions.md, "Other brokers"). */
const FIELDS_OF_44: Readonly<Record<string, JsonValue>> = {
  'recv_msg.dropped': 0,
  'recv_msg.qos0': 0,
  'recv_msg.qos1': 0,
  'recv_msg.qos2': 0,
  'send_msg.dropped': 0,
  'send_msg.dropped.expired': 0,
  'send_msg.dropped.queue_full': 0,
  'send_msg.dropped.too_large': 0,
  'send_msg.qos0': 0,
  'send_msg.qos1': 0,
  'send_msg.qos2': 0,
};

/** EMQX 4.4.19, recorded: as 4.3.22, with eleven more members of each client. */
export const emqx44: Dialect = {
  ...emqx43,
  name: 'emqx-4.4',
  extraFields: FIELDS_OF_44,
};

/** EMQX 4.3.0, recorded: the release of the documents' own time. */
export const emqx430: Dialect = {
  ...emqx43,
  name: 'emqx-4.3.0',
  query: {
    ...emqx43.query,
    filters: FILTERS,
    timeUnit: 'milliseconds',
    like: 'regular expression',
    emptyLike: 'matches all',
  },
  answers: {
    ...answers,
    unauthorized: (_failure, header) =>
      isReadableAuthorization(header) ? UNAUTHORIZED : INTERNAL_ERROR,
    badQuery: (problems) => (problems[0].broker ? INTERNAL_ERROR : answers.badQuery(problems)),
    unknownKick: () => coded(200, { message: 'not_found', code: ERROR_CODES.clientOffline }),
  },
};
