import { isJsonObject } from '../../shared/json.js';
import type { RuleContext } from '../../rule/rule-context.js';
import type { Rule } from '../../rule/rule.js';
import { type Answer, ask, sayAnswer, sayStatus } from '../shared/list-request.js';
import { defineRule } from '../shared/define-rule.js';
import { UNLISTED_ENUM_VALUES } from '../shared/safe-values.js';

type Pair = readonly [parameter: string, value: string];

/** The broker says that it will not: a 4xx, or a code other than 0; never rows, never a 5xx. */
function expectRefusal(
  ctx: RuleContext,
  answer: Answer,
  asked: string,
  accepted = 'is-accepted',
): void {
  ctx.expect(answer.kind === 'refused', {
    deviation: answer.kind === 'crashed' ? 'crashes' : accepted,
    message: `${asked} is answered with ${sayAnswer(answer)}${answer.kind === 'crashed' ? ': the broker fails instead of refusing' : ', not refused'}`,
    expected: 'a 4xx, or a code other than 0',
    got: sayAnswer(answer),
    at: asked,
    exchange: answer.exchange,
  });
}

/** Asks for a few rows with one parameter after the other. */
async function* askEach(
  ctx: RuleContext,
  pairs: readonly Pair[],
): AsyncGenerator<readonly [asked: string, answer: Answer], void> {
  for (const [parameter, value] of pairs) {
    const answer = await ask(ctx, [
      [parameter, value],
      ['_limit', '5'],
    ]);
    yield [`${parameter}=${value}`, answer];
  }
}

const NOT_INTEGERS = ['abc', '1.5', ''] as const;

const pagingValues = defineRule({
  id: 'errors/paging-values',
  title: '_page and _limit refuse what is not an integer',
  level: 'SHOULD',
  clause: 'decisions.md #10',
  needs: [],
  run: async (ctx) => {
    for (const parameter of ['_page', '_limit']) {
      for (const value of NOT_INTEGERS) {
        expectRefusal(ctx, await ask(ctx, [[parameter, value]]), `${parameter}=${value}`);
      }
    }
    expectRefusal(ctx, await ask(ctx, [['_limit', '-1']]), '_limit=-1');
  },
});

const pagingBounds = defineRule({
  id: 'errors/paging-bounds',
  title: '_page and _limit refuse what is below 1',
  level: 'SHOULD',
  clause: 'decisions.md #8, #9',
  needs: [],
  run: async (ctx) => {
    const cases = [
      ['_page', '0', 'page-below-1-is-accepted'],
      ['_page', '-1', 'page-below-1-is-accepted'],
      ['_limit', '0', 'limit-0-is-accepted'],
    ] as const;
    for (const [parameter, value, accepted] of cases) {
      const pairs: readonly Pair[] =
        parameter === '_page'
          ? [
              [parameter, value],
              ['_limit', '5'],
            ]
          : [[parameter, value]];
      expectRefusal(ctx, await ask(ctx, pairs), `${parameter}=${value}`, accepted);
    }
  },
});

/** Values of the wrong type, by parameter. */
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

const filterValues = defineRule({
  id: 'errors/filter-values',
  title: 'A filter refuses a value of the wrong type, with no rows and no 5xx',
  level: 'SHOULD',
  clause: 'decisions.md #16',
  needs: [],
  run: async (ctx) => {
    for await (const [asked, answer] of askEach(ctx, WRONG_TYPES)) {
      expectRefusal(ctx, answer, asked);
    }
  },
});

const enumValues = defineRule({
  id: 'errors/enum-values',
  title: 'conn_state, clean_start and proto_name refuse a value that is not listed',
  level: 'SHOULD',
  clause:
    'GET /clients, query parameters, rows conn_state, clean_start, proto_name; decisions.md #17',
  needs: [],
  run: async (ctx) => {
    for await (const [asked, answer] of askEach(ctx, UNLISTED_ENUM_VALUES)) {
      const empty = answer.kind === 'rows' && answer.rows.length === 0;
      expectRefusal(ctx, answer, asked, empty ? 'finds-nothing' : 'is-accepted');
    }
  },
});

const status = defineRule({
  id: 'errors/status',
  title: 'A request that can not be understood is HTTP 400 with code 108',
  level: 'SHOULD',
  clause: 'decisions.md #16',
  needs: [],
  run: async (ctx) => {
    for await (const [asked, answer] of askEach(ctx, WRONG_TYPES)) {
      // What is not refused at all is the matter of rule errors/filter-values.
      if (answer.kind !== 'refused') continue;
      const { response, json } = answer.exchange;
      const code = isJsonObject(json) ? json['code'] : undefined;
      ctx.expect(response.status === 400 && code === 108, {
        deviation: response.status === 200 ? 'http-200' : 'other-status-or-code',
        message: `${asked} is refused with ${sayStatus(answer.exchange)}`,
        expected: 'HTTP 400, code 108',
        got: sayStatus(answer.exchange),
        at: 'status',
        exchange: answer.exchange,
      });
    }
  },
});

/** Parameters given twice, which different readers resolve differently. */
const REPEATED: readonly (readonly Pair[])[] = [
  [
    ['_page', '1'],
    ['_page', '2'],
    ['_limit', '5'],
  ],
  [
    ['_limit', '5'],
    ['_limit', '6'],
  ],
  [
    ['username', 'emqx-contract-a'],
    ['username', 'emqx-contract-b'],
  ],
  [
    ['_like_clientid', 'emqx-contract-a'],
    ['_like_clientid', 'emqx-contract-b'],
  ],
];

const repeated = defineRule({
  id: 'errors/repeated-parameter',
  title: 'A parameter that is given twice is refused',
  level: 'SHOULD',
  clause: 'decisions.md #14',
  needs: [],
  run: async (ctx) => {
    for (const pairs of REPEATED) {
      const asked = pairs.map(([parameter, value]) => `${parameter}=${value}`).join('&');
      expectRefusal(ctx, await ask(ctx, pairs), asked);
    }
  },
});

export const valueErrorRules: readonly Rule[] = [
  pagingValues,
  pagingBounds,
  filterValues,
  enumValues,
  status,
  repeated,
];
