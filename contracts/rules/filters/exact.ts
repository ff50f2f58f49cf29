import type { RuleContext } from '../../rule/rule-context.js';
import type { Capability, Rule } from '../../rule/rule.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { knownClients, plainClients } from '../shared/known-clients.js';
import { distinct, plainUsernames, spellings } from './plain-values.js';
import { probe } from '../shared/check-filter.js';
import {
  CLEAN_STARTS,
  CONN_STATES,
  PROTO_NAMES,
  STOCK_ZONE,
  UNKNOWN_ADDRESS,
  UNKNOWN_PROTO_VER,
  UNKNOWN_ZONE,
  WRONG_SPELLINGS_OF_STOCK_ZONE,
} from '../shared/safe-values.js';
import { type FilterName, selector } from '../shared/filter-table.js';
import { exactHypotheses } from './text-filter-bugs.js';

function zones(ctx: RuleContext): readonly string[] {
  const shown = distinct(knownClients(ctx), ({ zone }) => zone);
  return [
    ...shown,
    UNKNOWN_ZONE,
    ...(shown.includes(STOCK_ZONE) ? WRONG_SPELLINGS_OF_STOCK_ZONE : []),
  ];
}

interface ExactFilter {
  readonly parameter: FilterName;
  readonly title: string;
  readonly needs: readonly Capability[];
  readonly alone?: boolean;
  readonly others?: readonly FilterName[];
  values(this: void, ctx: RuleContext): readonly string[];
}

const EXACT: readonly ExactFilter[] = [
  {
    parameter: 'clientid',
    title: 'clientid finds exactly the client with that id: the whole of it, in the same case',
    needs: ['fixtures'],
    // Beside `_like_clientid` it would be a matter of rule `filters/twins`.
    alone: true,
    others: ['username'],
    values: (ctx) => {
      const [first, second, third] = plainClients(ctx).map(({ clientid }) => clientid);
      const username = plainUsernames(ctx)[0];
      return [
        ...(first === undefined ? [] : spellings(first)),
        ...[second, third, username].filter((value) => value !== undefined),
        `${ctx.prefix}nobody`,
      ];
    },
  },
  {
    parameter: 'username',
    title:
      'username finds exactly the clients with that user name, many or one, whole and in the same case',
    needs: ['fixtures', 'usernames'],
    others: ['clientid'],
    values: (ctx) => {
      const names = plainUsernames(ctx);
      const client = plainClients(ctx)[0]?.clientid;
      return [
        ...(names[0] === undefined ? [] : spellings(names[0])),
        ...names.slice(1, 4),
        ...names.slice(-1),
        ...(client === undefined ? [] : [client]),
        `${ctx.prefix}nobody`,
      ];
    },
  },
  {
    parameter: 'zone',
    title: 'zone finds exactly the clients of that configuration group',
    needs: ['fixtures'],
    values: zones,
  },
  {
    parameter: 'ip_address',
    title: 'ip_address finds exactly the clients that connected from that address',
    needs: ['fixtures'],
    values: (ctx) => {
      const shown = distinct(knownClients(ctx), ({ ipAddress }) => ipAddress).slice(0, 5);
      return [...shown, UNKNOWN_ADDRESS];
    },
  },
  {
    parameter: 'conn_state',
    title: 'conn_state finds exactly the clients in that state, offline sessions as disconnected',
    needs: ['fixtures'],
    values: () => CONN_STATES,
  },
  {
    parameter: 'clean_start',
    title: 'clean_start finds exactly the clients that asked for a new session, or did not',
    needs: ['fixtures'],
    values: () => CLEAN_STARTS,
  },
  {
    parameter: 'proto_name',
    title: 'proto_name finds exactly the clients of that protocol',
    needs: ['fixtures'],
    values: () => PROTO_NAMES,
  },
  {
    parameter: 'proto_ver',
    title: 'proto_ver finds exactly the clients of that protocol version',
    needs: ['fixtures'],
    values: () => ['3', '4', '5', UNKNOWN_PROTO_VER, '0', '1', '44'],
  },
];

const exactRules = EXACT.map(({ parameter, title, needs, alone, others, values }) =>
  defineRule({
    id: `filters/${parameter}`,
    title,
    level: 'MUST',
    clause: `${LIST_TABLE}, query parameters, row ${parameter}; decisions.md #20`,
    needs,
    run: (ctx) =>
      probe(ctx, {
        selector: selector(parameter),
        values: values(ctx),
        hypotheses: exactHypotheses(selector(parameter), (others ?? []).map(selector)),
        alone: alone === true,
      }),
  }),
);

export const exactFilterRules: readonly Rule[] = exactRules;
