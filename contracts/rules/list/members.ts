import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { document } from '../../../openapi/index.js';
import { jsonExcerpt } from '../../shared/json.js';
import type { ClientRow } from '../../rule/rule-context.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { checkRows } from '../shared/sample-rows.js';

/** A member that only the documents' example shows: rule list/mountpoint. */
const ONLY_IN_EXAMPLE = 'mountpoint';
/** Members with rules of their own in times.ts. */
const TIMES = ['disconnected_at', 'connected_at', 'created_at'];

let validators: readonly (readonly [member: string, validate: ValidateFunction])[] | undefined;

/** A validator for each member of a client, from the OpenAPI document. */
function memberValidators(): NonNullable<typeof validators> {
  if (validators) return validators;
  const ajv = new Ajv2020({ strict: false });
  const properties = document.components.schemas['Client']?.properties ?? {};
  validators = Object.entries(properties)
    .filter(([member]) => member !== ONLY_IN_EXAMPLE && !TIMES.includes(member))
    .map(([member, schema]) => [member, ajv.compile(schema)]);
  return validators;
}

const REQUIRED = (document.components.schemas['Client']?.required ?? []).filter(
  (member) => member !== ONLY_IN_EXAMPLE,
);

/** A member whose name differs only in case and underscores. */
function similarMember(row: ClientRow, name: string): string | undefined {
  const bare = (text: string): string => text.replaceAll('_', '').toLowerCase();
  return Object.keys(row).find((key) => key !== name && bare(key) === bare(name));
}

export const memberRules = defineRules([
  {
    id: 'list/members',
    title: 'Every client has every member of the documented table',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, rows data[].node to data[].reductions`,
    run: (ctx) =>
      checkRows(ctx, (row, client) => {
        const missing = REQUIRED.filter((name) => row[name] === undefined);
        const [member] = missing;
        if (member === undefined) return undefined;
        const renamed = missing.flatMap((name) => {
          const similar = similarMember(row, name);
          return similar === undefined ? [] : [`${name} is called ${similar}`];
        });
        return {
          deviation: 'members-are-missing',
          message: `${client} lacks ${missing.length === 1 ? 'a member' : `${missing.length} members`}: ${missing.join(', ')}${renamed.length > 0 ? ` (${renamed.join(', ')})` : ''}`,
          expected: REQUIRED,
          got: Object.keys(row),
          member,
        };
      }),
  },
  {
    id: 'list/types',
    title: 'Every documented member of a client has its type and a value within its bounds',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, column of types; decisions.md #29`,
    run: (ctx) =>
      checkRows(ctx, (row, client) => {
        const [member, validate] =
          memberValidators().find(([name, test]) => row[name] !== undefined && !test(row[name])) ??
          [];
        if (member === undefined) return undefined;
        const expected = validate?.errors?.[0]?.message ?? 'must be as documented';
        return {
          deviation: `wrong-${member.replaceAll('_', '-')}`,
          message: `${member} of ${client} is ${jsonExcerpt(row[member])}, but ${expected}`,
          expected,
          member,
        };
      }),
  },
  {
    id: 'list/mountpoint',
    title: 'A client has the member mountpoint, a string',
    level: 'SHOULD',
    clause: `${LIST_TABLE}, response example; decisions.md #33`,
    run: (ctx) =>
      checkRows(ctx, (row, client) => {
        const { mountpoint } = row;
        if (typeof mountpoint === 'string') return undefined;
        return {
          deviation: mountpoint === undefined ? 'is-missing' : 'is-not-text',
          message: `mountpoint of ${client} is ${jsonExcerpt(mountpoint)}`,
          expected: 'a string ("undefined" if the client has no mountpoint)',
          member: 'mountpoint',
        };
      }),
  },
]);
