import type { FixtureClient } from '../../test-clients/test-client.js';
import type { Json } from '../../shared/json.js';
import { idOf } from '../../http/list-response.js';
import type { ClientRow } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote, said, someRows } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { knownClients, knownIds, short } from '../shared/known-clients.js';

const fixtures = defineRule({
  id: 'list/fixtures',
  title: 'Every client that is connected, or left a session, is in the list, once',
  level: 'MUST',
  clause: `${LIST_TABLE}, first paragraph (every client of the cluster)`,
  needs: ['mqtt'],
  run: async (ctx) => {
    const [missing, ...others] = ctx.fixtures.missing;
    if (missing) {
      const { ids } = await someRows(ctx, 1000);
      const told = new Set(ctx.fixtures.clients.map(({ clientid }) => clientid));
      const stranger = ctx.own(ids).find((id) => !told.has(id));
      ctx.fail({
        deviation: 'is-not-listed',
        message: `client ${quote(short(ctx, missing.clientid))} is connected over MQTT, but the list does not show it${others.length > 0 ? `, nor ${others.length} more` : ''}${stranger === undefined ? '' : `; it shows ${quote(short(ctx, stranger))}, an id that nobody has`}`,
        expected: ctx.fixtures.clients.length,
        got: ctx.fixtures.clients.length - ctx.fixtures.missing.length,
        at: 'data',
      });
    }
    const known = knownClients(ctx).map(({ clientid }) => clientid);
    const page = await ctx.list({ _limit: 1000 });
    const readings = [
      ...(page.meta['hasnext'] === true ? [] : [{ ...page, what: 'the whole list' }]),
      { ...(await ctx.list({ _like_clientid: ctx.prefix })), what: 'the list of _like_clientid' },
    ];
    for (const { rows, exchange, what } of readings) {
      const ids = knownIds(ctx, rows);
      const lost = known.filter((id) => !ids.includes(id));
      const twice = ids.find((id, index) => ids.indexOf(id) !== index);
      ctx.expect(lost.length === 0 && twice === undefined, {
        deviation: lost.length > 0 ? 'is-not-listed' : 'is-listed-twice',
        message: `${what} ${lost.length > 0 ? 'misses' : 'repeats'} client ${quote(short(ctx, lost[0] ?? twice ?? ''))}${lost.length > 1 ? ` and ${lost.length - 1} more` : ''}`,
        expected: [...known].sort(),
        got: [...ids].sort(),
        at: 'data',
        exchange,
      });
    }
  },
});

type Fact = readonly [member: string, expected: (client: FixtureClient) => Json | undefined];

/** What the API must show of a client, by what the client was told to be. */
const FACTS: readonly Fact[] = [
  ['proto_name', ({ protoName }) => protoName],
  ['proto_ver', ({ version }) => version],
  ['username', ({ username }) => username ?? 'undefined'],
  ['keepalive', ({ keepalive }) => keepalive],
  ['clean_start', ({ clean }) => clean],
  ['connected', ({ connState }) => connState === 'connected'],
  // Sessions of 3.x that outlive their connection last as long as the broker is configured to.
  ['expiry_interval', ({ clean, expiry }) => expiry ?? (clean ? 0 : undefined)],
  ['is_bridge', () => false],
];

const facts = defineRule({
  id: 'list/facts',
  title: 'A client is shown as what it said of itself when it connected',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, rows data[].clientid to data[].expiry_interval; decisions.md #21, #29`,
  needs: ['fixtures'],
  run: async (ctx) => {
    const page = await ctx.list({ _like_clientid: ctx.prefix });
    const rows = new Map<string, ClientRow>(page.rows.map((row) => [idOf(row), row]));
    const clients = knownClients(ctx);
    for (const [member, expected] of FACTS) {
      const [wrong, ...more] = clients.filter((client) => {
        const row = rows.get(client.clientid);
        const fact = expected(client);
        if (member === 'username' && !ctx.has('usernames')) return false;
        return row !== undefined && fact !== undefined && row[member] !== fact;
      });
      if (!wrong) continue;
      const got = rows.get(wrong.clientid)?.[member];
      ctx.deviate({
        deviation: `wrong-${member.replaceAll('_', '-')}`,
        message: `client ${quote(short(ctx, wrong.clientid))}, an MQTT ${wrong.version === 3 ? '3.1' : wrong.version === 4 ? '3.1.1' : '5.0'} client, is shown with ${member} ${said(got)}, not ${said(expected(wrong))}${more.length > 0 ? `; ${more.length + 1} of ${clients.length} clients are shown wrongly there` : ''}`,
        expected: expected(wrong),
        got,
        at: member,
        exchange: page.exchange,
      });
    }
  },
});

/** A real broker refreshes its counters when a client has been silent for 15 seconds. */
const REFRESH_MS = 20_000;

const subscriptions = defineRule({
  id: 'list/subscriptions',
  title: 'subscriptions_cnt comes to be the number of subscriptions of a client',
  level: 'SHOULD',
  clause: `${LIST_TABLE}, response, row data[].subscriptions_cnt`,
  needs: ['fixtures'],
  run: async (ctx) => {
    const subscribers = knownClients(ctx).filter((client) => client.subscriptions.length > 0);
    let late: ClientRow | undefined;
    const told = (row: ClientRow): number =>
      subscribers.find(({ clientid }) => clientid === idOf(row))?.subscriptions.length ?? 0;
    const right = await ctx.eventually(
      async () => {
        const { rows } = await ctx.list({ _like_clientid: ctx.prefix });
        late = rows.find((row) => told(row) > 0 && row['subscriptions_cnt'] !== told(row));
        return late === undefined;
      },
      { timeoutMs: REFRESH_MS },
    );
    ctx.expect(right, {
      deviation: 'is-wrong',
      message: `client ${quote(short(ctx, late ? idOf(late) : ''))} has ${late ? told(late) : 0} subscriptions, but is shown with subscriptions_cnt ${said(late?.['subscriptions_cnt'])}`,
      expected: late && told(late),
      got: late?.['subscriptions_cnt'],
      at: 'subscriptions_cnt',
    });
  },
});

const returned = defineRule({
  id: 'list/returned',
  title: 'A client that comes back to its session keeps created_at and has a new connected_at',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, rows data[].created_at (of the session), data[].connected_at (of the connection)`,
  needs: ['fixtures', 'persistent'],
  run: async (ctx) => {
    const clients = knownClients(ctx).filter((client) => client.returned);
    if (clients.length === 0) return ctx.skip('No client of this run came back.');
    const page = await ctx.list({ _like_clientid: ctx.prefix });
    for (const { clientid } of clients) {
      const row = page.rows.find((each) => idOf(each) === clientid);
      const [created, connected] = [row?.['created_at'], row?.['connected_at']];
      // The form of times is the matter of rule list/time-format.
      if (Number.isNaN(ctx.seconds(created)) || Number.isNaN(ctx.seconds(connected))) continue;
      ctx.expect(ctx.seconds(created) < ctx.seconds(connected), {
        deviation: 'times-are-the-same',
        message: `client ${quote(short(ctx, clientid))} came back to its session seconds later, but shows created_at ${said(created)} and connected_at ${said(connected)}`,
        expected: 'created_at before connected_at',
        got: [created, connected],
        at: 'created_at',
        exchange: page.exchange,
      });
    }
  },
});

export const fixtureRules: readonly Rule[] = [fixtures, facts, returned, subscriptions];
