import type { MockClients } from '../clients.js';
import type { Journal, JournalEntry, JournalFilter } from '../journal/journal.js';
import type { WaitingRoom } from '../journal/request-waiters.js';
import type { MockRequest, MockResponse } from '../core/messages.js';
import type { Explanation } from '../explain/explanation.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import type { FaultRule } from '../faults/fault-rule.js';
import { createMockFaults, type MockFaults } from '../faults/mock-faults.js';
import { isInstant, OptionError, readInstant } from '../options.js';
import { readChoice } from '../scenarios/choice.js';
import { EXPECTED_DURATION, readDuration } from '../core/duration.js';
import type { Sandbox } from './sandbox.js';

/** The time of a sandbox: a test moves it as it likes. */
export interface MockClock {
  /** Epoch milliseconds. */
  now(): number;
  readonly frozen: boolean;
  /** Moves it by milliseconds, or by a text such as `5m`; what falls due on the way happens. */
  advance(by: number | string): void;
  /** Sets it to an instant: a date, or ISO 8601; it goes on running, or stays frozen. */
  set(to: Date | string): void;
  /** Stops it, at an instant or where it stands. */
  freeze(at?: Date | string): void;
  resume(): void;
}

export interface MockScenario {
  /** The name of the scenario that is played, if one is. */
  readonly name: string | undefined;
  /**
   * Begins anew in a scenario, as after a reset.
   * @param options `seed` (default: the mock's) and, where the scenario allows it, `clients`.
   * @throws {OptionError} for a name that is not known, or an option that can not be used.
   */
  start(name: string, options?: { readonly seed?: number; readonly clients?: number }): void;
  /** Begins anew with the clients that the mock was started with. */
  stop(): void;
}

export interface WaitOptions extends JournalFilter {
  /** How many requests to wait for. Default 1. */
  readonly count?: number | undefined;
  /** Milliseconds, or a text such as `5s`; up to an hour. Default 5 seconds. */
  readonly timeout?: number | string | undefined;
}

export interface MockJournal {
  /** The requests that were answered and match, oldest first. */
  entries(filter?: JournalFilter): readonly JournalEntry[];
  count(filter?: JournalFilter): number;
  clear(): void;
  /**
   * Waits until so many requests have matched; those that came before count.
   * @throws {WaitError} when the time is over.
   * @throws {OptionError} where `count` or `timeout` can not be used.
   */
  waitFor(options: WaitOptions): Promise<readonly JournalEntry[]>;
}

/** The requests that were waited for did not come. */
export class WaitError extends Error {
  override readonly name = 'WaitError';

  constructor(
    message: string,
    /** Those that did. */
    readonly entries: readonly JournalEntry[],
  ) {
    super(message);
  }
}

/** One sandbox, for a program: what it holds, and what can be done to it. */
export interface SandboxView {
  readonly clients: MockClients;
  readonly clock: MockClock;
  readonly scenario: MockScenario;
  readonly journal: MockJournal;
  readonly faults: MockFaults;
  /** Answers a request, at once. */
  handle(this: void, request: MockRequest): MockResponse;
  /**
   * Explains what `GET /clients` answers to a query, such as `conn_state=idle&_page=2`.
   * @param why the id of a client that is missed, or not expected.
   */
  explain(this: void, query: string, why?: string): Explanation;
  /** Puts everything back to the start: clients, clock, scenario, faults, journal. */
  reset(this: void): void;
}

export interface ViewOptions {
  /** Looked up at each use: a sandbox that was dropped is made anew. */
  readonly sandbox: () => Sandbox;
  /** Ends the scenario that is played. */
  readonly stop: (sandbox: Sandbox) => void;
  readonly handle: (request: MockRequest) => MockResponse;
  readonly planOf: (rules: readonly (FaultRule | string)[]) => FaultPlan;
  readonly seed: number;
  readonly waitingRoom: WaitingRoom;
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
        sandbox().play(read.choice);
      },
      stop: () => options.stop(sandbox()),
    },
    journal: createMockJournal(() => sandbox().journal, options.waitingRoom),
    faults: createMockFaults(sandbox, options.planOf),
    handle: options.handle,
    explain: (query, why) => sandbox().explain(query, why),
    reset: () => sandbox().reset(),
  };
}

function createMockClock(sandbox: () => Sandbox): MockClock {
  const clock = (): Sandbox['state']['clock'] => sandbox().state.clock;
  const moved = (): void => sandbox().catchUp();
  return {
    now: () => clock().now(),
    get frozen() {
      return clock().frozen;
    },
    advance(by) {
      const ms = readDuration(by);
      if (ms === undefined) throw new OptionError('advance', by, EXPECTED_DURATION);
      moved();
      const then = clock().now() + ms;
      if (!isInstant(then)) {
        throw new OptionError('advance', by, 'to stay in 1970 to 9999');
      }
      clock().advance(ms);
      moved();
    },
    set(to) {
      moved();
      clock().set(readInstant(to, 'set'));
      moved();
    },
    freeze(at) {
      clock().freeze(at === undefined ? undefined : readInstant(at, 'freeze'));
      moved();
    },
    resume: () => clock().resume(),
  };
}

/** Milliseconds. */
const DEFAULT_TIMEOUT = 5000;
const MAX_TIMEOUT = 3_600_000;

function createMockJournal(journal: () => Journal, room: WaitingRoom): MockJournal {
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
      const { outcome, entries } = await room.wait(journal(), { filter, count, timeoutMs });
      if (outcome === 'reached') return entries;
      throw new WaitError(
        `Failed to wait for ${count} requests like ${JSON.stringify(filter)}: expected them within ${timeoutMs} ms but got ${entries.length} (${outcome}).`,
        entries,
      );
    },
  };
}
