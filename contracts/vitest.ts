import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  openSession,
  type BrokerSession,
  type SessionOptions,
  describeLeftSessions,
} from './runner/session.js';
import { loadProfile } from './profiles/load.js';
import type { Profile } from './profiles/profile.js';
import { readTarget } from './http/read-target.js';
import { resultLines } from './report/deviation-text.js';
import { rules as allRules } from './rules/index.js';
import { checkRule } from './runner/run-rules.js';
import { selectRules, type Selection } from './runner/select-rules.js';
import type { Target } from './http/target.js';

export interface DescribeOptions extends SessionOptions, Selection {
  /** Name of a profile of the kit, path of a JSON or YAML file, or the profile itself. */
  readonly profile?: string | Profile | undefined;
}

/** Connecting 44 clients in three batches and waiting for the API takes about five seconds. */
const OPEN_MS = 60_000;
const RULE_MS = 120_000;

/**
 * Registers the rules of the contract as tests of the suite that calls it: one `it` a rule. A known
 * deviation passes, a fixed one fails, and what can not be judged is skipped with its reason.
 *
 * ```ts
 * describeContract({ baseUrl: 'http://localhost:8081/api/v4', credentials });
 * ```
 */
export function describeContract(target: Target, options: DescribeOptions = {}): void {
  // Read at once: the title must not show credentials that stand in the URL.
  const { baseUrl } = readTarget(target);
  describe(`the clients API of ${baseUrl}`, { concurrent: false }, () => {
    let gate: BrokerSession | undefined;
    let profile: Profile | undefined;

    beforeAll(async () => {
      if (options.profile !== undefined) profile = await loadProfile(options.profile, allRules);
      gate = await openSession(target, options);
    }, OPEN_MS);

    afterAll(async () => {
      const left = (await gate?.close()) ?? [];
      if (left.length > 0) throw new Error(describeLeftSessions(left));
    }, OPEN_MS);

    for (const rule of selectRules(allRules, options)) {
      it(
        `${rule.id}: ${rule.title}`,
        async ({ skip }) => {
          if (!gate) throw new Error('The gate is not open.');
          const result = await checkRule(rule, { ...gate.context, profile });
          if (result.outcome === 'skip') skip(result.reason);
          if (['fail', 'fixed', 'error'].includes(result.outcome)) {
            throw new Error(resultLines(result).join('\n'));
          }
        },
        RULE_MS,
      );
    }
  });
}
