import type { FaultPlan } from './fault-plan.js';
import type { FaultRule } from './fault-rule.js';
import type { FaultCount } from './rule-matcher.js';

/** The faults of one sandbox, for a program; the control API says the same over HTTP. */
export interface MockFaults {
  readonly rules: readonly FaultRule[];
  /** How often each rule was met, in the order of the rules. */
  counts(): readonly FaultCount[];
  /**
   * Puts other rules in the place of all these; a reset brings back those of the start.
   * @param rules or their short form, `GET /clients nth=3 status=503`.
   * @throws {OptionError} naming what is wrong, e.g. `faults[0].do.status`.
   */
  set(...rules: readonly (FaultRule | string)[]): void;
  /** Lets nothing befall requests any more. */
  clear(): void;
}

/**
 * @param holder finds the sandbox, at each use.
 * @param planOf makes a plan of rules, or throws what names the wrong one.
 */
export function createMockFaults(
  holder: () => { faults: FaultPlan },
  planOf: (rules: readonly (FaultRule | string)[]) => FaultPlan,
): MockFaults {
  return {
    get rules() {
      return holder().faults.rules;
    },
    counts: () => holder().faults.counts(),
    set(...rules) {
      holder().faults = planOf(rules);
    },
    clear() {
      holder().faults = planOf([]);
    },
  };
}
