import { idOf } from '../../http/list-response.js';
import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { quote, said } from '../shared/list-request.js';
import { defineRule, LIST_TABLE } from '../shared/define-rule.js';
import { eachRow, rowSources } from '../shared/sample-rows.js';

const disconnectedAt = defineRule({
  id: 'list/disconnected-at',
  title: 'disconnected_at is sent exactly where connected is false',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, row data[].disconnected_at`,
  needs: [],
  run: (ctx) =>
    eachRow(ctx, (row, { where, exchange }, at) => {
      const connected = row['connected'];
      if (typeof connected !== 'boolean') return true;
      const sent = row['disconnected_at'] !== undefined;
      return ctx.expect(sent !== connected, {
        deviation: connected ? 'is-sent-while-connected' : 'is-missing-while-disconnected',
        message: `client ${quote(idOf(row))} ${where} is ${connected ? '' : 'not '}connected, but disconnected_at is ${said(row['disconnected_at'])}`,
        expected: connected ? 'no disconnected_at' : 'YYYY-MM-DD HH:mm:ss',
        got: row['disconnected_at'],
        at: `${at}.disconnected_at`,
        exchange,
      });
    }),
});

const TIMES = ['created_at', 'connected_at', 'disconnected_at'] as const;

const timeFormat = defineRule({
  id: 'list/time-format',
  title: 'Times are texts of the form YYYY-MM-DD HH:mm:ss and name a real second',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, rows data[].created_at, connected_at, disconnected_at`,
  needs: [],
  run: (ctx) =>
    eachRow(ctx, (row, { where, exchange }, at) => {
      const wrong = TIMES.find(
        (name) => row[name] !== undefined && !isDocumentedTime(ctx, row[name]),
      );
      return ctx.expect(wrong === undefined, {
        deviation: 'is-not-the-documented-form',
        message: `${String(wrong)} of client ${quote(idOf(row))} ${where} is ${JSON.stringify(row[wrong ?? ''])}, not of the form YYYY-MM-DD HH:mm:ss`,
        expected: 'YYYY-MM-DD HH:mm:ss',
        got: row[wrong ?? ''],
        at: `${at}.${String(wrong)}`,
        exchange,
      });
    }),
});

const isDocumentedTime = (ctx: RuleContext, value: unknown): boolean =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value) &&
  !Number.isNaN(ctx.seconds(value));

const timeOrder = defineRule({
  id: 'list/time-order',
  title: 'A session is created no later than its client connected, and that no later than it left',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, rows data[].created_at, connected_at, disconnected_at`,
  needs: [],
  run: (ctx) =>
    eachRow(ctx, (row, { where, exchange }, at) => {
      const shown = TIMES.map((name) => [name, ctx.seconds(row[name])] as const).filter(
        ([, second]) => !Number.isNaN(second),
      );
      const wrong = shown.findIndex(([, second], index) => second < (shown[index - 1]?.[1] ?? 0));
      const [early, late] = [shown[wrong]?.[0], shown[wrong - 1]?.[0]];
      return ctx.expect(early === undefined || late === undefined, {
        deviation: `${String(early).replaceAll('_', '-')}-before-${String(late).replaceAll('_', '-')}`,
        message: `${String(early)} of client ${quote(idOf(row))} ${where} is ${quote(row[early ?? ''])}, before its ${String(late)} ${quote(row[late ?? ''])}`,
        expected: 'created_at ≤ connected_at ≤ disconnected_at',
        got: TIMES.map((name) => row[name]),
        at: `${at}.${String(early)}`,
        exchange,
      });
    }),
});

const unique = defineRule({
  id: 'list/unique',
  title: 'No client is listed twice on the same node',
  level: 'MUST',
  clause: `${LIST_TABLE}, response, row data[].clientid`,
  needs: [],
  run: async (ctx) => {
    for (const { rows, where, exchange } of await rowSources(ctx)) {
      const seen = new Map<string, number>();
      for (const [index, row] of rows.entries()) {
        const key = JSON.stringify([row['node'], row['clientid']]);
        const twin = seen.get(key);
        // A row without an id is the matter of rule list/members.
        if (idOf(row) === '' || twin === undefined) {
          seen.set(key, index);
          continue;
        }
        ctx.deviate({
          deviation: 'is-listed-twice',
          message: `client ${quote(idOf(row))} stands twice ${where}, as row ${twin} and as row ${index}`,
          expected: 'once',
          got: 'twice',
          at: `data[${index}]`,
          exchange,
        });
        break;
      }
    }
  },
});

export const rowLawRules: readonly Rule[] = [disconnectedAt, timeFormat, timeOrder, unique];
