import type { RuleContext } from '../../rule/rule-context.js';
import type { Capability, Rule } from '../../rule/rule.js';
import { ask, sayAnswer } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { knownClients, knownIds, oddClients, plainClients } from '../shared/known-clients.js';
import { probe } from '../shared/check-filter.js';
import { selector } from '../shared/filter-table.js';
import { likeHypotheses } from './text-filter-bugs.js';

const ID = '_like_clientid';
const NAME = '_like_username';
type Like = typeof ID | typeof NAME;

const NEEDS: Readonly<Record<Like, readonly Capability[]>> = {
  [ID]: ['fixtures'],
  [NAME]: ['fixtures', 'usernames'],
};

/**
 * Parts of a text from its start, middle and end, the whole of it, and near misses. Parts of ids
 * keep a piece of the run's prefix, so that they find nobody else's clients.
 */
function parts(text: string, from: number): readonly string[] {
  const start = text.slice(0, from + 2);
  const middle = text.slice(Math.max(1, from - 2), -1);
  const end = text.slice(Math.max(1, from - 2));
  return [
    start,
    middle,
    end,
    text,
    middle.toUpperCase(),
    middle.toLowerCase(),
    `${start} `,
    ` ${end}`,
    `${text}0`,
  ];
}

/** Where the part of a text begins that is not the run's prefix. */
const ownStart = (ctx: RuleContext, text: string): number =>
  text.startsWith(ctx.prefix) ? ctx.prefix.length : 1;

function plainParts(ctx: RuleContext, like: Like): readonly string[] {
  if (like === ID) {
    const from = ctx.prefix.length;
    const ids = plainClients(ctx).map(({ clientid }) => clientid);
    const [first, second] = [ids[0], ids.find((id) => /[A-Z]/.test(id.slice(from))) ?? ids[1]];
    return [
      ...(first === undefined ? [] : parts(first, from)),
      ...(second === undefined ? [] : [second.slice(from - 2), second.slice(from - 2, -1)]),
      ctx.prefix,
      `${ctx.prefix}nobody`,
    ];
  }
  const clients = plainClients(ctx).filter(
    ({ username }) => username !== undefined && /^[\w-]{4,}$/.test(username),
  );
  const first = clients[0]?.username;
  // Names that say nothing of the id, so that the two fields can be told apart.
  const names = clients
    .filter(({ clientid, username = '' }) => !clientid.includes(username))
    .map(({ username = '' }) => username);
  return [
    ...(first === undefined ? [] : parts(first, ownStart(ctx, first))),
    ...[...new Set(names)].slice(0, 4).map((name) => name.slice(ownStart(ctx, name) - 1)),
    `${ctx.prefix}nobody`,
  ];
}

/** A few characters around each odd one, so that the part finds few clients of others. */
function windows(text: string): readonly string[] {
  const chars = [...text];
  return chars.flatMap((char, at) =>
    /[\w-]/.test(char) ? [] : [chars.slice(Math.max(0, at - 2), at + 3).join('')],
  );
}

/** Values that mean something else where the value is read as a pattern. */
function patterns(ctx: RuleContext, text: string, from: number): readonly string[] {
  const head = text.slice(0, from + 1);
  return [
    `${head}.*`,
    `^${head}`,
    `${text}$`,
    `${text.slice(0, -2)}.${text.slice(-1)}`,
    `${head}[`,
    `${head}*`,
    `${head}+`,
    `${head}\\`,
    `${head}(`,
    `${text}|${ctx.prefix}`,
    `${head}%`,
    `${text.slice(0, -2)}_${text.slice(-1)}`,
  ];
}

function literalValues(ctx: RuleContext, like: Like): readonly string[] {
  const [plain] = plainClients(ctx).filter(({ username }) => username !== undefined);
  const odd =
    like === ID
      ? oddClients(ctx).map(({ clientid }) => clientid)
      : knownClients(ctx).map(({ username }) => username ?? '');
  const spots = [...new Set(odd.flatMap((text) => windows(text)))];
  const text = like === ID ? plain?.clientid : plain?.username;
  return [
    ...spots.slice(0, like === ID ? 24 : 10),
    ...(text === undefined ? [] : patterns(ctx, text, ownStart(ctx, text))),
  ];
}

const substringRules = ([ID, NAME] as const).map((like) =>
  defineRule({
    id: `filters/${like}`,
    title: `${like} finds exactly the clients that contain the value: at the start, in the middle, at the end, as the whole; in the same case`,
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, row ${like}; decisions.md #19`,
    needs: NEEDS[like],
    run: (ctx) =>
      probe(ctx, {
        selector: selector(like),
        values: plainParts(ctx, like),
        hypotheses: likeHypotheses(selector(like), [selector(like === ID ? NAME : ID)]),
        alone: like === ID,
      }),
  }),
);

const literalRules = ([ID, NAME] as const).map((like) =>
  defineRule({
    id: `filters/${like}-literal`,
    title: `${like} takes every character as itself: no pattern, no wildcard`,
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, row ${like} (substring); decisions.md #19`,
    needs: NEEDS[like],
    run: (ctx) =>
      probe(ctx, {
        selector: selector(like),
        values: literalValues(ctx, like),
        hypotheses: likeHypotheses(selector(like)),
        alone: like === ID,
      }),
  }),
);

const emptyValue = defineRule({
  id: 'filters/_like_-empty',
  title: 'An empty _like_ value finds every client',
  level: 'SHOULD',
  clause: 'decisions.md #18',
  needs: ['fixtures'],
  run: async (ctx) => {
    const everyone = knownClients(ctx).length;
    for (const like of [ID, NAME]) {
      const beside = like === ID ? (['_limit', '1000'] as const) : ([ID, ctx.prefix] as const);
      const answer = await ask(ctx, [[like, ''], beside]);
      if (answer.kind !== 'rows') {
        ctx.deviate({
          deviation: answer.kind === 'crashed' ? 'crashes' : 'is-refused',
          message: `${like} with an empty value is answered with ${sayAnswer(answer)}, not with every client`,
          expected: 'every client',
          got: sayAnswer(answer),
          at: like,
          exchange: answer.exchange,
        });
        continue;
      }
      // Where there are more pages, ours may be on a later one.
      const found = knownIds(ctx, answer.rows).length;
      ctx.expect(found === everyone || answer.meta['hasnext'] === true, {
        deviation: 'misses-clients',
        message: `${like} with an empty value finds ${found} of this run's ${everyone} clients`,
        expected: everyone,
        got: found,
        at: like,
        exchange: answer.exchange,
      });
    }
  },
});

export const likeFilterRules: readonly Rule[] = [...substringRules, ...literalRules, emptyValue];
