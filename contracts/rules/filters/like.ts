import { hasNext } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import { describeAnswer, requestList } from '../shared/list-request.js';
import { defineRules, LIST_TABLE, type RuleDefinition } from '../shared/define-rules.js';
import { knownClients, knownIds, oddClients, plainClients } from '../shared/known-clients.js';
import { checkFilter } from '../shared/check-filter.js';
import { filterFor } from '../shared/filter-table.js';
import { likeFilterBugs } from './text-filter-bugs.js';

const ID = '_like_clientid';
const NAME = '_like_username';
type Like = typeof ID | typeof NAME;

/**
 * Parts from the start, the middle and the end of a text, the whole text, and similar values.
 * @param from where the run's prefix ends. Each part has a piece of the prefix, so that it finds
 *   no other clients.
 */
function partsOf(text: string, from: number): readonly string[] {
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

/** Where the run's prefix of a text ends; 1 if it has none. */
const prefixEnd = (ctx: RuleContext, text: string): number =>
  text.startsWith(ctx.prefix) ? ctx.prefix.length : 1;

function idParts(ctx: RuleContext): readonly string[] {
  const from = ctx.prefix.length;
  const ids = plainClients(ctx).map(({ clientid }) => clientid);
  const [first] = ids;
  const second = ids.find((id) => /[A-Z]/.test(id.slice(from))) ?? ids[1];
  return [
    ...(first === undefined ? [] : partsOf(first, from)),
    ...(second === undefined ? [] : [second.slice(from - 2), second.slice(from - 2, -1)]),
    ctx.prefix,
  ];
}

function usernameParts(ctx: RuleContext): readonly string[] {
  const named = plainClients(ctx).flatMap(({ clientid, username = '' }) =>
    /^[\w-]{4,}$/.test(username) ? [{ clientid, username }] : [],
  );
  const first = named[0]?.username;
  // Names that are not part of the id show which of the two fields is compared.
  const names = named
    .filter(({ clientid, username }) => !clientid.includes(username))
    .map(({ username }) => username);
  return [
    ...(first === undefined ? [] : partsOf(first, prefixEnd(ctx, first))),
    ...[...new Set(names)].slice(0, 4).map((name) => name.slice(prefixEnd(ctx, name) - 1)),
  ];
}

/** Each odd character with its neighbours, so that the value finds few other clients. */
function oddParts(text: string): readonly string[] {
  const characters = [...text];
  return characters.flatMap((character, at) =>
    /[\w-]/.test(character) ? [] : [characters.slice(Math.max(0, at - 2), at + 3).join('')],
  );
}

/** Values that have another meaning if they are read as a pattern. */
function patterns(ctx: RuleContext, text: string): readonly string[] {
  const head = text.slice(0, prefixEnd(ctx, text) + 1);
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
  const plain = plainClients(ctx).find(({ username }) => username !== undefined);
  const odd =
    like === ID
      ? oddClients(ctx).map(({ clientid }) => clientid)
      : knownClients(ctx).map(({ username }) => username ?? '');
  const text = like === ID ? plain?.clientid : plain?.username;
  return [
    ...[...new Set(odd.flatMap(oddParts))].slice(0, like === ID ? 24 : 10),
    ...(text === undefined ? [] : patterns(ctx, text)),
  ];
}

const needsOf = (like: Like): NonNullable<RuleDefinition['needs']> =>
  like === ID ? ['fixtures'] : ['fixtures', 'usernames'];

const substringRule = (like: Like): RuleDefinition => ({
  id: `filters/${like}`,
  title: `${like} finds exactly the clients that contain the value, at any place, in the same case`,
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, row ${like}; decisions.md #19`,
  needs: needsOf(like),
  run: (ctx) =>
    checkFilter(ctx, {
      filter: filterFor(like),
      values: [...(like === ID ? idParts(ctx) : usernameParts(ctx)), `${ctx.prefix}unknown`],
      bugs: likeFilterBugs(filterFor(like), [filterFor(like === ID ? NAME : ID)]),
      alone: like === ID,
    }),
});

const literalRule = (like: Like): RuleDefinition => ({
  id: `filters/${like}-literal`,
  title: `${like} takes every character literally: no pattern, no wildcard`,
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, row ${like} (substring); decisions.md #19`,
  needs: needsOf(like),
  run: (ctx) =>
    checkFilter(ctx, {
      filter: filterFor(like),
      values: literalValues(ctx, like),
      bugs: likeFilterBugs(filterFor(like)),
      alone: like === ID,
    }),
});

export const likeFilterRules = defineRules([
  substringRule(ID),
  substringRule(NAME),
  literalRule(ID),
  literalRule(NAME),
  {
    id: 'filters/_like_-empty',
    title: 'An empty _like_ value finds every client',
    level: 'SHOULD',
    clause: 'decisions.md #18',
    needs: ['fixtures'],
    run: async (ctx) => {
      const expected = knownClients(ctx).length;
      for (const like of [ID, NAME]) {
        const rest = like === ID ? { _limit: 1000 } : { [ID]: ctx.prefix };
        const answer = await requestList(ctx, { [like]: '', ...rest });
        if (answer.kind !== 'rows') {
          const got = describeAnswer(answer);
          ctx.deviate({
            deviation: answer.kind === 'crashed' ? 'crashes' : 'is-refused',
            message: `${like} with an empty value is answered with ${got}, not with every client`,
            expected: 'every client',
            got,
            at: like,
          });
          continue;
        }
        // If there are more pages, test clients may be on a later one.
        const got = knownIds(ctx, answer.rows).length;
        ctx.expect(got === expected || hasNext(answer, 1000), {
          deviation: 'misses-clients',
          message: `${like} with an empty value finds ${got} of this run's ${expected} clients`,
          expected,
          got,
          at: like,
        });
      }
    },
  },
]);
