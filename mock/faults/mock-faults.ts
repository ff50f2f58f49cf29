import type { FaultRule } from './fault-rule.js';
import type { FaultPlan } from './plan.js';
import type { StubSet } from '../stubs/stub-set.js';
import type { FaultCount } from './rule-matcher.js';

/** The faults of one sandbox, for a program; the control API offers the same over HTTP. */
export interface MockFaults {
  readonly rules: readonly FaultRule[];
  /** How often each rule matched and was applied, in the order of the rules. */
  counts(): readonly FaultCount[];
  /**
   * Replaces all rules; a reset restores those of the start.
   * @param rules or their short form, `GET /clients nth=3 status=503`.
   * @throws {OptionError} naming what is wrong, e.g. `faults[0].do.status`.
   */
  set(...rules: readonly (FaultRule | string)[]): void;
  /** Removes all rules. */
  clear(): void;
}

/**
 * @param holder finds the sandbox, at each use.
 * @param planOf makes a plan of rules, or throws an error that names the wrong one.
 */
export function createMockFaults(
  holder: () => { faults: FaultPlan; readonly stubs: StubSet },
  planOf: (rules: readonly (FaultRule | string)[], stubs: StubSet) => FaultPlan,
): MockFaults {
  return {
    get rules() {
      return holder().faults.rules;
    },
    counts: () => holder().faults.counts(),
    set(...rules) {
      holder().faults = planOf(rules, holder().stubs);
    },
    clear() {
      holder().faults = planOf([], holder().stubs);
    },
  };
}
