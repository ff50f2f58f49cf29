import type { FixtureClient } from '../../test-clients/test-client.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { knownUsernames } from '../shared/known-clients.js';

/** A value and similar ones, which an exact comparison does not find. */
export function similarValues(text = ''): readonly string[] {
  if (text === '') return [];
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

/** The different values that the clients have. */
export const distinctValues = (
  clients: readonly FixtureClient[],
  valueOf: (client: FixtureClient) => string | number | undefined,
): readonly string[] => [
  ...new Set(
    clients
      .map(valueOf)
      .filter((value) => value !== undefined && !Number.isNaN(value))
      .map(String),
  ),
];

/** User names of letters, digits, _ and -, most frequent first. */
export const plainUsernames = (ctx: RuleContext): readonly string[] =>
  knownUsernames(ctx).filter((name) => /^[\w-]{3,}$/.test(name));
