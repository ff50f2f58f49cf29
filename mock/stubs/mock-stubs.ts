import type { Stub } from './stub.js';
import type { StubSet } from './stub-set.js';

/** The stubs of one sandbox, for a program; the control API offers the same over HTTP. */
export interface MockStubs {
  /** In order: the first that matches answers. */
  readonly list: readonly Stub[];
  /** How many requests each stub has answered, in the order of the stubs. */
  counts(): readonly number[];
  /**
   * Adds stubs before those that exist, so that they win. A reset restores the stubs of the start.
   * @throws {OptionError} naming what is wrong, e.g. `stubs[0].respond.status`.
   */
  add(...stubs: readonly Stub[]): void;
  /** Replaces all stubs. @throws {OptionError} as {@link add}. */
  set(...stubs: readonly Stub[]): void;
  /** Removes all stubs. */
  clear(): void;
}

/**
 * @param holder finds the sandbox, at each use.
 * @param setOf makes a set of stubs, or throws an error that names the wrong one.
 */
export function createMockStubs(
  holder: () => { stubs: StubSet },
  setOf: (stubs: readonly Stub[]) => StubSet,
): MockStubs {
  const set = (stubs: readonly Stub[]): void => {
    holder().stubs = setOf(stubs);
  };
  return {
    get list() {
      return holder().stubs.list;
    },
    counts: () => holder().stubs.counts(),
    add: (...stubs) => set([...stubs, ...holder().stubs.list]),
    set: (...stubs) => set(stubs),
    clear: () => set([]),
  };
}
