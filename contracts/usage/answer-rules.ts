import type { Use } from '../../openapi/usage/usage.js';
import { LIST, LOOKUP } from '../../openapi/usage/vocabulary.js';
import type { Exchange } from '../http/exchange.js';
import { clientPath } from '../http/list-response.js';
import type { RuleContext } from '../rule/rule-context.js';
import type { RuleDefinition } from '../rules/shared/define-rules.js';
import { plainClients } from '../rules/shared/known-clients.js';
import { codeOf, describeStatus } from '../rules/shared/list-request.js';
import { isJsonObject, type Json } from '../shared/json.js';

/** The clause of rules that no document has. */
export const CLAUSE = 'the usage file';

/** The deviation that an answer shows which lacks a member. */
export const absenceOf = (member: string): string =>
  `${member.replace(/[^a-z0-9]+/gi, '-')}-is-absent`;

/** The members that are read must be sent. */
export function membersRule(use: Use): RuleDefinition | undefined {
  const { request, reads } = use;
  if (reads === 'all') return undefined;
  const members = reads.filter((member) => !member.endsWith('*') && member !== 'message');
  if (members.length === 0) return undefined;
  return {
    id: `usage/${slugOf(request)}-sends-${members.join('-')}`,
    title: `${request} sends ${members.join(', ')}`,
    level: 'MUST',
    clause: CLAUSE,
    needs: ['fixtures'],
    run: async (ctx) => {
      const exchange = await send(ctx, request);
      for (const member of members) {
        // Sent only of clients that are not connected.
        if (member === 'data.disconnected_at' || hasMember(exchange.json, member)) continue;
        ctx.deviate({
          deviation: absenceOf(member),
          message: `${request} does not send ${member}, which the application reads`,
          expected: member,
          got: 'nothing',
          at: member,
          exchange,
        });
      }
    },
  };
}

/** A path beside `/clients` must be answered. */
export const answerRule = ({ request }: Use): RuleDefinition => ({
  id: `usage/${slugOf(request)}`,
  title: `${request} is answered`,
  level: 'MUST',
  clause: CLAUSE,
  needs: ['fixtures'],
  run: async (ctx) => {
    const exchange = await send(ctx, request);
    const isAnswered = exchange.response.status === 200 && codeOf(exchange) === 0;
    ctx.expect(isAnswered, {
      deviation: 'is-not-answered',
      message: `${request} is answered with ${describeStatus(exchange)}`,
      expected: 'HTTP 200, code 0',
      got: describeStatus(exchange),
      at: 'status',
      exchange,
    });
  },
});

/** Sends the request for a test client that is connected. */
async function send(ctx: RuleContext, request: string): Promise<Exchange> {
  const client = plainClients(ctx).find(
    ({ username, connState, subscriptions }) =>
      username !== undefined && connState === 'connected' && subscriptions.length > 0,
  );
  if (!client) return ctx.skip('This run has no connected client with a subscription.');
  if (request === LIST)
    return ctx.request({ path: `/clients?_like_clientid=${ctx.prefix}&_limit=5` });
  if (request === LOOKUP) return ctx.request({ path: clientPath(client.clientid) });
  const values: Readonly<Record<string, string>> = {
    node: client.node ?? '',
    clientid: client.clientid,
    username: client.username ?? '',
    topic: client.subscriptions[0] ?? '',
  };
  const [, path = ''] = request.split(' ');
  return ctx.request({
    path: path.replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'node' ? (values[name] ?? '') : encodeURIComponent(values[name] ?? ''),
    ),
  });
}

/** Whether an answer has a member; of rows, whether all that there are have it. */
function hasMember(answer: Json | undefined, member: string): boolean {
  if (!isJsonObject(answer)) return false;
  const [part = '', ...names] = member.split('.');
  if (names.length === 0) return Object.hasOwn(answer, part);
  const value = answer[part];
  const holders = Array.isArray(value) ? (value as readonly Json[]) : [value];
  return holders.every((each) => holds(each, names));
}

/** Names may contain dots, and objects may be nested. */
function holds(value: Json | undefined, names: readonly string[]): boolean {
  if (!isJsonObject(value)) return false;
  if (Object.hasOwn(value, names.join('.'))) return true;
  const [first = '', ...rest] = names;
  return rest.length > 0 && holds(value[first], rest);
}

const slugOf = (request: string): string =>
  request
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
