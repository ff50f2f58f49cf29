import type { Client } from '../../openapi/index.js';
import { createClients, type MockClients } from '../clients.js';
import type { BrokerState } from '../core/broker-state.js';
import type { Population } from '../core/chunk/chunk.js';
import type { StoredClient } from '../core/client.js';
import { createClock } from '../core/clock.js';
import { dialectOf } from '../core/releases/dialect-of.js';
import type { Engine } from '../core/engine.js';
import type { Steps } from '../core/steps.js';
import type { ApiResponse } from '../core/request-response.js';
import type { Store } from '../core/store.js';
import type { Explainer } from '../explain/explain.js';
import type { Explanation } from '../explain/explanation.js';
import type { FaultPlan } from '../faults/plan.js';
import { Journal } from '../journal/journal.js';
import type { MockSettings } from '../options.js';
import type { ScenarioChoice } from '../scenarios/choice.js';
import { ScenarioRun } from '../scenarios/run.js';
import type { ScenarioView } from '../scenarios/scenario.js';
import type { StubSet } from '../stubs/stub-set.js';

/** What a sandbox begins with, and returns to on a reset. Never changed once made. */
export interface InitialState {
  /** Only ever forked. */
  readonly store: Store;
  /** The instant that the store was made for: epoch milliseconds. */
  readonly at: number;
  readonly scenario?: ScenarioChoice;
  readonly faults: FaultPlan;
  readonly stubs: StubSet;
}

/** What all sandboxes of a mock have in common. */
export interface SandboxFactory {
  readonly settings: MockSettings;
  /** Epoch milliseconds. */
  readonly source: () => number;
  /** @param view the scenario's; `undefined`: the responses are the dialect's. */
  engineFor(view: ScenarioView | undefined): ResponseEngine;
  /** A store of these clients, in the dialect's order. */
  load(clients: Population, now: number): Steps<Store>;
  /** A store of a scenario's clients at an instant. */
  populate(choice: ScenarioChoice, now: number): Steps<Store>;
}

export interface ResponseEngine extends Engine {
  readonly explain: Explainer;
  /** A client as the API sends it. */
  show(client: StoredClient): Client;
}

/** One broker: clients, clock, scenario, faults, stubs and journal that no other sandbox sees. */
export class Sandbox {
  readonly state: BrokerState;
  readonly journal: Journal;
  readonly clients: MockClients;
  faults: FaultPlan;
  stubs: StubSet;
  #initial: InitialState;
  #begun = 0;
  #run: ScenarioRun | undefined;
  #engine: ResponseEngine;

  constructor(
    /** `undefined`: the default sandbox, for every request without a name. */
    readonly name: string | undefined,
    private readonly factory: SandboxFactory,
    initial: InitialState,
  ) {
    const { settings, source } = factory;
    this.#initial = initial;
    this.faults = initial.faults.fresh();
    this.stubs = initial.stubs.fresh();
    const clock = createClock(source, settings.frozenAt);
    const store = initial.store.fork();
    const { kickedMqtt5 } = dialectOf(settings.dialect);
    this.state = { store, clock, listeners: new Set(), kickedMqtt5 };
    this.journal = new Journal(settings.journalSize, settings.basePath);
    this.#engine = factory.engineFor(undefined);
    this.clients = createClients(this.state, settings.utcOffsetMinutes, (client) => {
      return this.#engine.show(client);
    });
    this.#begin();
  }

  get settings(): MockSettings {
    return this.factory.settings;
  }

  /** What a reset returns to. */
  get initial(): InitialState {
    return this.#initial;
  }

  /** How often it has begun: once, and with each reset. */
  get begun(): number {
    return this.#begun;
  }

  get scenario(): ScenarioRun | undefined {
    return this.#run;
  }

  get engine(): ResponseEngine {
    return this.#engine;
  }

  /** Applies what the clock has passed: the scenario's events, and the expiry of sessions. */
  catchUp(): void {
    while (this.catchUpSome());
  }

