import type { ThrowawayClient } from '../../test-clients/test-client.js';
import { describeStatus, quote } from '../shared/list-request.js';
import { defineRules, KICK_TABLE } from '../shared/define-rules.js';
import { disappears, isShown } from './kick-helpers.js';
import { quoteId } from '../shared/known-clients.js';

/** Characters with a meaning in a URL. */
const ODD_NAMES = ['two words', 'a/b', 'per%41cent', 'plus+', 'q?x=1&y#z', 'quote"\\', 'ünï-客户'];

export const kickOthersRules = defineRules([
  {
    id: 'kick/others-stay',
    title:
      'A kick ends one client: others with a longer id, other case or the same user name stay connected',
    level: 'MUST',
    clause: `${KICK_TABLE}, first paragraph (the given client)`,
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      const spawn = (name: string): Promise<ThrowawayClient> => ctx.connectThrowaway({ name });
      const neighbours = [await spawn('stay-before')];
      const victim = await spawn('victim');
      const name = victim.clientid.slice(ctx.prefix.length);
      // Ids that contain the victim's id, and one that is the start of it (without its number).
      for (const near of [`${name}0`, `my-${name}`, 'vict']) neighbours.push(await spawn(near));
      // Ids that no client has, although some client has nearly the same.
      for (const unused of [name.slice(0, -1), `${name}x`, name.toUpperCase(), 'my-']) {
        const exchange = await ctx.kick(ctx.prefix + unused);
        const stays = ctx.expect(await isShown(ctx, victim.clientid), {
          deviation: 'others-are-kicked',
          message: `the kick of ${quote(unused)}, an id that no client has, kicked client ${quote(name)}`,
          expected: 'the client stays',
          got: 'not shown',
          at: 'clients',
          exchange,
        });
        if (!stays) break;
      }
      const exchange = await ctx.kick(victim.clientid);
      await disappears(ctx, victim.clientid);
      for (const { clientid, connection } of neighbours) {
        const closed = await ctx.settles(connection.closed, 20);
        const shown = await isShown(ctx, clientid);
        const kick = `the kick of ${quoteId(ctx, victim.clientid)}`;
        const other = quoteId(ctx, clientid);
        ctx.expect(shown && !closed, {
          deviation: 'others-are-kicked',
          message: closed
            ? `${kick} also closed the connection of ${other}`
            : `${kick} also removed ${other}: its connection is open, but the lookup finds nothing`,
          expected: 'the client stays',
          got: closed ? 'disconnected' : 'not shown',
          at: 'clients',
          exchange,
        });
      }
    },
  },
  {
    id: 'kick/odd-ids',
    title: 'A client is kicked by its percent-encoded id, with any characters in it',
    level: 'MUST',
    clause: `${KICK_TABLE}, parameters, row clientid; decisions.md #27`,
    needs: ['fixtures', 'kick'],
    run: async (ctx) => {
      for (const name of ODD_NAMES) {
        const { clientid } = await ctx.connectThrowaway({ name: `kick ${name}` });
        const exchange = await ctx.kick(clientid);
        ctx.expect(await disappears(ctx, clientid), {
          deviation: 'is-not-decoded',
          message: `client ${quoteId(ctx, clientid)} stays, though it was kicked by its percent-encoded id: the answer is ${describeStatus(exchange)}`,
          expected: 'the client is gone',
          got: describeStatus(exchange),
          at: 'data',
          exchange,
        });
      }
    },
  },
]);
