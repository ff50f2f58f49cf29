import { defineRules, LIST_TABLE, type RuleDefinition } from '../shared/define-rules.js';
import { idsOf, knownClients, oddClients } from '../shared/known-clients.js';
import { distinctValues } from './plain-values.js';
import { checkFilter, sameResult } from '../shared/check-filter.js';
import { filterFor } from '../shared/filter-table.js';
import { exactFilterBugs } from './text-filter-bugs.js';

/** Characters with a meaning in a URL, a pattern or a quoted string, and beyond ASCII. */
const oddCharacters = (parameter: 'clientid' | 'username'): RuleDefinition => ({
  id: `filters/${parameter}-odd-characters`,
  title: `${parameter} is compared as decoded text, with any characters in it`,
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, row ${parameter}; decisions.md #20, #27`,
  needs: parameter === 'clientid' ? ['fixtures'] : ['fixtures', 'usernames'],
  run: async (ctx) => {
    const filter = filterFor(parameter);
    const clients = parameter === 'clientid' ? oddClients(ctx) : knownClients(ctx);
    const values = distinctValues(clients, filter.clientValue).filter(
      (value) => !/^[\w-]+$/.test(value),
    );
    if (values.length === 0) ctx.skip(`No client of this run has an odd ${parameter}.`);
    await checkFilter(ctx, {
      filter,
      values: [...values, ...values.map((value) => value.replaceAll('+', ' '))],
      bugs: exactFilterBugs(filter),
      alone: parameter === 'clientid',
    });
  },
});

export const oddFilterRules = defineRules([
  oddCharacters('clientid'),
  oddCharacters('username'),
  {
    id: 'filters/username-absent',
    title: 'username=undefined does not find the clients without a user name',
    level: 'SHOULD',
    clause: 'decisions.md #21',
    needs: ['fixtures', 'usernames'],
    run: async (ctx) => {
      const nameless = knownClients(ctx).some(({ username }) => username === undefined);
      if (!nameless) ctx.skip('Every client of this run has a user name.');
      await checkFilter(ctx, { filter: filterFor('username'), values: ['undefined', ''] });
    },
  },
  {
    id: 'filters/integer-spelling',
    title: 'proto_ver is compared as a number: 04 and +4 are 4',
    level: 'SHOULD',
    clause: `${LIST_TABLE}, query parameters, row proto_ver (Integer); decisions.md #37`,
    needs: ['fixtures'],
    run: (ctx) =>
      checkFilter(ctx, {
        filter: { ...filterFor('proto_ver'), comparison: 'same-number' },
        values: ['4', '04', '+4'],
        bugs: [
          {
            deviation: 'compares-text',
            does: 'is compared as text, not as a number',
            explains: (wanted, found, clients) =>
              sameResult(idsOf(clients.filter(({ version }) => String(version) === wanted)), found),
          },
        ],
      }),
  },
]);
