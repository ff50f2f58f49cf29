import type { Authorization, Exchange } from '../../http/exchange.js';
import { isJsonObject } from '../../shared/json.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { dataOf, expectStatus, quote } from '../shared/list-request.js';

type WrongCredentials = Exclude<Authorization, 'right'>;

/** Wrong credentials, as messages describe them. */
export const WRONG_CREDENTIALS: Readonly<Record<WrongCredentials, string>> = {
  none: 'no credentials',
  'wrong-id': 'a wrong id',
  'wrong-secret': 'a wrong secret',
  'cut-secret': 'the right secret without its last character',
  'longer-secret': 'the right secret plus one character',
  empty: 'an empty id and secret',
  'empty-secret': 'an empty secret',
  'other-scheme': 'the right credentials but another scheme than Basic',
  'not-base64': 'credentials that are not base64',
};
export const ALL_WRONG = Object.keys(WRONG_CREDENTIALS) as readonly WrongCredentials[];

/** The request is answered with 401, and the answer reveals no client. */
export function expectUnauthorized(
  ctx: RuleContext,
  exchange: Exchange,
  credentials: WrongCredentials,
  request: string,
): void {
  const asked = `${request} with ${WRONG_CREDENTIALS[credentials]}`;
  expectStatus(ctx, exchange, exchange.response.status === 401, {
    deviation: `${credentials}-is-not-refused`,
    asked,
    expected: 'HTTP 401',
  });
  const leak = leakOf(ctx, exchange);
  ctx.expect(leak === undefined, {
    deviation: 'reveals-clients',
    message: `the answer to ${asked} contains ${leak ?? ''}`,
    expected: 'nothing about any client',
    got: leak,
    at: 'body',
    exchange,
  });
}

/** What the answer reveals about the broker's clients. */
function leakOf(ctx: RuleContext, exchange: Exchange): string | undefined {
  const { response, request, json } = exchange;
  const data = dataOf(exchange);
  if (data !== undefined && !(Array.isArray(data) && data.length === 0)) return 'the member data';
  if (isJsonObject(json) && json['meta'] !== undefined) return 'the member meta';
  if (!ctx.has('fixtures')) return undefined;
  // An error may repeat the requested path: that reveals nothing new.
  const leaked = ctx.fixtures.clients.find(
    ({ clientid }) =>
      response.text.includes(clientid) && !request.path.includes(encodeURIComponent(clientid)),
  );
  return leaked && `the client id ${quote(leaked.clientid)}`;
}
