import { ApiClient } from '../../../contracts/http/api-client.js';
import type { RuleEnvironment } from '../../../contracts/rule/context.js';
import type { ApiResponse } from '../../../contracts/http/exchange.js';
import type { Rule } from '../../../contracts/rule/rule.js';
import { VirtualClock } from '../../support/in-process/virtual-clock.js';

/** The environment of rules whose broker is one function. */
export function contextOver(
  answer: (path: string, number: number) => Partial<ApiResponse> | object[],
  more: Partial<RuleEnvironment> = {},
): RuleEnvironment {
  const clock = new VirtualClock();
  let number = 0;
  const send = async ({ path }: { path: string }): Promise<ApiResponse> => {
    number += 1;
    const answered = answer(path, number);
    const given = Array.isArray(answered) ? { text: listText(answered) } : answered;
    return { status: 200, headers: {}, text: '', ...given };
  };
  const target = { baseUrl: 'http://broker/api/v4', credentials: { id: 'a', secret: 'b' } };
  return {
    api: new ApiClient({ target, transport: { send }, clock }),
    clock,
    prefix: 'ck-1-',
    testClients: undefined,
    missingCapabilities: new Map(),
    utcOffsetMinutes: 0,
    ...more,
  };
}

export function listText(data: readonly object[], meta: object = { hasnext: false }): string {
  return JSON.stringify({ code: 0, data, meta });
}

/** A rule that runs a test's function. */
export function ruleThat(run: Rule['run'], more: Partial<Rule> = {}): Rule {
  return {
    id: 'list/x',
    group: 'list',
    title: 'A title',
    level: 'MUST',
    clause: 'row x',
    needs: [],
    run,
    ...more,
  };
}
