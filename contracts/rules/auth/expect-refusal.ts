import type { Authorization, Exchange } from '../../http/exchange.js';
import { isJsonObject } from '../../shared/json.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { quote, sayStatus } from '../shared/list-request.js';

/** In words, for messages. */
export const WAYS: Readonly<Record<Exclude<Authorization, 'right'>, string>> = {
  none: 'no credentials',
  'wrong-id': 'a wrong id',
  'wrong-secret': 'a wrong secret',
  'cut-secret': 'the right secret less its last character',
  'longer-secret': 'the right secret with a character behind it',
  empty: 'an empty id and secret',
  'empty-secret': 'an empty secret',
  'other-scheme': 'the right credentials under another scheme',
};
type WrongWay = keyof typeof WAYS;
export const WRONG_WAYS = Object.keys(WAYS) as readonly WrongWay[];

/** The request is refused with 401, and tells nothing about clients. */
export function expectRefusal(
  ctx: RuleContext,
  exchange: Exchange,
  way: WrongWay,
  what: string,
): void {
  const { response, json } = exchange;
  ctx.expect(response.status === 401, {
    deviation: `${way}-is-not-refused`,
    message: `${what} with ${WAYS[way]} is answered with ${sayStatus(exchange)}`,
    expected: 'HTTP 401',
    got: sayStatus(exchange),
    at: 'status',
    exchange,
  });
  const leak = leakOf(ctx, exchange, json);
  ctx.expect(leak === undefined, {
    deviation: 'reveals-clients',
    message: `${what} with ${WAYS[way]} is answered with ${leak ?? ''}`,
    expected: 'nothing about any client',
    got: leak,
    at: 'body',
    exchange,
  });
}

/** What of the broker's clients the answer gives away. */
function leakOf(
  ctx: RuleContext,
  { response, request }: Exchange,
  json: unknown,
): string | undefined {
  if (isJsonObject(json)) {
    const data = json['data'];
    if (data !== undefined && !(Array.isArray(data) && data.length === 0)) return 'data';
    if (json['meta'] !== undefined) return 'meta';
  }
  if (!ctx.has('fixtures')) return undefined;
  // An error may repeat the path that it was asked for: that is nothing new to the asker.
  const id = ctx.fixtures.clients.find(
    ({ clientid }) =>
      response.text.includes(clientid) && !request.path.includes(encodeURIComponent(clientid)),
  );
  return id && `the client id ${quote(id.clientid)}`;
}
