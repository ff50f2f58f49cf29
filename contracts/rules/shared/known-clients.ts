import type { FixtureClient } from '../../test-clients/test-client.js';
import type { ClientRow, RuleContext } from '../../rule/rule-context.js';
import { idOf } from '../../http/list-response.js';

/**
 * The clients of which this run knows the truth: its own, as far as the API has shown them. Those
 * that it never showed are the business of rule `list/fixtures`, and of no other.
 */
export function knownClients(ctx: RuleContext): readonly FixtureClient[] {
  const missing = new Set(ctx.fixtures.missing.map(({ clientid }) => clientid));
  return ctx.fixtures.clients.filter(({ clientid }) => !missing.has(clientid));
}

/** Which of the known clients are among the rows, by id, in the order sent, doubles kept. */
export function knownIds(ctx: RuleContext, rows: readonly ClientRow[]): readonly string[] {
  const known = new Set(knownClients(ctx).map(({ clientid }) => clientid));
  return rows.map(idOf).filter((id) => known.has(id));
}

/** Clients whose ids are plain text, safe in any URL and any pattern: the start of most probes. */
export function plainClients(ctx: RuleContext): readonly FixtureClient[] {
  return knownClients(ctx).filter(({ clientid }) => /^[\w-]+$/.test(clientid));
}

/** Clients whose ids need care. */
export function oddClients(ctx: RuleContext): readonly FixtureClient[] {
  return knownClients(ctx).filter(({ clientid }) => !/^[\w-]+$/.test(clientid));
}

/** An id without the run's prefix, as messages show it. */
export function short(ctx: RuleContext, id: string): string {
  return ctx.prefix !== '' && id.startsWith(ctx.prefix) ? `…${id.slice(ctx.prefix.length)}` : id;
}