  /** {@link catchUp} in steps: until the last one, some of what is due has not happened. */
  *catchUpInSteps(): Steps<void> {
    while (this.catchUpSome()) yield;
  }

  /** A step of it, whatever others have done since the last one. Returns whether there may be more. */
  catchUpSome(): boolean {
    const { store, clock } = this.state;
    return this.#run?.catchUpSome(this.state) === true || store.expireSome(clock.now());
  }

  /** Runs steps that change the clients; a reset in between ends them, since it has undone the others. */
  *untilReset<T>(steps: Steps<T>): Steps<T | undefined> {
    const begun = this.#begun;
    for (;;) {
      const step = steps.next();
      if (step.done === true) return step.value;
      yield;
      if (this.#begun !== begun) return undefined;
    }
  }

  /** The next request arrives: it is sent to the node that was chosen, or by the load balancer. */
  takeTurn(): void {
    this.state.askedNode = this.#run?.nextNode() ?? this.settings.node;
  }

  /** Explains what `GET /clients` answers to a query, and why a client is, or is not, in it. */
  *explain(query: string, why?: string): Steps<Explanation> {
    yield* this.catchUpInSteps();
    const path = `${this.settings.basePath}/clients`;
    const request = this.#engine.parse({ method: 'GET', path, query });
    const prepared = this.#engine.prepare(request, this.state, true);
    return yield* this.#engine.explain(request, prepared, this.state, why);
  }

  /**
   * What `GET /clients` answers to a query now. It counts as no request: no event of the scenario
   * and no fault is applied, no stub answers, and no credentials are needed.
   */
  *preview(query: string): Steps<ApiResponse> {
    yield* this.catchUpInSteps();
    const path = `${this.settings.basePath}/clients`;
    const request = this.#engine.parse({ method: 'GET', path, query });
    const prepared = this.#engine.prepare(request, this.state, true);
    return yield* this.#engine.executeInSteps(prepared, request, this.state);
  }

  /** Returns to the start: clients, clock, scenario, faults and stubs; empties the journal. */
  reset(): void {
    const { settings, source } = this.factory;
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

  /** Resets to another initial state. */
  restart(initial: (now: number) => InitialState): void {
    this.#initial = initial(this.#startsAt());
    this.reset();
  }

  /** Replaces the clients, now and on a reset; clock, faults and journal stay. */
  rebase(initial: InitialState): void {
    this.#initial = initial;
    this.state.store = initial.store.fork(this.state.clock.now() - initial.at);
    for (const listener of this.state.listeners) listener.reset();
  }

  /** Replaces the stubs, now and on a reset. */
  restub(stubs: StubSet): void {
    this.#initial = { ...this.#initial, stubs };
    this.stubs = stubs.fresh();
  }

  /** Resets to a scenario, with the faults and stubs of the start: in the last step, all at once. */
  *startScenario(scenario: ScenarioChoice): Steps<void> {
    const at = this.#startsAt();
    const store = yield* this.factory.populate(scenario, at);
    const { faults, stubs } = this.#initial;
    this.restart(() => ({ store, at, scenario, faults, stubs }));
  }

  #startsAt(): number {
    return this.settings.frozenAt ?? this.factory.source();
  }

  #begin(): void {
    this.#begun++;
    const { store, at, scenario, faults, stubs } = this.#initial;
    const now = this.state.clock.now();
    this.state.store = store.fork(now - at);
    this.faults = faults.fresh();
    this.stubs = stubs.fresh();
    this.#run = scenario && new ScenarioRun(scenario.scenario, scenario.seed, now, store.size);
    this.state.askedNode = this.settings.node;
    this.state.nodeStates = new Map(scenario?.scenario.nodeStates);
    this.state.startedAt = undefined;
    this.state.aclCache = undefined;
    this.#engine = this.factory.engineFor(scenario?.scenario.view);
  }
}
