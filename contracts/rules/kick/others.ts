import type { ThrowawayClient } from '../../test-clients/test-client.js';
import type { Rule } from '../../rule/rule.js';
import { quote, sayStatus } from '../shared/list-request.js';
import { defineRule, KICK_TABLE } from '../shared/define-rule.js';
import { goes, isShown } from './kick-helpers.js';
import { short } from '../shared/known-clients.js';

const others = defineRule({
  id: 'kick/others-stay',
  title:
    'A kick ends one client: others with a longer id, the other case or the same user name stay',
  level: 'MUST',
  clause: `${KICK_TABLE}, first paragraph (the given client)`,
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    const spawn = (name: string): Promise<ThrowawayClient> => ctx.connectThrowaway({ name });
    const neighbours = [await spawn('stay-before')];
    const victim = await spawn('victim');
    const name = victim.clientid.slice(ctx.prefix.length);
    // Ids that contain the victim's, and one that the victim's begins with but for its number.
    for (const near of [`${name}0`, `my-${name}`, 'vict']) neighbours.push(await spawn(near));
    // Nobody has these ids, though somebody's is nearly the same.
    for (const nearly of [name.slice(0, -1), `${name}x`, name.toUpperCase(), 'my-']) {
      const exchange = await ctx.kick(ctx.prefix + nearly);
      const stays = ctx.expect(await isShown(ctx, victim.clientid), {
        deviation: 'others-are-kicked',
        message: `the kick of ${quote(nearly)}, an id that nobody has, ended ${quote(name)}`,
        expected: 'the client stays',
        got: 'not shown',
        at: 'clients',
        exchange,
      });
      if (!stays) break;
    }
    const exchange = await ctx.kick(victim.clientid);
    await goes(ctx, victim.clientid);
    for (const { clientid, connection } of neighbours) {
      const closed = await ctx.settles(connection.closed, 20);
      const shown = await isShown(ctx, clientid);
      ctx.expect(shown && !closed, {
        deviation: 'others-are-kicked',
        message: `the kick of ${quote(short(ctx, victim.clientid))} ${closed ? 'ended the connection of' : 'hid'} ${quote(short(ctx, clientid))} too${closed ? '' : ': its connection is open, but its lookup finds nothing'}`,
        expected: 'the client stays',
        got: closed ? 'disconnected' : 'not shown',
        at: 'clients',
        exchange,
      });
    }
  },
});

/** Characters that mean something in a URL. */
const ODD_NAMES = ['two words', 'a/b', 'per%41cent', 'plus+', 'q?x=1&y#z', 'quote"\\', 'ünï-客户'];

const oddIds = defineRule({
  id: 'kick/odd-ids',
  title: 'A client is kicked by its id, percent-encoded once, whatever characters that has',
  level: 'MUST',
  clause: `${KICK_TABLE}, parameters, row clientid; decisions.md #27`,
  needs: ['fixtures', 'kick'],
  run: async (ctx) => {
    for (const name of ODD_NAMES) {
      const { clientid } = await ctx.connectThrowaway({ name: `kick ${name}` });
      const exchange = await ctx.kick(clientid);
      ctx.expect(await goes(ctx, clientid), {
        deviation: 'is-not-decoded',
        message: `client ${quote(short(ctx, clientid))} stays, though it was kicked by its percent-encoded id: ${sayStatus(exchange)}`,
        expected: 'gone',
        got: sayStatus(exchange),
        at: 'data',
        exchange,
      });
    }
  },
});

export const kickOthersRules: readonly Rule[] = [others, oddIds];
