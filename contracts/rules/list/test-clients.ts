import type { FixtureClient } from '../../test-clients/test-client.js';
import { type Json, jsonExcerpt } from '../../shared/json.js';
import { hasNext, idOf } from '../../http/list-response.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { firstRows } from '../shared/list-request.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { idsOf, knownClients, knownIds, quoteId, sortedIds } from '../shared/known-clients.js';

type Fact = readonly [member: string, expected: (client: FixtureClient) => Json | undefined];

/** What the API must show of a client, from how it connected. */
const FACTS: readonly Fact[] = [
  ['proto_name', ({ protoName }) => protoName],
  ['proto_ver', ({ version }) => version],
  ['username', ({ username }) => username ?? 'undefined'],
  ['keepalive', ({ keepalive }) => keepalive],
  ['clean_start', ({ clean }) => clean],
  ['connected', ({ connState }) => connState === 'connected'],
  // The broker's configuration decides how long a persistent MQTT 3.x session lasts.
  ['expiry_interval', ({ clean, expiry }) => expiry ?? (clean ? 0 : undefined)],
  ['is_bridge', () => false],
];

const VERSIONS = { 3: '3.1', 4: '3.1.1', 5: '5.0' } as const;

/** A real broker refreshes its counters after a client has been silent for 15 seconds. */
const REFRESH_MS = 20_000;

/** The rows of the run's clients, by id. */
async function ownRows(ctx: RuleContext): Promise<ReadonlyMap<string, ClientRow>> {
  const { rows } = await ctx.list({ _like_clientid: ctx.prefix });
  return new Map(rows.map((row) => [idOf(row), row]));
}

async function reportUnlisted(ctx: RuleContext, { clientid }: FixtureClient): Promise<never> {
  const { clients, missing } = ctx.fixtures;
  const { ids } = await firstRows(ctx, 1000);
  const unknown = ctx.own(ids).find((id) => !idsOf(clients).has(id));
  const garbled =
    unknown === undefined ? '' : `; it shows ${quoteId(ctx, unknown)}, an id that no client has`;
  return ctx.fail({
    deviation: 'is-not-listed',
    message: `client ${quoteId(ctx, clientid)} is connected over MQTT, but the list does not show it (missing: ${missing.length} of ${clients.length} test clients)${garbled}`,
    expected: clients.length,
    got: clients.length - missing.length,
    at: 'data',
  });
}

export const fixtureRules = defineRules([
  {
    id: 'list/fixtures',
    title: 'Every client that is connected or has a session is in the list, once',
    level: 'MUST',
    clause: `${LIST_TABLE}, first paragraph (every client of the cluster)`,
    needs: ['mqtt'],
    run: async (ctx) => {
      const [missing] = ctx.fixtures.missing;
      if (missing) await reportUnlisted(ctx, missing);
      const known = idsOf(knownClients(ctx));
      const list = await ctx.list({ _limit: 1000 });
      const readings = [
        ...(hasNext(list, 1000) ? [] : [{ ...list, what: 'the whole list' }]),
        { ...(await ctx.list({ _like_clientid: ctx.prefix })), what: 'the list of _like_clientid' },
      ];
      for (const { rows, exchange, what } of readings) {
        const ids = knownIds(ctx, rows);
        const lost = [...known].filter((id) => !ids.includes(id));
        const twice = ids.find((id, index) => ids.indexOf(id) !== index);
        ctx.expect(lost.length === 0 && twice === undefined, {
          deviation: lost.length > 0 ? 'is-not-listed' : 'is-listed-twice',
          message: `${what} ${lost.length > 0 ? 'misses' : 'repeats'} client ${quoteId(ctx, lost[0] ?? twice)}${lost.length > 1 ? ` and ${lost.length - 1} more` : ''}`,
          expected: sortedIds(known),
          got: sortedIds(ids),
          at: 'data',
          exchange,
        });
      }
    },
  },
  {
    id: 'list/facts',
    title: 'A client is shown with the properties that it connected with',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, rows data[].clientid to data[].expiry_interval; decisions.md #21, #29`,
    needs: ['fixtures'],
    run: async (ctx) => {
      const rows = await ownRows(ctx);
      const clients = knownClients(ctx);
      for (const [member, expected] of FACTS) {
        if (member === 'username' && !ctx.has('usernames')) continue;
        const [wrong, ...more] = clients.filter((client) => {
          const row = rows.get(client.clientid);
          const fact = expected(client);
          return row !== undefined && fact !== undefined && row[member] !== fact;
        });
        if (!wrong) continue;
        const got = rows.get(wrong.clientid)?.[member];
        ctx.deviate({
          deviation: `wrong-${member.replaceAll('_', '-')}`,
          message: `client ${quoteId(ctx, wrong.clientid)}, an MQTT ${VERSIONS[wrong.version]} client, is shown with ${member} ${jsonExcerpt(got)}, not ${jsonExcerpt(expected(wrong))}${more.length > 0 ? `; the ${member} of ${more.length + 1} of ${clients.length} clients is wrong` : ''}`,
          expected: expected(wrong),
          got,
          at: member,
        });
      }
    },
  },
  {
    id: 'list/returned',
    title: 'A client that resumes its session keeps created_at and has a new connected_at',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, rows data[].created_at (of the session), data[].connected_at (of the connection)`,
    needs: ['fixtures', 'persistent'],
    run: async (ctx) => {
      const clients = knownClients(ctx).filter((client) => client.returned);
      if (clients.length === 0) return ctx.skip('No client of this run resumed its session.');
      const rows = await ownRows(ctx);
      for (const { clientid } of clients) {
        const { created_at: created, connected_at: connected } = rows.get(clientid) ?? {};
        const gap = ctx.seconds(connected) - ctx.seconds(created);
        // Rule list/time-format reports times in another form.
        if (Number.isNaN(gap)) continue;
        ctx.expect(gap > 0, {
          deviation: 'times-are-the-same',
          message: `client ${quoteId(ctx, clientid)} resumed its session seconds later, but shows created_at ${jsonExcerpt(created)} and connected_at ${jsonExcerpt(connected)}`,
          expected: 'created_at before connected_at',
          got: [created, connected],
          at: 'created_at',
        });
      }
    },
  },
  {
    id: 'list/subscriptions',
    title: 'subscriptions_cnt becomes the number of subscriptions of a client',
    level: 'SHOULD',
    clause: `${LIST_TABLE}, response, row data[].subscriptions_cnt`,
    needs: ['fixtures'],
    run: async (ctx) => {
      let wrong: readonly [clientid: string, subscriptions: number, shown: unknown] | undefined;
      await ctx.eventually(
        async () => {
          const rows = await ownRows(ctx);
          wrong = knownClients(ctx)
            .map(({ clientid, subscriptions }) => {
              const shown = rows.get(clientid)?.['subscriptions_cnt'];
              return [clientid, subscriptions.length, shown] as const;
            })
            .find(([id, count, shown]) => rows.has(id) && count > 0 && shown !== count);
          return wrong === undefined;
        },
        { timeoutMs: REFRESH_MS },
      );
      if (!wrong) return;
      const [clientid, expected, got] = wrong;
      ctx.deviate({
        deviation: 'is-wrong',
        message: `client ${quoteId(ctx, clientid)} has ${expected} subscriptions, but is shown with subscriptions_cnt ${jsonExcerpt(got)}`,
        expected,
        got,
        at: 'subscriptions_cnt',
      });
    },
  },
]);
