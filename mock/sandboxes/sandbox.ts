import type { Client } from '../../openapi/index.js';
import { createClients, type MockClients } from '../clients.js';
import { Journal } from '../journal/journal.js';
import { createClock } from '../core/clock.js';
import type { StoredClient } from '../core/client.js';
import type { Handler } from '../core/handler.js';
import type { BrokerState } from '../core/broker-state.js';
import type { Store } from '../core/store.js';
import type { Explainer } from '../explain/explain.js';
import type { Explanation } from '../explain/explanation.js';
import type { FaultPlan } from '../faults/fault-plan.js';
import type { MockSettings } from '../options.js';
import { ScenarioRun } from '../scenarios/run.js';
import type { ScenarioChoice } from '../scenarios/choice.js';
import type { ScenarioView } from '../scenarios/scenario.js';

/** What a sandbox begins with, and goes back to on a reset. Never changed once made. */
export interface Origin {
  /** Only ever forked. */
  readonly store: Store;
  /** The instant that the store was made for: epoch milliseconds. */
  readonly at: number;
  /** The scenario that is played from there, if one is. */
  readonly scenario?: ScenarioChoice;
  readonly faults: FaultPlan;
}

/** What all sandboxes of a mock have in common. */
export interface World {
  readonly settings: MockSettings;
  /** Epoch milliseconds. */
  readonly source: () => number;
  readonly journalSize: number;
  /** How answers are made under a scenario's view; `undefined` for the usual one. */
  rendererOf(view: ScenarioView | undefined): Renderer;
  /** A store of these clients, in the dialect's order. */
  load(clients: Iterable<StoredClient>, now: number): Store;
  /** A store of a scenario's clients at an instant. */
  populate(choice: ScenarioChoice, now: number): Store;
}

export interface Renderer {
  readonly handler: Handler;
  /** Tells why the handler answers as it does. */
  readonly explain: Explainer;
  /** A client as the API sends it. */
  show(client: StoredClient): Client;
}

/** One broker of its own: clients, clock, scenario, faults and journal that no other sandbox sees. */
export class Sandbox {
  readonly state: BrokerState;
  readonly journal: Journal;
  readonly clients: MockClients;
  faults: FaultPlan;
  #origin: Origin;
  #run: ScenarioRun | undefined;
  #renderer: Renderer;

  constructor(
    /** `undefined`: the default sandbox, which every request without a name goes to. */
    readonly name: string | undefined,
    private readonly world: World,
    origin: Origin,
  ) {
    const { settings, source } = world;
    this.#origin = origin;
    this.faults = origin.faults.fresh();
    const clock = createClock(source, settings.frozenAt);
    const store = origin.store.fork();
    this.state = { store, clock, listeners: new Set() };
    this.journal = new Journal(world.journalSize, settings.basePath);
    this.#renderer = world.rendererOf(undefined);
    this.clients = createClients(this.state, settings.utcOffsetMinutes, (client) => {
      return this.#renderer.show(client);
    });
    this.#begin();
  }

  get settings(): MockSettings {
    return this.world.settings;
  }

  /** What a reset goes back to. */
  get origin(): Origin {
    return this.#origin;
  }

  get scenario(): ScenarioRun | undefined {
    return this.#run;
  }

  get renderer(): Renderer {
    return this.#renderer;
  }

  /** Lets happen what the clock has passed: sessions expire, the scenario's events are played. */
  catchUp(): void {
    this.#run?.catchUp(this.state);
    this.state.store.expire(this.state.clock.now());
  }

  /** Explains what `GET /clients` answers to a query, and why a client is, or is not, in it. */
  explain(query: string, why?: string): Explanation {
    this.catchUp();
    const request = { method: 'GET', path: `${this.world.settings.basePath}/clients`, query };
    return this.#renderer.explain(request, this.state, { why, authorized: true });
  }

  /** Puts everything back to the start: clients, clock, scenario and faults; empties the journal. */
  reset(): void {
    const { settings, source } = this.world;
    const { clock } = this.state;
    if (settings.frozenAt === undefined) {
      clock.resume();
      clock.set(source());
    } else {
      clock.freeze(settings.frozenAt);
    }
    this.journal.clear();
    this.#begin();
    for (const listener of this.state.listeners) listener.reset();
  }

  /** Begins anew with another origin: as a reset to it. */
  restart(origin: (now: number) => Origin): void {
    this.#origin = origin(this.world.settings.frozenAt ?? this.world.source());
    this.reset();
  }

  /** Takes other clients from now on, and on a reset; clock, faults and journal stay. */
  rebase(origin: Origin): void {
    this.#origin = origin;
    this.state.store = origin.store.fork(this.state.clock.now() - origin.at);
    for (const listener of this.state.listeners) listener.reset();
  }

  /** Begins anew in a scenario, with the faults that were there from the start. */
  play(choice: ScenarioChoice): void {
    const { faults } = this.#origin;
    this.restart((now) => ({
      store: this.world.populate(choice, now),
      at: now,
      scenario: choice,
      faults,
    }));
  }

  #begin(): void {
    const { store, at, scenario, faults } = this.#origin;
    const now = this.state.clock.now();
    this.state.store = store.fork(now - at);
    this.faults = faults.fresh();
    this.#run = scenario && new ScenarioRun(scenario.scenario, scenario.seed, now, store.size);
    this.#renderer = this.world.rendererOf(scenario?.scenario.view);
  }
}
