import type { ThrowawaySpec } from '../../test-clients/test-client.js';
import { isJsonObject } from '../../shared/json.js';
import type { Rule } from '../../rule/rule.js';
import { quote, sayStatus } from '../shared/list-request.js';
import { defineRule } from '../shared/define-rule.js';
import { CLAUSE, goes } from './kick-helpers.js';
import { short } from '../shared/known-clients.js';

const closesRule = (version: 3 | 4 | 5): Rule =>
  defineRule({
    id: `kick/closes-mqtt-${version}`,
    title: `A kick ends the connection of an MQTT ${version === 3 ? '3.1' : version === 4 ? '3.1.1' : '5.0'} client`,
    level: 'MUST',
    clause: CLAUSE,
    needs: [
      'fixtures',
      'kick',
      ...(version === 4 ? [] : ([version === 3 ? 'mqtt-3.1' : 'mqtt-5'] as const)),
    ],
    run: async (ctx) => {
      const { clientid, connection } = await ctx.connectThrowaway({ version });
      const exchange = await ctx.kick(clientid);
      ctx.expect(await ctx.settles(connection.closed), {
        deviation: 'connection-stays-open',
        message: `the kick is answered with ${sayStatus(exchange)}, but the MQTT connection of ${quote(short(ctx, clientid))} stays open`,
        expected: 'the connection is closed',
        got: 'open',
        at: 'connection',
        exchange,
      });
    },
  });

/** MQTT 5.0, 3.14.2.1: administrative action. */
const ADMINISTRATIVE_ACTION = 152;

const reason = defineRule({
  id: 'kick/reason',
  title: 'An MQTT 5.0 client is told with DISCONNECT that it was an administrative action (152)',
  level: 'SHOULD',
  clause: 'MQTT 5.0, 3.14.2.1; decisions.md #23',
  needs: ['fixtures', 'kick', 'mqtt-5'],
  run: async (ctx) => {
    const { clientid, connection } = await ctx.connectThrowaway({ version: 5 });
    const exchange = await ctx.kick(clientid);
    if (!(await ctx.settles(connection.closed))) return;
    const { reasonCode } = await connection.closed;
    ctx.expect(reasonCode === ADMINISTRATIVE_ACTION, {
      deviation: reasonCode === undefined ? 'no-disconnect' : 'other-reason-code',
      message: `the kicked client is sent ${reasonCode === undefined ? 'no DISCONNECT' : `DISCONNECT with reason code ${reasonCode}`}`,
      expected: ADMINISTRATIVE_ACTION,
      got: reasonCode,
      at: 'reason code',
      exchange,
    });
  },
});

/** Sessions that outlive their connection must end with it all the same. */
const sessionRule = (name: string, title: string, spec: ThrowawaySpec): Rule =>
  defineRule({
    id: `kick/${name}`,
    title,
    level: 'MUST',
    clause: CLAUSE,
    needs: ['fixtures', 'kick', 'persistent', ...(spec.version === 5 ? (['mqtt-5'] as const) : [])],
    run: async (ctx) => {
      const { clientid } = await ctx.connectThrowaway(spec);
      const exchange = await ctx.kick(clientid);
      const code = isJsonObject(exchange.json) ? exchange.json['code'] : undefined;
      ctx.expect(exchange.response.status === 200 && code === 0, {
        deviation: 'code-is-not-0',
        message: `the kick of ${spec.offline === true ? 'an offline session' : 'a persistent client'} is answered with ${sayStatus(exchange)}`,
        expected: 'HTTP 200, code 0',
        got: sayStatus(exchange),
        at: 'code',
        exchange,
      });
      ctx.expect(await goes(ctx, clientid), {
        deviation: 'session-stays',
        message: `the session of ${quote(short(ctx, clientid))} is still there after the kick: only the connection was ended, if that`,
        expected: 'neither connection nor session',
        got: 'the session',
        at: 'data',
        exchange,
      });
    },
  });

export const kickEndRules: readonly Rule[] = [
  closesRule(3),
  closesRule(4),
  closesRule(5),
  reason,
  sessionRule('offline-session', 'The kick of an offline session removes it', {
    clean: false,
    offline: true,
  }),
  sessionRule(
    'persistent-session',
    'A kick ends the session of a connected persistent client as well',
    { clean: false },
  ),
  sessionRule(
    'persistent-session-mqtt-5',
    'A kick ends the session of a connected MQTT 5.0 client with a session expiry as well',
    { clean: false, version: 5 },
  ),
];
