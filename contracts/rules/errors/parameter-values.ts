import type { RuleContext } from '../../rule/rule-context.js';
import {
  codeOf,
  describeAnswer,
  expectStatus,
  type ListAnswer,
  requestList,
} from '../shared/list-request.js';
import { defineRules } from '../shared/define-rules.js';
import { UNLISTED_ENUM_VALUES } from '../shared/safe-values.js';

type Pair = readonly [parameter: string, value: string];

const FEW_ROWS: readonly Pair[] = [['_limit', '5']];

/** Sends a list request with the pairs under test and then the others. */
async function send(
  ctx: RuleContext,
  pairs: readonly Pair[],
  others: readonly Pair[] = FEW_ROWS,
): Promise<readonly [asked: string, answer: ListAnswer]> {
  const asked = pairs.map(([parameter, value]) => `${parameter}=${value}`).join('&');
  return [asked, await requestList(ctx, [...pairs, ...others])];
}

/** The answer is a 4xx or a code other than 0; no rows and no 5xx. */
function expectRefusal(
  ctx: RuleContext,
  asked: string,
  answer: ListAnswer,
  ifAccepted = 'is-accepted',
): void {
  const isCrash = answer.kind === 'crashed';
  const got = describeAnswer(answer);
  ctx.expect(answer.kind === 'refused', {
    deviation: isCrash ? 'crashes' : ifAccepted,
    message: `${asked} is answered with ${got}${isCrash ? ': the broker fails instead of refusing' : ', not refused'}`,
    expected: 'a 4xx, or a code other than 0',
    got,
    at: asked,
  });
}

const WRONG_TYPES: readonly Pair[] = [
  ['proto_ver', 'abc'],
  ['proto_ver', '4.5'],
  ['proto_ver', ''],
  ['ip_address', 'abc'],
  ['ip_address', ''],
  ['_gte_created_at', 'abc'],
  ['_lte_created_at', '1.5'],
  ['_gte_connected_at', ''],
  ['_lte_connected_at', '2021-03-18 02:15:57'],
];

export const valueErrorRules = defineRules([
  {
    id: 'errors/paging-values',
    title: '_page and _limit refuse a value that is not an integer',
    level: 'SHOULD',
    clause: 'decisions.md #10',
    run: async (ctx) => {
      for (const parameter of ['_page', '_limit']) {
        for (const value of ['abc', '1.5', '']) {
          expectRefusal(ctx, ...(await send(ctx, [[parameter, value]], [])));
        }
      }
      expectRefusal(ctx, ...(await send(ctx, [['_limit', '-1']], [])));
    },
  },
  {
    id: 'errors/paging-bounds',
    title: '_page and _limit refuse a value below 1',
    level: 'SHOULD',
    clause: 'decisions.md #8, #9',
    run: async (ctx) => {
      for (const [parameter, value, ifAccepted] of [
        ['_page', '0', 'page-below-1-is-accepted'],
        ['_page', '-1', 'page-below-1-is-accepted'],
        ['_limit', '0', 'limit-0-is-accepted'],
      ] as const) {
        const others = parameter === '_page' ? FEW_ROWS : [];
        expectRefusal(ctx, ...(await send(ctx, [[parameter, value]], others)), ifAccepted);
      }
    },
  },
  {
    id: 'errors/filter-values',
    title: 'A filter refuses a value of the wrong type, without rows and without a 5xx',
    level: 'SHOULD',
    clause: 'decisions.md #16',
    run: async (ctx) => {
      for (const pair of WRONG_TYPES) expectRefusal(ctx, ...(await send(ctx, [pair])));
    },
  },
  {
    id: 'errors/enum-values',
    title: 'conn_state, clean_start and proto_name refuse a value that is not listed',
    level: 'SHOULD',
    clause:
      'GET /clients, query parameters, rows conn_state, clean_start, proto_name; decisions.md #17',
    run: async (ctx) => {
      for (const pair of UNLISTED_ENUM_VALUES) {
        const [asked, answer] = await send(ctx, [pair]);
        const isEmpty = answer.kind === 'rows' && answer.rows.length === 0;
        expectRefusal(ctx, asked, answer, isEmpty ? 'finds-nothing' : 'is-accepted');
      }
    },
  },
  {
    id: 'errors/status',
    title: 'A request with an invalid value is answered with HTTP 400 and code 108',
    level: 'SHOULD',
    clause: 'decisions.md #16',
    run: async (ctx) => {
      for (const pair of WRONG_TYPES) {
        const [asked, { kind, exchange }] = await send(ctx, [pair]);
        // Rule errors/filter-values reports a value that is not refused.
        if (kind !== 'refused') continue;
        const { status } = exchange.response;
        expectStatus(ctx, exchange, status === 400 && codeOf(exchange) === 108, {
          deviation: status === 200 ? 'http-200' : 'other-status-or-code',
          asked,
          expected: 'HTTP 400, code 108',
        });
      }
    },
  },
  {
    id: 'errors/repeated-parameter',
    title: 'A parameter that is given twice is refused',
    level: 'SHOULD',
    clause: 'decisions.md #14',
    run: async (ctx) => {
      for (const [parameter, one, other] of [
        ['_page', '1', '2'],
        ['_limit', '5', '6'],
        ['username', 'emqx-contract-a', 'emqx-contract-b'],
        ['_like_clientid', 'emqx-contract-a', 'emqx-contract-b'],
      ] as const) {
        const pairs: readonly Pair[] = [
          [parameter, one],
          [parameter, other],
        ];
        const others = parameter === '_page' ? FEW_ROWS : [];
        expectRefusal(ctx, ...(await send(ctx, pairs, others)));
      }
    },
  },
]);
