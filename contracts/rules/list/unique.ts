import { idOf } from '../../http/list-response.js';
import { quote, rowKey } from '../shared/list-request.js';
import { defineRules, LIST_TABLE } from '../shared/define-rules.js';
import { sampleRows } from '../shared/sample-rows.js';

export const uniqueRules = defineRules([
  {
    id: 'list/unique',
    title: 'No client is listed twice on the same node',
    level: 'MUST',
    clause: `${LIST_TABLE}, response, row data[].clientid`,
    run: async (ctx) => {
      for (const { rows, where, exchange } of await sampleRows(ctx)) {
        // Rule list/members reports a row without an id.
        const keys = rows.map((row) => (idOf(row) === '' ? undefined : rowKey(row)));
        const second = keys.findIndex((key, at) => key !== undefined && keys.indexOf(key) < at);
        const row = rows[second];
        if (!row) continue;
        ctx.deviate({
          deviation: 'is-listed-twice',
          message: `client ${quote(idOf(row))} is listed twice ${where}, in rows ${keys.indexOf(keys[second])} and ${second}`,
          expected: 'once',
          got: 'twice',
          at: `data[${second}]`,
          exchange,
        });
      }
    },
  },
]);
