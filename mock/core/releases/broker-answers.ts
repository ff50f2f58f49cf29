import { ERROR_CODES, SUCCESS } from '../../../openapi/index.js';
import { isReadableAuthorization } from '../auth.js';
import type { UnknownPath } from '../parse-request.js';
import type { Problem } from '../query/query-types.js';
import type { Behaviours } from './behaviours.js';
import type { Answers } from './dialect.js';
import { printTerm } from './erlang.js';
import { coded, text, type WordedResponse } from './json-response.js';

const UNAUTHORIZED = text(401, 'UNAUTHORIZED', {
  'www-authenticate': 'Basic Realm="minirest-server"',
});
const INTERNAL_ERROR = text(500, 'Internal Error');
const NO_CONTENT = text(204, '');

const NOT_FOUND: Readonly<Record<UnknownPath, WordedResponse>> = {
  outside: text(404, ''),
  inside: text(404, 'Not found.'),
  between: text(400, 'Not found.'),
};

/** How a broker words its answers, as recorded. */
export function brokerAnswers({
  memberOrder,
  notBase64,
  unknownKick,
  wrongType,
}: Behaviours): Answers {
  const error = (status: number, code: number, message: string): WordedResponse =>
    coded(status, memberOrder === 'alphabetical' ? { code, message } : { message, code });
  return {
    unauthorized: (_failure, header) =>
      notBase64 === 'unauthorized' || isReadableAuthorization(header)
        ? UNAUTHORIZED
        : INTERNAL_ERROR,
    notFound: (_request, where) => NOT_FOUND[where],
    badEncoding: (part) => text(400, part === 'path' ? '' : 'Bad Request'),
    badQuery: ([{ broker, parameter, expected }]) => {
      if (broker && wrongType === 'crashes') return INTERNAL_ERROR;
      const code = ERROR_CODES.badParameter;
      // No broker refuses an unknown parameter: `strict` adds this.
      return broker
        ? error(200, code, cannotConvert(broker))
        : error(400, code, `Parameter ${parameter}: expected ${expected}.`);
    },
    unknownKick: () =>
      unknownKick === 'success'
        ? coded(200, { code: SUCCESS })
        : error(200, ERROR_CODES.clientOffline, 'not_found'),
    nodeDown: (asked) =>
      asked === 'list' ? error(200, ERROR_CODES.rpcError, 'nodedown') : NO_CONTENT,
    crash: () => INTERNAL_ERROR,
  };
}

function cannotConvert({ value, type }: NonNullable<Problem['broker']>): string {
  const before = "Can't convert ";
  return `${before}${printTerm(value, before.length)} to ${type} type`;
}
