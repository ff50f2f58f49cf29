import type { MockClients } from '../clients.js';
import { finish } from '../core/steps.js';
import type { MockRequest, MockResponse } from '../core/request-response.js';
import { EXPECTED_DURATION, readDuration } from '../core/duration.js';
import type { Explanation } from '../explain/explanation.js';
import type { FaultRule } from '../faults/fault-rule.js';
import { createMockFaults, type MockFaults } from '../faults/mock-faults.js';
import type { FaultPlan } from '../faults/plan.js';
import type { Journal, JournalEntry, JournalFilter } from '../journal/journal.js';
import type { RequestWaiters } from '../journal/request-waiters.js';
import { OptionError } from '../options.js';
import { readChoice } from '../scenarios/choice.js';
import { createMockStubs, type MockStubs } from '../stubs/mock-stubs.js';
import type { Stub } from '../stubs/stub.js';
import type { StubSet } from '../stubs/stub-set.js';
import { createMockClock, type MockClock } from './mock-clock.js';
import type { Sandbox } from './sandbox.js';

export interface MockScenario {
  /** The name of the running scenario. */
  readonly name: string | undefined;
  /**
   * Resets the sandbox to a scenario.
   * @param options `seed` (default: the mock's) and, if the scenario allows it, `clients`.
   * @throws {OptionError} for an unknown name or a bad option.
   */
  start(name: string, options?: { readonly seed?: number; readonly clients?: number }): void;
  /** Resets the sandbox to the clients that the mock was started with. */
  stop(): void;
}

export interface WaitOptions extends JournalFilter {
  /** How many requests to wait for. Default 1. */
  readonly count?: number | undefined;
  /** Milliseconds, or a text such as `5s`; up to an hour. Default 5 seconds. */
  readonly timeout?: number | string | undefined;
}

export interface MockJournal {
  /** The answered requests that match, oldest first. */
  entries(filter?: JournalFilter): readonly JournalEntry[];
  count(filter?: JournalFilter): number;
  clear(): void;
  /**
   * Waits until `count` requests have matched; earlier ones count.
   * @throws {WaitError} after the timeout.
   * @throws {OptionError} for a bad `count` or `timeout`.
   */
  waitFor(options: WaitOptions): Promise<readonly JournalEntry[]>;
}

/** Too few requests came in time. */
export class WaitError extends Error {
  override readonly name = 'WaitError';

  constructor(
    message: string,
    /** Those that came. */
    readonly entries: readonly JournalEntry[],
  ) {
    super(message);
  }
}

/** One sandbox, for a program. */
export interface SandboxView {
  readonly clients: MockClients;
  readonly clock: MockClock;
  readonly scenario: MockScenario;
  readonly journal: MockJournal;
  readonly faults: MockFaults;
  readonly stubs: MockStubs;
  /** Answers a request, at once. */
  handle(this: void, request: MockRequest): MockResponse;
  /**
   * Explains what `GET /clients` answers to a query, such as `conn_state=idle&_page=2`.
   * @param why the id of a client that is missing, or not expected.
   */
  explain(this: void, query: string, why?: string): Explanation;
  /** Returns to the start: clients, clock, scenario, faults, stubs; empties the journal. */
  reset(this: void): void;
}

export interface ViewOptions {
  /** Called at each use: a dropped sandbox is created again. */
  readonly sandbox: () => Sandbox;
  /** Ends the scenario. */
  readonly stop: (sandbox: Sandbox) => void;
  readonly handle: (request: MockRequest) => MockResponse;
  readonly planOf: (rules: readonly (FaultRule | string)[], stubs: StubSet) => FaultPlan;
  readonly setOf: (stubs: readonly Stub[]) => StubSet;
  readonly seed: number;
  readonly waiters: RequestWaiters;
}

export function createView(options: ViewOptions): SandboxView {
  const { sandbox } = options;
  return {
    get clients() {
      return sandbox().clients;
    },
    clock: createMockClock(sandbox),
    scenario: {
      get name() {
        return sandbox().scenario?.scenario.name;
      },
      start(name, { seed = options.seed, clients } = {}) {
        const read = readChoice({ name, seed, clients });
        if (!read.ok) {
          const { field, value, expected } = read.problem;
          throw new OptionError(field === 'name' ? 'scenario' : field, value, expected);
        }
        finish(sandbox().startScenario(read.choice));
      },
      stop: () => options.stop(sandbox()),
    },
    journal: createMockJournal(() => sandbox().journal, options.waiters),
    faults: createMockFaults(sandbox, options.planOf),
    stubs: createMockStubs(sandbox, options.setOf),
    handle: options.handle,
    explain: (query, why) => finish(sandbox().explain(query, why)),
    reset: () => sandbox().reset(),
  };
}

/** Milliseconds. */
const DEFAULT_TIMEOUT = 5000;
const MAX_TIMEOUT = 3_600_000;

function createMockJournal(journal: () => Journal, waiters: RequestWaiters): MockJournal {
  return {
    entries: (filter) => journal().find(filter),
    count: (filter) => journal().find(filter).length,
    clear: () => journal().clear(),
    async waitFor({ count = 1, timeout = DEFAULT_TIMEOUT, ...filter }) {
      const timeoutMs = readDuration(timeout);
      if (timeoutMs === undefined || timeoutMs < 0 || timeoutMs > MAX_TIMEOUT) {
        throw new OptionError('timeout', timeout, `${EXPECTED_DURATION}, up to 1h`);
      }
      if (!Number.isSafeInteger(count) || count < 1) {
        throw new OptionError('count', count, 'an integer, 1 or more');
      }
      const { outcome, entries } = await waiters.wait(journal(), { filter, count, timeoutMs });
      if (outcome === 'reached') return entries;
      throw new WaitError(
        `Failed to wait for ${count} requests like ${JSON.stringify(filter)}: expected them within ${timeoutMs} ms but got ${entries.length} (${outcome}).`,
        entries,
      );
    },
  };
}
