import { jsonExcerpt } from '../../shared/json.js';
import { quote } from '../shared/list-request.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { checkRows } from '../shared/sample-rows.js';

/** In the order in which they happen. */
const TIMES = ['created_at', 'connected_at', 'disconnected_at'] as const;
const TIMES_CLAUSE = `${LIST_TABLE}, response, rows data[].created_at, connected_at, disconnected_at`;

export const listTimeRules = defineRules([
  {
    id: 'list/disconnected-at',
    title: 'A client has disconnected_at exactly when connected is false',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, row data[].disconnected_at`,
    run: (ctx) =>
      checkRows(ctx, (row, client) => {
        const { connected, disconnected_at } = row;
        if (typeof connected !== 'boolean') return undefined;
        if ((disconnected_at !== undefined) !== connected) return undefined;
        return {
          deviation: connected ? 'is-sent-while-connected' : 'is-missing-while-disconnected',
          message: `${client} is ${connected ? '' : 'not '}connected, but disconnected_at is ${jsonExcerpt(disconnected_at)}`,
          expected: connected ? 'no disconnected_at' : 'YYYY-MM-DD HH:mm:ss',
          member: 'disconnected_at',
        };
      }),
  },
  {
    id: 'list/time-format',
    title: 'Times are strings of the form YYYY-MM-DD HH:mm:ss and name a real second',
    level: 'MUST',
    clause: TIMES_CLAUSE,
    run: (ctx) =>
      checkRows(ctx, (row, client) => {
        const member = TIMES.find(
          (name) => row[name] !== undefined && Number.isNaN(ctx.seconds(row[name])),
        );
        if (member === undefined) return undefined;
        return {
          deviation: 'is-not-the-documented-form',
          message: `${member} of ${client} is ${jsonExcerpt(row[member])}, not of the form YYYY-MM-DD HH:mm:ss`,
          expected: 'YYYY-MM-DD HH:mm:ss',
          member,
        };
      }),
  },
  {
    id: 'list/time-order',
    title: 'created_at is not after connected_at, and connected_at is not after disconnected_at',
    level: 'MUST',
    clause: TIMES_CLAUSE,
    run: (ctx) =>
      checkRows(ctx, (row, client) => {
        const shown = TIMES.filter((name) => !Number.isNaN(ctx.seconds(row[name])));
        for (const [index, later] of shown.entries()) {
          const earlier = shown[index - 1];
          if (earlier === undefined || ctx.seconds(row[later]) >= ctx.seconds(row[earlier]))
            continue;
          return {
            deviation: `${later.replaceAll('_', '-')}-before-${earlier.replaceAll('_', '-')}`,
            message: `${later} of ${client} is ${quote(row[later])}, before its ${earlier} ${quote(row[earlier])}`,
            expected: 'created_at ≤ connected_at ≤ disconnected_at',
            got: TIMES.map((name) => row[name]),
            member: later,
          };
        }
        return undefined;
      }),
  },
]);
