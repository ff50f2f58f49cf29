import type { FixtureClient } from '../../test-clients/test-client.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { idOf } from '../../http/list-response.js';
import { type FilterName, filterFor, matches } from './filter-table.js';
import { quote } from './list-request.js';

export type Ids = ReadonlySet<string>;
/** A filter with its value. */
export type FilterPair = readonly [parameter: FilterName, value: string];

/**
 * The test clients of this run that the API shows, so that the right answer to a filter is known.
 * Rule `list/fixtures` reports the test clients that the API does not show.
 */
export function knownClients(ctx: RuleContext): readonly FixtureClient[] {
  const missing = idsOf(ctx.fixtures.missing);
  return ctx.fixtures.clients.filter(({ clientid }) => !missing.has(clientid));
}

/** The ids of known clients in the rows, in the order sent, duplicates included. */
export function knownIds(ctx: RuleContext, rows: readonly ClientRow[]): readonly string[] {
  const known = idsOf(knownClients(ctx));
  return rows.map(idOf).filter((id) => known.has(id));
}

const isPlain = (text: string): boolean => /^[\w-]+$/.test(text);

/** Known clients with ids that need no encoding in a URL and no escape in a pattern. */
export const plainClients = (ctx: RuleContext): readonly FixtureClient[] =>
  knownClients(ctx).filter(({ clientid }) => isPlain(clientid));

/** The other known clients. */
export const oddClients = (ctx: RuleContext): readonly FixtureClient[] =>
  knownClients(ctx).filter(({ clientid }) => !isPlain(clientid));

/** The known clients that match all filters. */
export const matchingIds = (ctx: RuleContext, filters: readonly FilterPair[]): Ids =>
  idsOf(
    knownClients(ctx).filter((client) =>
      filters.every(([parameter, value]) => {
        const { clientValue, comparison } = filterFor(parameter);
        return matches(comparison, clientValue(client), value);
      }),
    ),
  );

export const idsOf = (clients: readonly { readonly clientid: string }[]): Ids =>
  new Set(clients.map(({ clientid }) => clientid));

export const sameIds = (one: Ids, other: Ids): boolean =>
  one.size === other.size && [...one].every((id) => other.has(id));

export const commonIds = (one: Ids, other: Ids): Ids =>
  new Set([...one].filter((id) => other.has(id)));

export const sortedIds = (ids: Iterable<string>): readonly string[] => [...ids].sort();

/** The different values, most frequent first. */
export function byFrequency(values: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1]).map(([value]) => value);
}

/** The user names of the known clients, most frequent first. */
export const knownUsernames = (ctx: RuleContext): readonly string[] =>
  byFrequency(
    knownClients(ctx).flatMap(({ username }) => (username === undefined ? [] : [username])),
  );

/** An id in a message, with `…` for the run's prefix. */
export const quoteId = (ctx: RuleContext, id = ''): string => quote(shortId(ctx, id));

export const shortId = (ctx: RuleContext, id: string): string =>
  ctx.prefix !== '' && id.startsWith(ctx.prefix) ? `…${id.slice(ctx.prefix.length)}` : id;
