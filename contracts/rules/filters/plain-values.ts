import type { FixtureClient } from '../../test-clients/test-client.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { knownClients } from '../shared/known-clients.js';

/** A text, and the ways to get it wrong that a careless comparison does not notice. */
export function spellings(text: string): readonly string[] {
  return [
    text,
    text.toUpperCase(),
    text.toLowerCase(),
    text.slice(0, -1),
    text.slice(1),
    text.slice(1, -1),
    `${text}0`,
    ` ${text}`,
    `${text} `,
  ];
}

export const distinct = (
  clients: readonly FixtureClient[],
  of: (client: FixtureClient) => string | undefined,
): readonly string[] => [...new Set(clients.map(of))].filter((value) => value !== undefined);

/** User names of plain letters, those of several clients first. */
export function plainUsernames(ctx: RuleContext): readonly string[] {
  const clients = knownClients(ctx);
  const holders = (name: string): number =>
    clients.filter(({ username }) => username === name).length;
  return distinct(clients, ({ username }) => username)
    .filter((name) => /^[\w-]{3,}$/.test(name))
    .sort((one, other) => holders(other) - holders(one));
}
