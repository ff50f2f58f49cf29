import type { Target } from '../http/target.js';
import { type AutoProfile, autoProfile } from '../identify/auto-profile.js';
import { AUTO, loadProfile } from '../profiles/load.js';
import type { Profile } from '../profiles/profile.js';
import { countOutcomes, type EarlyEnd, exitCodeOf, type Report } from '../report/report.js';
import type { Rule } from '../rule/rule.js';
import { rules as allRules } from '../rules/index.js';
import { systemClock } from '../shared/clock.js';
import { counted } from '../shared/counted.js';
import { Interrupted, RunEnded, UsageError } from '../shared/errors.js';
import type { TestClientPool } from '../test-clients/test-client-pool.js';
import { loadApplications } from '../usage/applications.js';
import { usageMatrix } from '../usage/matrix.js';
import { planUsage, type UsagePlan } from '../usage/plan.js';
import { rerunCommand } from './rerun-command.js';
import { loadWarnings, retryWarnings } from './retry-warnings.js';
import { isBad, type RuleResult } from './rule-result.js';
import { checkRule, endsRun, skipped } from './run-rule.js';
import { type Selection, selectRules } from './select-rules.js';
import {
  DEFAULT_TIME_LIMIT_MS,
  describeLeftSessions,
  openSession,
  type SessionOptions,
} from './session.js';

/** An event of a run, for a progress display. */
export type Progress =
  | { readonly kind: 'fixtures'; readonly shown: number; readonly total: number }
  | { readonly kind: 'start'; readonly rule: Rule; readonly index: number; readonly total: number }
  | { readonly kind: 'result'; readonly result: RuleResult }
  /** After each request. */
  | { readonly kind: 'request'; readonly requests: number }
  | { readonly kind: 'cleaning' }
  /** What profile `auto` found. */
  | { readonly kind: 'profile'; readonly message: string }
  | { readonly kind: 'warning'; readonly message: string };

export interface CheckOptions extends Omit<SessionOptions, 'onFixtures' | 'onRequest'>, Selection {
  /**
   * `auto` (asks the broker for its version), `emqx-` and a release or a line of EMQX 4, `nanomq`,
   * the path of a JSON or YAML file, or the profile itself.
   */
  readonly profile?: string | Profile | undefined;
  /** End after the first rule that fails, is fixed or errs. Default false. */
  readonly bail?: boolean | undefined;
  /** End with exit code 1 where an answer or a rule needed more than one try. Default false. */
  readonly failOnFlaky?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /**
   * Usage files of applications, as `emqx-mock --usage` writes them: only the rules that they touch
   * run, each as a MUST, and what they use beyond the rules. Instead of a profile, which would excuse
   * what an application relies on: what is fine for it stands in its file, with a reason.
   */
  readonly usage?: readonly string[] | undefined;
  /** Replaces the kit's rules. */
  readonly rules?: readonly Rule[] | undefined;
}

/**
 * Checks whether a broker keeps the documented contract. Sends GET only, unless `kick` allows
 * DELETE of the kit's own clients. Rules run one after the other: two at once would disturb each
 * other.
 *
 * ```ts
 * const report = await checkBroker({
 *   baseUrl: 'http://localhost:8081/api/v4',
 *   credentials: { id: 'admin', secret: 'public' },
 *   mqtt: { url: 'mqtt://localhost:1883' },
 * });
 * console.log(report.counts.fail);
 * ```
 *
 * A run that cannot go on, because the broker is gone, the time limit is reached or `signal` ended
 * it, has a report too: with `ended`, exit code 3, and the rules that were not judged as skipped.
 * @throws UsageError where an option is wrong
 * @throws BrokerUnreachable where the broker does not answer, or refuses the credentials
 * @throws Interrupted where `signal` ended the run before the first rule
 */
