import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../../shared/json.js';
import type { Page, Query, RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote, said } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { knownIds, short } from '../shared/known-clients.js';

const REPEATS = 30;

/** What of a list stays the same while nobody comes or goes. */
type Sameness = Readonly<Record<string, Json | undefined>>;

function samenessOf(ctx: RuleContext, { rows, meta }: Page): Sameness {
  // Counters go on counting, but a number stays a number.
  const members = new Set(
    rows.flatMap((row) =>
      Object.entries(row).map(
        ([name, value]) => `${name}: ${value === null ? 'null' : typeof value}`,
      ),
    ),
  );
  return {
    clients: [...knownIds(ctx, rows)].sort().map((id) => short(ctx, id)),
    'meta.page': meta['page'],
    'meta.limit': meta['limit'],
    'meta.hasnext': meta['hasnext'],
    'members of clients': [...members].sort(),
    'sign of meta.count': Math.sign(Number(meta['count'])),
  };
}

const differenceOf = (one: Sameness, other: Sameness): string | undefined =>
  Object.keys(one).find((key) => !isDeepStrictEqual(one[key], other[key]));

function sayDifference(first: Json | undefined, other: Json | undefined): string {
  if (!Array.isArray(first) || !Array.isArray(other)) {
    return `${said(other)}, not ${said(first)}`;
  }
  const lost = first.filter((each) => !other.includes(each));
  const more = other.filter((each) => !first.includes(each));
  return [
    lost.length > 0 ? `without ${lost.slice(0, 3).map(quote).join(', ')}` : '',
    more.length > 0 ? `with ${more.slice(0, 3).map(quote).join(', ')}` : '',
    lost.length + more.length === 0 ? `${other.length}, not ${first.length}` : '',
  ]
    .filter((part) => part !== '')
    .join(', and ');
}

const steady = defineRule({
  id: 'list/steady',
  title: `The same question, asked ${REPEATS} times, has the same answer`,
  level: 'MUST',
  clause: `${LIST_TABLE}; decisions.md #28`,
  needs: [],
  run: async (ctx) => {
    const own = ctx.has('fixtures');
    const query: Query = own ? { _like_clientid: ctx.prefix, _limit: 100 } : { _limit: 20 };
    let first: Sameness | undefined;
    for (let time = 0; time < REPEATS; time += 1) {
      const page = await ctx.list(query);
      // Without clients of our own, others come and go: it must then be a list, and no more.
      if (!own) continue;
      const answer = samenessOf(ctx, page);
      first ??= answer;
      const differing = differenceOf(first, answer);
      if (differing === undefined) continue;
      ctx.deviate({
        deviation: 'is-not-steady',
        message: `answer ${time + 1} to the same question differs from the first in its ${differing}: ${sayDifference(first[differing], answer[differing])}`,
        expected: first[differing],
        got: answer[differing],
        at: differing,
        exchange: page.exchange,
      });
      return;
    }
  },
});

export const steadyRules: readonly Rule[] = [steady];
