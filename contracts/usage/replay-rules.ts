import type { Use } from '../../openapi/usage/usage.js';
import { isFilterName, LIST, LOOKUP } from '../../openapi/usage/vocabulary.js';
import { checkCombined } from '../rules/filters/check-combined.js';
import { matchingPairs } from '../rules/filters/combined-filters.js';
import { defineRules, type RuleDefinition } from '../rules/shared/define-rules.js';
import { plainClients } from '../rules/shared/known-clients.js';
import { describeStatus, requestList } from '../rules/shared/list-request.js';
import { UNKNOWN_NAME } from '../rules/shared/safe-values.js';
import { ownClientsScope } from '../rules/shared/small-broker.js';
import type { Rule } from '../rule/rule.js';
import { answerRule, CLAUSE, membersRule } from './answer-rules.js';

/** A rule that replays a use with the run's test clients. */
export interface ReplayRule {
  readonly rule: Rule;
  readonly uses: readonly Use[];
}

/** What uses need beyond the rules of the contract, each as a rule of the group `usage`. */
export function replayRules(uses: readonly Use[]): readonly ReplayRule[] {
  const found = new Map<string, { definition: RuleDefinition; uses: Use[] }>();
  for (const use of uses) {
    for (const definition of replaysOf(use)) {
      const known = found.get(definition.id);
      if (known) known.uses.push(use);
      else found.set(definition.id, { definition, uses: [use] });
    }
  }
  return [...found.values()].flatMap(({ definition, uses: own }) =>
    defineRules([definition]).map((rule) => ({ rule, uses: own })),
  );
}

function replaysOf(use: Use): readonly RuleDefinition[] {
  const { request, with: kinds } = use;
  if (kinds['credentials'] !== undefined || kinds['path'] === 'not found') return [];
  if (request === LIST) return ofList(use);
  if (!request.startsWith('GET /') || kinds['client'] === 'unknown') return [];
  return [membersRule(use), ...(request === LOOKUP ? [] : [answerRule(use)])].filter(isRule);
}

const isRule = (rule: RuleDefinition | undefined): rule is RuleDefinition => rule !== undefined;

/** Kinds of values that a broker must understand. */
const UNDERSTOOD = ['equal', 'text', 'seconds'];

function ofList(use: Use): readonly RuleDefinition[] {
  const { with: kinds } = use;
  const names = Object.keys(kinds).filter(isFilterName).sort();
  const isPlain = names.every((name) => UNDERSTOOD.includes(kinds[name] ?? ''));
  const queue = names.filter((name) => name.includes('mqueue'));
  return [
    ...(names.length > 1 && queue.length === 0 && isPlain ? [combinationRule(names)] : []),
    ...queue.map(queueRule),
    ...(kinds['unknown'] === 'sent' ? [unknownRule()] : []),
    ...(kinds['_limit'] === 'above 10000' ? [largeLimitRule()] : []),
    membersRule(use),
  ].filter(isRule);
}

const combinationRule = (names: readonly string[]): RuleDefinition => ({
  id: `usage/${names.join('-and-')}`,
  title: `${names.join(', ')} apply together, as the application combines them`,
  level: 'MUST',
  clause: CLAUSE,
  needs: [
    'fixtures',
    ...(names.some((name) => name.includes('username')) ? ['usernames' as const] : []),
  ],
  run: async (ctx) => {
    const client = plainClients(ctx).find(
      ({ username, connState }) => username !== undefined && connState === 'connected',
    );
    if (!client) return ctx.skip('This run has no connected client with a user name.');
    const pairs = matchingPairs(client).filter(([name]) => names.includes(name));
    await checkCombined(ctx, pairs, await ownClientsScope(ctx));
  },
});

/** More messages than wait for any test client. */
const MANY = '1000000';

const queueRule = (name: string): RuleDefinition => ({
  id: `usage/${name}`,
  title: `${name} finds only clients with that number`,
  level: 'MUST',
  clause: `${CLAUSE}; decisions.md #31`,
  needs: ['fixtures'],
  run: async (ctx) => {
    const value = name.startsWith('_gte_') ? MANY : '-1';
    const answer = await requestList(ctx, { [name]: value, _like_clientid: ctx.prefix });
    if (answer.kind !== 'rows') {
      return ctx.fail({
        deviation: 'is-refused',
        message: `${name}=${value} is answered with ${describeStatus(answer.exchange)}`,
        expected: 'no rows',
        got: describeStatus(answer.exchange),
        at: name,
      });
    }
    const own = ctx.own(answer.ids);
    ctx.expect(own.length === 0, {
      deviation: 'is-ignored',
      message: `${name}=${value} finds ${own.length} test clients, though none has that number`,
      expected: 'no test client',
      got: own,
      at: name,
    });
  },
});

/** The rule of the contract also sends parameters that some releases know. */
const unknownRule = (): RuleDefinition => ({
  id: 'usage/unknown-parameter',
  title: 'A parameter that the documents do not name is ignored',
  level: 'MUST',
  clause: `${CLAUSE}; decisions.md #15`,
  needs: [],
  run: async (ctx) => {
    const answer = await requestList(ctx, { [UNKNOWN_NAME]: '1', _limit: 1 });
    ctx.expect(answer.kind === 'rows', {
      deviation: 'is-not-ignored',
      message: `an unknown parameter is answered with ${describeStatus(answer.exchange)}`,
      expected: 'a list',
      got: describeStatus(answer.exchange),
      at: UNKNOWN_NAME,
    });
  },
});

const largeLimitRule = (): RuleDefinition => ({
  id: 'usage/limit-above-10000',
  title: 'A _limit above 10000 is taken as it is',
  level: 'MUST',
  clause: `${CLAUSE}; decisions.md #11`,
  needs: [],
  run: async (ctx) => {
    const { meta } = await ctx.list({ _limit: 10_001, _like_clientid: ctx.prefix });
    ctx.expect(meta['limit'] === 10_001, {
      deviation: 'is-reduced',
      message: 'meta.limit is not the limit that was asked for',
      expected: 10_001,
      got: meta['limit'],
      at: 'meta.limit',
    });
  },
});
