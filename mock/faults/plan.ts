import { apiError } from '../core/releases/json-response.js';
import type { MockResponse } from '../core/request-response.js';
import { changed } from '../core/query/long-page.js';
import { known, type Steps } from '../core/steps.js';
import { type ApiRequest, splitPath } from '../core/parse-request.js';
import { Random } from '../seed/random.js';
import { applyFault, faultResponse, replacesApi } from './apply-fault.js';
import type { FaultAction, FaultRule } from './fault-rule.js';
import { type Preference, readPrefer } from './prefer.js';
import { type FaultCount, RuleMatcher } from './rule-matcher.js';

/** The faults of one sandbox: rules, and how often each was applied. */
export interface FaultPlan {
  readonly rules: readonly FaultRule[];
  /** In the order of the rules. */
  counts(): FaultCount[];
  /** Decides which faults apply to this request, and counts them; `undefined` if none does. */
  plan(request: ApiRequest): PlannedFault | undefined;
  /** The same rules with all counts at 0, for a new or a reset sandbox. */
  fresh(): FaultPlan;
}

/** What is done to one request. */
export interface PlannedFault {
  /** The name in the journal. */
  readonly name: string;
  /** The fault answers in place of the API: the request changes nothing. */
  readonly replacesApi: boolean;
  /** @param answer runs the engine; not called if the fault {@link replacesApi}. */
  apply(answer: () => Steps<MockResponse>): Steps<MockResponse>;
}

export interface FaultPlanOptions {
  readonly rules: readonly FaultRule[];
  /** The same requests in the same order get the same faults for the same seed. */
  readonly seed: number;
  /** Rules may name paths without it. */
  readonly basePath: string;
}

/** Makes a plan of rules, as `parseFaultRules` returns them; it reads `Prefer:` as well. */
export function createFaultPlan(options: FaultPlanOptions): FaultPlan {
  const { rules, seed } = options;
  const base = splitPath(options.basePath) ?? [];
  const matchers = rules.map((rule, index) => new RuleMatcher(rule, index, seed, base));
  // A delay that `Prefer` names is not random.
  const unused = new Random(seed);

  return {
    rules,
    counts: () => matchers.map(({ count }) => count),
    fresh: () => createFaultPlan(options),
    plan(request) {
      const read = readPrefer(request.headers['prefer']);
      if (!read.ok) return refusal(read.message);
      const applied = matchers.filter((matcher) => matcher.applies(request));
      const { preference } = read;
      if (applied.length === 0 && !preference) return undefined;
      const names = applied.map((matcher) => `faults[${matchers.indexOf(matcher)}]`);
      const actions = applied.map(({ rule }) => rule.do);
      if (preference) actions.unshift(actionOf(preference));
      return planned(
        preference ? ['Prefer', ...names] : names,
        // The first to set a member wins.
        Object.assign({}, ...actions.reverse()) as FaultAction,
        applied[0]?.random ?? unused,
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
  request: ApiRequest,
  preference: Preference | undefined,
): PlannedFault {
  const isHead = request.method === 'HEAD';
  return {
    name: names.join(' + '),
    replacesApi: replacesApi(action),
    *apply(answer) {
      const response = replacesApi(action) ? faultResponse(action) : yield* answer();
      const faulty = yield* applyFault(action, response, random, isHead);
      if (!preference) return faulty;
      const headers = { ...faulty.headers, 'preference-applied': appliedOf(preference) };
      return changed(faulty, { headers });
    },
  };
}

const actionOf = ({ code, delay }: Preference): FaultAction => ({
  ...(code !== undefined && { status: code }),
  ...(delay !== undefined && { delay }),
});

/** RFC 7240, section 3. */
const appliedOf = (preference: Preference): string =>
  Object.entries(preference)
    .map(([name, value]) => `${name}=${value}`)
    .join(', ');

/** A bad `Prefer` is refused: if it were ignored, a test could pass that should fail. */
function refusal(message: string): PlannedFault {
  const { code, ...response } = apiError(400, 'badParameter', message);
  const outcome = { kind: 'fault', ...(code !== undefined && { code }) } as const;
  return { name: 'Prefer', replacesApi: true, apply: () => known({ ...response, outcome }) };
}
