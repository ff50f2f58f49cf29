import type { RuleContext } from '../../rule/rule-context.js';
import { defineRules, LIST_TABLE, type RuleDefinition } from '../shared/define-rules.js';
import { knownClients, plainClients } from '../shared/known-clients.js';
import { distinctValues, plainUsernames, similarValues } from './plain-values.js';
import { checkFilter } from '../shared/check-filter.js';
import {
  CLEAN_STARTS,
  CONN_STATES,
  DEFAULT_ZONE,
  PROTO_NAMES,
  UNKNOWN_VALUES,
  WRONG_SPELLINGS_OF_DEFAULT_ZONE,
} from '../shared/safe-values.js';
import { type FilterName, filterFor } from '../shared/filter-table.js';
import { exactFilterBugs } from './text-filter-bugs.js';

interface ExactFilter {
  readonly parameter: FilterName;
  /** What the filter finds exactly. */
  readonly finds: string;
  readonly alone?: boolean;
  /** A field that a broker may compare instead. */
  readonly confusedWith?: FilterName;
  values(this: void, ctx: RuleContext): readonly string[];
}

const exactRule = (filter: ExactFilter): RuleDefinition => ({
  id: `filters/${filter.parameter}`,
  title: `${filter.parameter} finds exactly ${filter.finds}`,
  level: 'MUST',
  clause: `${LIST_TABLE}, query parameters, row ${filter.parameter}; decisions.md #20`,
  needs: filter.parameter === 'username' ? ['fixtures', 'usernames'] : ['fixtures'],
  run: (ctx) =>
    checkFilter(ctx, {
      filter: filterFor(filter.parameter),
      values: filter.values(ctx),
      bugs: exactFilterBugs(
        filterFor(filter.parameter),
        filter.confusedWith ? [filterFor(filter.confusedWith)] : [],
      ),
      alone: filter.alone === true,
    }),
});

export const exactFilterRules = defineRules([
  exactRule({
    parameter: 'clientid',
    finds: 'the client with that id: the whole id, in the same case',
    // Combined with `_like_clientid` it is tested by rule `filters/twins`.
    alone: true,
    confusedWith: 'username',
    values: (ctx) => {
      const [first, ...others] = plainClients(ctx).map(({ clientid }) => clientid);
      return [
        ...similarValues(first),
        ...others.slice(0, 2),
        ...plainUsernames(ctx).slice(0, 1),
        `${ctx.prefix}unknown`,
      ];
    },
  }),
  exactRule({
    parameter: 'username',
    finds: 'the clients with that user name, one or many: the whole name, in the same case',
    confusedWith: 'clientid',
    values: (ctx) => {
      const names = plainUsernames(ctx);
      return [
        ...similarValues(names[0]),
        ...names.slice(1, 4),
        ...names.slice(-1),
        ...plainClients(ctx)
          .slice(0, 1)
          .map(({ clientid }) => clientid),
        `${ctx.prefix}unknown`,
      ];
    },
  }),
  exactRule({
    parameter: 'zone',
    finds: 'the clients of that configuration group',
    values: (ctx) => {
      const shown = distinctValues(knownClients(ctx), ({ zone }) => zone);
      const wrong = shown.includes(DEFAULT_ZONE) ? WRONG_SPELLINGS_OF_DEFAULT_ZONE : [];
      return [...shown, UNKNOWN_VALUES.zone, ...wrong];
    },
  }),
  exactRule({
    parameter: 'ip_address',
    finds: 'the clients that connected from that address',
    values: (ctx) => {
      const shown = distinctValues(knownClients(ctx), ({ ipAddress }) => ipAddress);
      return [...shown.slice(0, 5), UNKNOWN_VALUES.ip_address];
    },
  }),
  exactRule({
    parameter: 'conn_state',
    finds: 'the clients in that state, offline sessions as disconnected',
    values: () => CONN_STATES,
  }),
  exactRule({
    parameter: 'clean_start',
    finds: 'the clients that asked for a new session (true), or did not (false)',
    values: () => CLEAN_STARTS,
  }),
  exactRule({
    parameter: 'proto_name',
    finds: 'the clients of that protocol',
    values: () => PROTO_NAMES,
  }),
  exactRule({
    parameter: 'proto_ver',
    finds: 'the clients of that protocol version',
    values: () => ['3', '4', '5', UNKNOWN_VALUES.proto_ver, '0', '1', '44'],
  }),
]);
