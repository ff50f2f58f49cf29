import type { Rule } from '../../rule/rule.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { knownClients, oddClients } from '../shared/known-clients.js';
import { distinct } from './plain-values.js';
import { idsOf, probe, same } from '../shared/check-filter.js';
import { selector } from '../shared/filter-table.js';
import { exactHypotheses } from './text-filter-bugs.js';

/** Characters that mean something in a URL, in a pattern, or in a quoted text; and far ones. */
const oddRules = (
  [
    ['clientid', ['fixtures']],
    ['username', ['fixtures', 'usernames']],
  ] as const
).map(([parameter, needs]) =>
  defineRule({
    id: `filters/${parameter}-odd-characters`,
    title: `${parameter} is compared as decoded text, whatever characters it has`,
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, row ${parameter}; decisions.md #20, #27`,
    needs,
    run: async (ctx) => {
      const { of } = selector(parameter);
      const odd = parameter === 'clientid' ? oddClients(ctx) : knownClients(ctx);
      const values = distinct(odd, (client) => of(client)?.toString()).filter(
        (value) => !/^[\w-]+$/.test(value),
      );
      if (values.length === 0) ctx.skip(`No client of this run has an odd ${parameter}.`);
      await probe(ctx, {
        selector: selector(parameter),
        values: [...values, ...values.map((value) => value.replaceAll('+', ' '))],
        hypotheses: exactHypotheses(selector(parameter)),
        alone: parameter === 'clientid',
      });
    },
  }),
);

const noUsername = defineRule({
  id: 'filters/username-absent',
  title: 'username=undefined does not find the clients that gave no user name',
  level: 'SHOULD',
  clause: 'decisions.md #21',
  needs: ['fixtures', 'usernames'],
  run: async (ctx) => {
    const nameless = knownClients(ctx).some(({ username }) => username === undefined);
    if (!nameless) ctx.skip('Every client of this run has a user name.');
    await probe(ctx, { selector: selector('username'), values: ['undefined', ''] });
  },
});

const integerSpelling = defineRule({
  id: 'filters/integer-spelling',
  title: 'proto_ver is compared as a number: 04 and +4 are 4',
  level: 'SHOULD',
  clause: `${LIST_TABLE}, query parameters, row proto_ver (Integer); decisions.md #37`,
  needs: ['fixtures'],
  run: async (ctx) => {
    await probe(ctx, {
      selector: { ...selector('proto_ver'), comparison: 'same-number' },
      values: ['4', '04', '+4'],
      hypotheses: [
        {
          deviation: 'compares-text',
          says: 'is compared as text, not as a number',
          explains: (wanted, found, clients) =>
            same(idsOf(clients.filter(({ version }) => String(version) === wanted)), found),
        },
      ],
    });
  },
});

export const oddFilterRules: readonly Rule[] = [...oddRules, noUsername, integerSpelling];
