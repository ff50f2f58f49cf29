import { ERROR_CODES } from '../../openapi/index.js';
import type { MockRequest, MockResponse } from '../core/messages.js';
import { decodeQuery } from '../core/query/decode.js';
import { splitPath } from '../core/router.js';
import { Random } from '../seed/random.js';
import type { FaultPlan, PlannedFault } from './fault-plan.js';
import type { FaultAction, FaultRule } from './fault-rule.js';
import { type Preference, readPrefer } from './prefer.js';
import { ownAnswer, spoil, standsInForApi } from './apply-fault.js';
import { type SeenRequest, Watch } from './rule-matcher.js';

export interface FaultPlanOptions {
  readonly rules: readonly FaultRule[];
  /** What the draws depend on: the same requests in the same order meet the same faults. */
  readonly seed: number;
  /** Rules may name paths without it. */
  readonly basePath: string;
}

/** Makes a plan of rules, as `parseFaultRules` gives them; it minds `Prefer:` as well. */
export function createFaultPlan(options: FaultPlanOptions): FaultPlan {
  const { rules, seed } = options;
  const base = splitPath(options.basePath) ?? [];
  const watches = rules.map((rule, index) => new Watch(rule, index, seed));
  // A delay that `Prefer` names is no matter of chance.
  const unused = new Random(seed);

  return {
    rules,
    counts: () => watches.map(({ count }) => count),
    fresh: () => createFaultPlan(options),
    plan(request) {
      const header = request.headers?.['prefer'];
      if (watches.length === 0 && header === undefined) return undefined;
      const read = readPrefer(header);
      if (!read.ok) return refusal(read.message);
      const seen = see(request, base);
      const met = watches.filter((watch) => watch.meets(seen));
      const { preference } = read;
      if (met.length === 0 && !preference) return undefined;
      const names = met.map((watch) => `faults[${watches.indexOf(watch)}]`);
      const actions = [
        ...(preference ? [actionOf(preference)] : []),
        ...met.map(({ rule }) => rule.do),
      ];
      return planned(
        preference ? ['Prefer', ...names] : names,
        // The first to set a member wins.
        Object.assign({}, ...actions.reverse()) as FaultAction,
        met[0]?.random ?? unused,
        request,
        preference,
      );
    },
  };
}

function planned(
  names: readonly string[],
  action: FaultAction,
  random: Random,
  request: MockRequest,
  preference: Preference | undefined,
): PlannedFault {
  const isHead = request.method === 'HEAD';
  return {
    name: names.join(' + '),
    apply(answer) {
      const given = standsInForApi(action) ? ownAnswer(action) : answer();
      const spoilt = spoil(action, given, random);
      const headers = preference
        ? { ...spoilt.headers, 'preference-applied': applied(preference) }
        : spoilt.headers;
      return isHead ? { ...spoilt, headers, body: '' } : { ...spoilt, headers };
    },
  };
}

function see({ method, path, query = '' }: MockRequest, base: readonly string[]): SeenRequest {
  const segments = splitPath(path);
  const isBelow = segments && base.every((segment, index) => segments[index] === segment);
  return {
    method,
    segments,
    below: isBelow ? segments.slice(base.length) : undefined,
    pairs: (decodeQuery(query) ?? []).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : '',
    ]),
  };
}

const actionOf = ({ code, delay }: Preference): FaultAction => ({
  ...(code !== undefined && { status: code }),
  ...(delay !== undefined && { delay }),
});

/** RFC 7240, section 3. */
const applied = (preference: Preference): string =>
  Object.entries(preference)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** A `Prefer` that can not be understood is refused: ignored, it would let a test pass that should not. */
function refusal(message: string): PlannedFault {
  const answer: MockResponse = {
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: ERROR_CODES.badParameter, message }),
  };
  return { name: 'Prefer', apply: () => answer };
}
