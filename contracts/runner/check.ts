import { systemClock } from '../shared/clock.js';
import { openSession, type SessionOptions, describeLeftSessions } from './session.js';
import type { RuleResult } from './rule-result.js';
import { loadProfile } from '../profiles/load.js';
import type { Profile } from '../profiles/profile.js';
import { countOutcomes, exitCodeOf, type Report } from '../report/report.js';
import type { Rule } from '../rule/rule.js';
import { rules as allRules } from '../rules/index.js';
import { runRules } from './run-rules.js';
import { selectRules } from './select-rules.js';
import type { Target } from '../http/target.js';

/** What a run tells while it works. */
export type Progress =
  | { readonly kind: 'fixtures'; readonly shown: number; readonly total: number }
  | { readonly kind: 'start'; readonly rule: Rule; readonly index: number; readonly total: number }
  | { readonly kind: 'result'; readonly result: RuleResult }
  | { readonly kind: 'cleaning' }
  | { readonly kind: 'warning'; readonly message: string };

export interface CheckOptions extends Omit<SessionOptions, 'onFixtures'> {
  /** Name of a profile of the kit, path of a JSON or YAML file, or the profile itself. */
  readonly profile?: string | Profile | undefined;
  /** `must` leaves SHOULD rules out. Default `all`. */
  readonly level?: 'must' | 'all' | undefined;
  /** Ids of rules, or groups. */
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  /** End after the first rule that does not go well. Default false. */
  readonly bail?: boolean | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** In place of the kit's rules. */
  readonly rules?: readonly Rule[] | undefined;
}

/**
 * Judges whether a broker keeps the documented contract. Sends GET only, unless `kick` allows
 * DELETE on clients of the kit's own.
 *
 * ```ts
 * const report = await checkBroker({
 *   baseUrl: 'http://localhost:8081/api/v4',
 *   credentials: { id: 'admin', secret: 'public' },
 *   mqtt: { url: 'mqtt://localhost:1883' },
 * });
 * console.log(report.counts.fail);
 * ```
 * @throws UsageError where an option is wrong
 * @throws Unreachable where the broker gives no answer, or refuses the credentials
 * @throws Interrupted where `signal` ended the run
 */
export async function checkBroker(target: Target, options: CheckOptions = {}): Promise<Report> {
  const { clock = systemClock, onProgress, rules = allRules } = options;
  const selected = selectRules(rules, options);
  const profile =
    options.profile === undefined ? undefined : await loadProfile(options.profile, rules);
  const startedAt = clock.now();
  const gate = await openSession(target, {
    ...options,
    onFixtures: (shown, total) => onProgress?.({ kind: 'fixtures', shown, total }),
  });
  const { api, prefix, testClients, missingCapabilities } = gate.context;
  const warnings: string[] = [];
  const warn = (message: string): void => {
    warnings.push(message);
    onProgress?.({ kind: 'warning', message });
  };
  const noClient = testClients && missingCapabilities.get('mqtt');
  // A gate that was told of MQTT must not turn green by judging without it.
  if (noClient !== undefined) {
    warn(`Over MQTT ${noClient}. Give its login with --mqtt-user, or leave --mqtt out.`);
  }
  let results: readonly RuleResult[];
  try {
    results = await runRules({
      ...gate.context,
      rules: selected,
      profile,
      bail: options.bail,
      onStart: (rule, index, total) => onProgress?.({ kind: 'start', rule, index, total }),
      onResult: (result) => onProgress?.({ kind: 'result', result }),
    });
  } finally {
    onProgress?.({ kind: 'cleaning' });
    const left = await gate.close();
    if (left.length > 0) warn(describeLeftSessions(left));
  }
  const counts = countOutcomes(results);
  if (counts.skip > 0 && counts.skip === results.length) {
    warn('Nothing was judged: every rule was skipped, for the reasons given.');
  }
  return {
    target: gate.target.baseUrl,
    ...(profile && { profile: profile.name }),
    prefix,
    startedAt,
    ms: clock.now() - startedAt,
    requests: api.count,
    results,
    counts,
    warnings,
    exitCode: exitCodeOf(counts, warnings.length > 0),
  };
}
