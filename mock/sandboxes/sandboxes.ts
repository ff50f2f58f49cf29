import type { StoredClient } from '../core/client.js';
import type { Steps } from '../core/steps.js';
import type { StubSet } from '../stubs/stub-set.js';
import { type InitialState, Sandbox, type SandboxFactory } from './sandbox.js';

/** The most sandboxes, not counting the default one. */
export const MAX_SANDBOXES = 1000;
/** Milliseconds without a request after which a sandbox is dropped. */
export const IDLE_MS = 15 * 60_000;

/** Why a sandbox was dropped. */
export type DropReason = 'idle' | 'crowded out' | 'removed';

/** The sandboxes of a mock: the default one, and the named ones, created on first use. */
export class Sandboxes {
  readonly default: Sandbox;
  /** Called with every sandbox that is dropped. */
  onDrop: ((name: string, reason: DropReason) => void) | undefined;
  /** The one that has been idle longest comes first. */
  readonly named = new Map<string, { sandbox: Sandbox; usedAt: number }>();
  #initial: InitialState;
  #created = 0;
  #dropped = 0;

  /** @param initial what the default sandbox, and so every other one, begins with. */
  constructor(
    readonly factory: SandboxFactory,
    initial: InitialState,
  ) {
    this.#initial = initial;
    this.default = new Sandbox(undefined, factory, initial);
  }

  /** What the mock was started with. */
  get initial(): InitialState {
    return this.#initial;
  }

  /**
   * Replaces what the mock was started with: the default sandbox has these clients at once, unless
   * it runs a scenario, and new sandboxes begin with them, both in the last step. Existing ones do not
   * change.
   */
  *renew(clients: Iterable<StoredClient>): Steps<void> {
    const { settings, source } = this.factory;
    const at = settings.frozenAt ?? source();
    const store = yield* this.factory.load(clients, at);
    this.#initial = { ...this.#initial, store, at };
    if (!this.default.scenario) this.default.rebase(this.#initial);
  }

  /** Replaces the stubs that the mock was started with, in the default sandbox and in new ones. */
  restub(stubs: StubSet): void {
    this.#initial = { ...this.#initial, stubs };
    this.default.restub(stubs);
  }

  /** The sandbox of that name, created if it does not exist; without a name, the default one. */
  use(name: string | undefined): Sandbox {
    this.sweep();
    if (name === undefined) return this.default;
    const usedAt = this.factory.source();
    const known = this.named.get(name);
    const sandbox = known?.sandbox ?? this.#create(name);
    this.named.delete(name);
    this.named.set(name, { sandbox, usedAt });
    return sandbox;
  }

  /** The named sandboxes, the one idle longest first; `usedAt` in epoch milliseconds. */
  list(): { readonly sandbox: Sandbox; readonly usedAt: number }[] {
    return [...this.named.values()];
  }

  /** Drops a sandbox; returns whether it existed. */
  remove(name: string): boolean {
    return this.#drop(name, 'removed');
  }

  /** Drops the sandboxes that have been idle for too long. */
  sweep(): void {
    const limit = this.factory.source() - IDLE_MS;
    for (const [name, { usedAt }] of this.named) {
      if (usedAt > limit) break;
      this.#drop(name, 'idle');
    }
  }

  get counts(): { readonly open: number; readonly created: number; readonly dropped: number } {
    return { open: this.named.size, created: this.#created, dropped: this.#dropped };
  }

  #create(name: string): Sandbox {
    const [oldest] = this.named.keys();
    if (oldest !== undefined && this.named.size >= MAX_SANDBOXES) this.#drop(oldest, 'crowded out');
    this.#created++;
    return new Sandbox(name, this.factory, this.default.initial);
  }

  #drop(name: string, reason: DropReason): boolean {
    if (!this.named.delete(name)) return false;
    this.#dropped++;
    this.onDrop?.(name, reason);
    return true;
  }
}
