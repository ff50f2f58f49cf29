import { isDeepStrictEqual } from 'node:util';
import { type Json, jsonExcerpt } from '../../shared/json.js';
import type { Page, Query, RuleContext } from '../../rule/rule-context.js';
import { quote } from '../shared/list-request.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { knownIds, shortId, sortedIds } from '../shared/known-clients.js';

const REPEATS = 30;

/** The parts of an answer that stay the same while no client comes or goes. */
type StableParts = Readonly<Record<string, Json | undefined>>;

function stableParts(ctx: RuleContext, { rows, meta }: Page): StableParts {
  // Counters change, but a number stays a number.
  const members = rows.flatMap((row) =>
    Object.entries(row).map(([name, value]) => `${name}: ${value === null ? value : typeof value}`),
  );
  return {
    clients: sortedIds(knownIds(ctx, rows)).map((id) => shortId(ctx, id)),
    'meta.page': meta['page'],
    'meta.limit': meta['limit'],
    'meta.hasnext': meta['hasnext'],
    'members of clients': sortedIds(new Set(members)),
    'sign of meta.count': Math.sign(Number(meta['count'])),
  };
}

function describeDifference(first: Json | undefined, other: Json | undefined): string {
  if (!Array.isArray(first) || !Array.isArray(other))
    return `${jsonExcerpt(other)}, not ${jsonExcerpt(first)}`;
  const lost = first.filter((each) => !other.includes(each)).slice(0, 3);
  const added = other.filter((each) => !first.includes(each)).slice(0, 3);
  return [
    ...(lost.length > 0 ? [`without ${lost.map(quote).join(', ')}`] : []),
    ...(added.length > 0 ? [`with ${added.map(quote).join(', ')}`] : []),
    ...(lost.length + added.length === 0 ? [`${other.length} entries, not ${first.length}`] : []),
  ].join(' and ');
}

export const repeatedRequestRules = defineRules([
  {
    id: 'list/steady',
    title: `The same request, sent ${REPEATS} times, has the same answer`,
    level: 'MUST',
    clause: `${LIST_TABLE}; decisions.md #28`,
    run: async (ctx) => {
      const own = ctx.has('fixtures');
      const query: Query = own ? { _like_clientid: ctx.prefix, _limit: 100 } : { _limit: 20 };
      let first: StableParts | undefined;
      for (const time of ctx.affordable(Array.from({ length: REPEATS }, (_, index) => index + 1))) {
        const page = await ctx.list(query);
        // Other clients may come and go: then the answer must only be a list.
        if (!own) continue;
        const parts = stableParts(ctx, page);
        first ??= parts;
        const before = first;
        const at = Object.keys(parts).find((key) => !isDeepStrictEqual(before[key], parts[key]));
        if (at === undefined) continue;
        ctx.deviate({
          deviation: 'is-not-steady',
          message: `answer ${time} to the same request differs from the first in ${at}: ${describeDifference(first[at], parts[at])}`,
          expected: first[at],
          got: parts[at],
          at,
        });
        return;
      }
    },
  },
]);
