import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { document } from '../../../openapi/index.js';
import { idOf } from '../../http/list-response.js';
import type { ClientRow } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote, said } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { eachRow } from '../shared/sample-rows.js';

/** Members that only the documents' example shows, so that a broker may well lack them. */
const ONLY_IN_EXAMPLE = ['mountpoint'];
/** Judged by rules of their own: the one is sent at times only, the others have a form. */
const OWN_RULE = ['disconnected_at', 'connected_at', 'created_at'];

interface Field {
  readonly name: string;
  readonly validate: ValidateFunction;
}

let fields: readonly Field[] | undefined;

/** The members of a client by the OpenAPI document, each with a validator. */
function clientFields(): readonly Field[] {
  if (fields) return fields;
  const ajv = new Ajv2020({ strict: false });
  const properties = document.components.schemas['Client']?.properties ?? {};
  fields = Object.entries(properties).map(([name, schema]) => ({
    name,
    validate: ajv.compile(schema),
  }));
  return fields;
}

const requiredNames = (): readonly string[] =>
  (document.components.schemas['Client']?.required ?? []).filter(
    (name) => !ONLY_IN_EXAMPLE.includes(name),
  );

const members = defineRule({
  id: 'list/members',
  title: 'Every client has every member of the documented table',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, rows data[].node to data[].reductions`,
  needs: [],
  run: (ctx) =>
    eachRow(ctx, (row, { where, exchange }, at) => {
      const missing = requiredNames().filter((name) => row[name] === undefined);
      const renamed = missing
        .map((name) => [name, likeName(row, name)] as const)
        .filter(([, other]) => other !== undefined)
        .map(([name, other]) => `${name} is called ${String(other)}`);
      return ctx.expect(missing.length === 0, {
        deviation: 'members-are-missing',
        message: `client ${quote(idOf(row))} ${where} lacks ${missing.length === 1 ? 'a member' : `${missing.length} members`}: ${missing.join(', ')}${renamed.length > 0 ? ` (${renamed.join(', ')})` : ''}`,
        expected: requiredNames(),
        got: Object.keys(row),
        at: `${at}.${missing[0] ?? ''}`,
        exchange,
      });
    }),
});

/** A member that differs in case and underscores only. */
function likeName(row: ClientRow, name: string): string | undefined {
  const bare = (text: string): string => text.replaceAll('_', '').toLowerCase();
  return Object.keys(row).find((key) => key !== name && bare(key) === bare(name));
}

const types = defineRule({
  id: 'list/types',
  title: 'Every documented member of a client has its type and lies within its bounds',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, column of types; decisions.md #29`,
  needs: [],
  run: (ctx) =>
    eachRow(ctx, (row, { where, exchange }, at) => {
      const wrong = clientFields().find(
        ({ name, validate }) =>
          !OWN_RULE.includes(name) &&
          !ONLY_IN_EXAMPLE.includes(name) &&
          row[name] !== undefined &&
          !validate(row[name]),
      );
      if (!wrong) return true;
      const reason = wrong.validate.errors?.[0]?.message ?? 'must be as documented';
      ctx.deviate({
        deviation: `wrong-${wrong.name.replaceAll('_', '-')}`,
        message: `${wrong.name} of client ${quote(idOf(row))} ${where} is ${JSON.stringify(row[wrong.name])}, but ${reason}`,
        expected: reason,
        got: row[wrong.name],
        at: `${at}.${wrong.name}`,
        exchange,
      });
      return false;
    }),
});

const mountpoint = defineRule({
  id: 'list/mountpoint',
  title: 'A client has the member mountpoint, a text',
  level: 'SHOULD',
  clause: `${LIST_TABLE}, response example; decisions.md #33`,
  needs: [],
  run: (ctx) =>
    eachRow(ctx, (row, { where, exchange }, at) =>
      ctx.expect(typeof row['mountpoint'] === 'string', {
        deviation: row['mountpoint'] === undefined ? 'is-missing' : 'is-not-text',
        message: `mountpoint of client ${quote(idOf(row))} ${where} is ${said(row['mountpoint'])}`,
        expected: 'a text, undefined where there is none',
        got: row['mountpoint'],
        at: `${at}.mountpoint`,
        exchange,
      }),
    ),
});

export const memberRules: readonly Rule[] = [members, types, mountpoint];
