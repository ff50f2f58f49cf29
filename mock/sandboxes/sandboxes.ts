import type { StoredClient } from '../core/client.js';
import { Sandbox, type Origin, type World } from './sandbox.js';

/** How many sandboxes there are at the most, beside the default one. */
export const MAX_SANDBOXES = 1000;
/** Milliseconds without a request after which a sandbox is dropped. */
export const IDLE_MS = 15 * 60_000;

/** Why a sandbox is no more. */
export type DropReason = 'idle' | 'crowded out' | 'removed';

export interface SandboxesOptions {
  readonly world: World;
  /** What the default sandbox begins with; the others begin with what it began with. */
  readonly origin: Origin;
  /** Told of every sandbox that is dropped. */
  readonly onDrop?: (name: string, reason: DropReason) => void;
}

/** The sandboxes of a mock: the default one, and the named ones, made when they are first used. */
export class Sandboxes {
  readonly default: Sandbox;
  readonly world: World;
  onDrop: ((name: string, reason: DropReason) => void) | undefined;
  /** The one that has been idle longest comes first. */
  readonly #named = new Map<string, { sandbox: Sandbox; usedAt: number }>();
  #home: Origin;
  #created = 0;
  #dropped = 0;

  constructor({ world, origin, onDrop }: SandboxesOptions) {
    this.world = world;
    this.#home = origin;
    this.onDrop = onDrop;
    this.default = new Sandbox(undefined, world, origin);
  }

  /** What the mock was started with. */
  get home(): Origin {
    return this.#home;
  }

  /**
   * Replaces what the mock was started with: the default sandbox has these clients at once, unless
   * it plays a scenario, and sandboxes begin with them from now on. Those that are there stay.
   */
  renew(clients: Iterable<StoredClient>): void {
    const { settings, source } = this.world;
    const at = settings.frozenAt ?? source();
    this.#home = { ...this.#home, store: this.world.load(clients, at), at };
    if (!this.default.scenario) this.default.rebase(this.#home);
  }

  /** The sandbox of that name, made now where there is none; without a name, the default one. */
  use(name: string | undefined): Sandbox {
    this.sweep();
    if (name === undefined) return this.default;
    const usedAt = this.world.source();
    const known = this.#named.get(name);
    const sandbox = known?.sandbox ?? this.#create(name);
    this.#named.delete(name);
    this.#named.set(name, { sandbox, usedAt });
    return sandbox;
  }

  /** The sandbox of that name, if there is one; looking keeps it no longer. */
  peek(name: string): Sandbox | undefined {
    return this.#named.get(name)?.sandbox;
  }

  /** The named sandboxes, the one idle longest first; `usedAt` in epoch milliseconds. */
  list(): { readonly sandbox: Sandbox; readonly usedAt: number }[] {
    return [...this.#named.values()];
  }

  /** Drops a sandbox; tells whether there was one. */
  remove(name: string): boolean {
    return this.#drop(name, 'removed');
  }

  /** Drops what has been idle for too long. */
  sweep(): void {
    const limit = this.world.source() - IDLE_MS;
    for (const [name, { usedAt }] of this.#named) {
      if (usedAt > limit) break;
      this.#drop(name, 'idle');
    }
  }

  get counts(): { readonly open: number; readonly created: number; readonly dropped: number } {
    return { open: this.#named.size, created: this.#created, dropped: this.#dropped };
  }

  #create(name: string): Sandbox {
    const [oldest] = this.#named.keys();
    if (oldest !== undefined && this.#named.size >= MAX_SANDBOXES)
      this.#drop(oldest, 'crowded out');
    this.#created++;
    return new Sandbox(name, this.world, this.default.origin);
  }

  #drop(name: string, reason: DropReason): boolean {
    if (!this.#named.delete(name)) return false;
    this.#dropped++;
    this.onDrop?.(name, reason);
    return true;
  }
}
