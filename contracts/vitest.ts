import { afterAll, beforeAll, describe, it } from 'vitest';
import { readTarget } from './http/read-target.js';
import type { Target } from './http/target.js';
import { autoProfile } from './identify/auto-profile.js';
import { AUTO, loadProfile } from './profiles/load.js';
import type { Profile } from './profiles/profile.js';
import { resultLines } from './report/deviation-text.js';
import { rules as allRules } from './rules/index.js';
import { rerunCommand } from './runner/rerun-command.js';
import { isBad } from './runner/rule-result.js';
import { checkRule } from './runner/run-rule.js';
import { selectRules, type Selection } from './runner/select-rules.js';
import {
  type BrokerSession,
  describeLeftSessions,
  openSession,
  type SessionOptions,
} from './runner/session.js';

export type * from './index.js';

export interface DescribeOptions extends SessionOptions, Selection {
  /** As for `checkBroker`, e.g. `auto` or `emqx-4.3.9`. */
  readonly profile?: string | Profile | undefined;
}

/** Connecting 44 clients in three batches and waiting for the API takes about five seconds. */
const OPEN_MS = 60_000;
const RULE_MS = 120_000;

/**
 * Registers the rules of the contract as tests of the calling suite: one `it` for each rule. A
 * known deviation passes, a fixed one fails, and a rule that cannot be judged is skipped with its
 * reason.
 *
 * ```ts
 * describeContract({ baseUrl: 'http://localhost:8081/api/v4', credentials });
 * ```
 */
export function describeContract(target: Target, options: DescribeOptions = {}): void {
  // Read at once: the title must not show credentials of the URL.
  const { baseUrl } = readTarget(target);
  describe(`the clients API of ${baseUrl}`, { concurrent: false }, () => {
    let session: BrokerSession | undefined;
    let profile: Profile | undefined;

    beforeAll(async () => {
      const { profile: source } = options;
      if (source !== undefined && source !== AUTO) profile = await loadProfile(source, allRules);
      session = await openSession(target, options);
      if (source === AUTO) ({ profile } = await autoProfile(session.api));
    }, OPEN_MS);

    afterAll(async () => {
      if (!session) return;
      const left = await session.close();
      if (left.length > 0) throw new Error(describeLeftSessions(left, session));
    }, OPEN_MS);

    for (const rule of selectRules(allRules, options)) {
      it(
        `${rule.id}: ${rule.title}`,
        async ({ skip }) => {
          if (!session) throw new Error('The session with the broker is not open.');
          const result = await checkRule(rule, session, profile);
          if (result.outcome === 'skip') skip(result.reason);
          if (isBad(result)) {
            throw new Error(resultLines(result, rerunCommand(target, options)).join('\n'));
          }
        },
        RULE_MS,
      );
    }
  });
}
