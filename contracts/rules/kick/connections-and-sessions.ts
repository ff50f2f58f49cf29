import type { ThrowawaySpec } from '../../test-clients/test-client.js';
import { codeOf, describeStatus, expectStatus } from '../shared/list-request.js';
import { defineRules, type RuleDefinition } from '../shared/define-rules.js';
import { CLAUSE, disappears } from './kick-helpers.js';
import { quoteId } from '../shared/known-clients.js';

const closesConnection = (
  version: 3 | 4 | 5,
  name: string,
  needs: readonly ('mqtt-3.1' | 'mqtt-5')[],
): RuleDefinition => ({
  id: `kick/closes-mqtt-${version}`,
  title: `A kick closes the connection of an MQTT ${name} client`,
  level: 'MUST',
  clause: CLAUSE,
  needs: ['fixtures', 'kick', ...needs],
  run: async (ctx) => {
    const { clientid, connection } = await ctx.connectThrowaway({ version });
    const exchange = await ctx.kick(clientid);
    ctx.expect(await ctx.settles(connection.closed), {
      deviation: 'connection-stays-open',
      message: `the kick is answered with ${describeStatus(exchange)}, but the MQTT connection of ${quoteId(ctx, clientid)} stays open`,
      expected: 'the connection is closed',
      got: 'open',
      at: 'connection',
      exchange,
    });
  },
});

/** A session that outlives its connection must end too. */
const endsSession = (name: string, title: string, spec: ThrowawaySpec): RuleDefinition => ({
  id: `kick/${name}`,
  title,
  level: 'MUST',
  clause: CLAUSE,
  needs: ['fixtures', 'kick', 'persistent', ...(spec.version === 5 ? ['mqtt-5' as const] : [])],
  run: async (ctx) => {
    const { clientid } = await ctx.connectThrowaway(spec);
    const exchange = await ctx.kick(clientid);
    expectStatus(ctx, exchange, exchange.response.status === 200 && codeOf(exchange) === 0, {
      deviation: 'code-is-not-0',
      asked: `the kick of ${spec.offline === true ? 'an offline session' : 'a persistent client'}`,
      expected: 'HTTP 200, code 0',
      at: 'code',
    });
    ctx.expect(await disappears(ctx, clientid), {
      deviation: 'session-stays',
      message: `the session of ${quoteId(ctx, clientid)} still exists after the kick: at most its connection was closed`,
      expected: 'neither connection nor session',
      got: 'the session',
      at: 'data',
      exchange,
    });
  },
});

/** MQTT 5.0, 3.14.2.1: administrative action. */
const ADMINISTRATIVE_ACTION = 152;

export const kickEndRules = defineRules([
  closesConnection(3, '3.1', ['mqtt-3.1']),
  closesConnection(4, '3.1.1', []),
  closesConnection(5, '5.0', ['mqtt-5']),
  {
    id: 'kick/reason',
    title:
      'A kicked MQTT 5.0 client receives DISCONNECT with reason code 152 (administrative action)',
    level: 'SHOULD',
    clause: 'MQTT 5.0, 3.14.2.1; decisions.md #23',
    needs: ['fixtures', 'kick', 'mqtt-5'],
    run: async (ctx) => {
      const { clientid, connection } = await ctx.connectThrowaway({ version: 5 });
      await ctx.kick(clientid);
      if (!(await ctx.settles(connection.closed))) return;
      const { reasonCode } = await connection.closed;
      ctx.expect(reasonCode === ADMINISTRATIVE_ACTION, {
        deviation: reasonCode === undefined ? 'no-disconnect' : 'other-reason-code',
        message: `the kicked client receives ${reasonCode === undefined ? 'no DISCONNECT' : `DISCONNECT with reason code ${reasonCode}`}`,
        expected: ADMINISTRATIVE_ACTION,
        got: reasonCode,
        at: 'reason code',
      });
    },
  },
  endsSession('offline-session', 'The kick of an offline session removes it', {
    clean: false,
    offline: true,
  }),
  endsSession(
    'persistent-session',
    'A kick also ends the persistent session of a connected client',
    {
      clean: false,
    },
  ),
  endsSession(
    'persistent-session-mqtt-5',
    'A kick also ends the session of a connected MQTT 5.0 client with a session expiry',
    { clean: false, version: 5 },
  ),
]);