export async function checkBroker(target: Target, options: CheckOptions = {}): Promise<Report> {
  const { clock = systemClock, onProgress, rules = allRules } = options;
  const plan = await planOf(options, rules);
  const selected = selectRules(plan?.rules ?? rules, options);
  const isAuto = options.profile === AUTO;
  let profile =
    options.profile === undefined || isAuto ? undefined : await loadProfile(options.profile, rules);
  const startedAt = clock.now();
  let requests = 0;
  const session = await openSession(target, {
    ...options,
    onRequest: () => onProgress?.({ kind: 'request', requests: (requests += 1) }),
    timeLimitMs: options.timeLimitMs ?? DEFAULT_TIME_LIMIT_MS,
    onFixtures: (shown, total) => onProgress?.({ kind: 'fixtures', shown, total }),
  });
  const warnings: string[] = [];
  const state = { isUnclean: false };
  const warn = (message: string, { harmless = false } = {}): void => {
    warnings.push(message);
    state.isUnclean ||= !harmless;
    onProgress?.({ kind: 'warning', message });
  };
  const noClient = session.testClients && session.missingCapabilities.get('mqtt');
  // A run with --mqtt must not pass by judging without it.
  if (noClient !== undefined) {
    warn(`Over MQTT ${noClient}. ${loginAdvice(noClient, session.target)}`);
  }
  for (const message of session.testClients?.warnings ?? []) warn(message, { harmless: true });
  const results: RuleResult[] = [];
  let ended: EarlyEnd | undefined;
  let release: string | undefined;
  try {
    if (plan) release = releaseOf(await autoProfile(session.api));
    if (isAuto) {
      const auto = await autoProfile(session.api);
      ({ profile } = auto);
      if (profile) onProgress?.({ kind: 'profile', message: auto.message });
      else warn(auto.message, { harmless: true });
    }
    for (const [index, rule] of selected.entries()) {
      onProgress?.({ kind: 'start', rule, index, total: selected.length });
      session.api.load.rulesLeft = selected.length - index;
      const judged = await checkRule(rule, session, profile);
      const result = plan?.accept(judged, release) ?? judged;
      results.push(result);
      onProgress?.({ kind: 'result', result });
      if (options.bail === true && isBad(result)) break;
    }
  } catch (error) {
    if (!endsRun(error)) throw error;
    const rest = selected.slice(results.length);
    ended = earlyEnd(error, rest.length);
    const reason = sentenceStart(error);
    results.push(...rest.map((rule) => skipped(rule, reason)));
  } finally {
    onProgress?.({ kind: 'cleaning' });
    const trouble = mqttTrouble(session.testClients, results);
    if (trouble !== undefined) warn(trouble);
    const left = await session.close();
    if (left.length > 0) warn(describeLeftSessions(left, session));
  }
  const { api } = session;
  const retried = api.retried.map((each) => ({ ...each, request: api.redact(each.request) }));
  const retries = retryWarnings(retried, results, api.count, api.pace);
  for (const message of [...retries, ...loadWarnings(api.load)]) warn(message, { harmless: true });
  const counts = countOutcomes(results);
  if (!ended && counts.skip > 0 && counts.skip === results.length) {
    warn('Nothing was judged: every rule was skipped, for the reasons given.');
  }
  return {
    target: session.target.baseUrl,
    command: rerunCommand(target, options),
    ...(profile && { profile }),
    ...(plan && {
      usage: usageMatrix(
        plan,
        results,
        release === undefined ? session.target.baseUrl : `EMQX ${release}`,
        release,
      ),
    }),
    prefix: session.prefix,
    startedAt,
    ms: clock.now() - startedAt,
    requests: api.count,
    costMs: api.load.costMs,
    retried,
    ...(ended && { ended }),
    results,
    counts,
    warnings,
    exitCode:
      exitCodeOf(counts, state.isUnclean || ended !== undefined) ||
      (options.failOnFlaky === true && retries.length > 0 ? 1 : 0),
  };
}

/**
 * The rules that a run with these options has, in order.
 * @throws UsageError for options that leave none, and where a file is no usage file
 */
export async function rulesOfRun(
  options: Pick<CheckOptions, 'usage' | 'profile'> & Selection,
): Promise<readonly Rule[]> {
  return selectRules((await planOf(options, allRules))?.rules ?? allRules, options);
}

/** @throws UsageError where a file is no usage file, or a profile is given as well */
async function planOf(
  { usage = [], profile }: CheckOptions,
  rules: readonly Rule[],
): Promise<UsagePlan | undefined> {
  if (usage.length === 0) return undefined;
  if (profile !== undefined) {
    throw new UsageError(
      'Failed to use a profile and usage files together: expected one of them. A profile would excuse ' +
        'what an application relies on; what is fine for it stands in its file, under accepted, with a reason.',
    );
  }
  return planUsage(await loadApplications(usage, rules), rules);
}

/** The release that the broker states, e.g. `4.3.22`. */
const releaseOf = ({ profile }: AutoProfile): string | undefined =>
  /^emqx-(\d.*)$/.exec(profile?.name ?? '')?.[1];

/** Bad user name or password, and not authorized, in MQTT 3 and 5. */
const OF_THE_LOGIN = /\bcode (?:4|5|134|135)\b/;

function loginAdvice(refusal: string, { mqtt }: Target): string {
  if (!OF_THE_LOGIN.test(refusal)) return 'See the log of the broker, or leave --mqtt out.';
  return mqtt?.username === undefined
    ? 'Give its login with --mqtt-user, or leave --mqtt out.'
    : 'Check the login, and what the broker allows it, or leave --mqtt out.';
}

/** Why rules could not be judged over MQTT. */
function mqttTrouble(
  pool: TestClientPool | undefined,
  results: readonly RuleResult[],
): string | undefined {
  const reasons = [pool?.unreachable, pool?.lostConnections].filter((each) => each !== undefined);
  return reasons
    .map((reason) => ({
      reason,
      count: results.filter((each) => each.outcome === 'skip' && each.reason.startsWith(reason))
        .length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ reason, count }) => `Over MQTT, ${reason}. Rules skipped for it: ${count}.`)
    .at(0);
}

/** What ended the run, as the start of a sentence. */
const sentenceStart = (error: Interrupted | RunEnded): string =>
  error instanceof RunEnded ? error.what : 'The run was interrupted';

function earlyEnd(error: Interrupted | RunEnded, notJudged: number): EarlyEnd {
  const were = notJudged === 1 ? 'was' : 'were';
  const advice = error instanceof RunEnded ? ` ${error.advice}` : '';
  return {
    reason: error instanceof RunEnded ? error.reason : 'interrupted',
    message: `${sentenceStart(error)}; ${counted(notJudged, 'rule')} ${were} not judged.${advice}`,
  };
}
