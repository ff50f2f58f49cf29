import type { Client } from '../openapi/index.js';
import type { MockClients } from './clients.js';
import type { StoredClient } from './core/client.js';
import { dialectOf } from './core/dialects/index.js';
import { createHandler } from './core/handler.js';
import type { MockRequest, MockResponse } from './core/http.js';
import { hashOrder, insertionOrder } from './core/order.js';
import { createRowText } from './core/row.js';
import type { BrokerState } from './core/state.js';
import { Store } from './core/store.js';
import { createFaultPlan } from './faults/plan.js';
import type { MockSettings } from './options.js';
import { createPipeline, type Pipeline } from './pipeline.js';
import type { Scenario, ScenarioView } from './scenarios/scenario.js';
import type { Origin, Renderer, World } from './sandboxes/sandbox.js';
import { Sandboxes } from './sandboxes/sandboxes.js';

/** A mock of the clients API with its state, and no socket. */
export interface Mock {
  /** Answers a request, at once. */
  handle(this: void, request: MockRequest): MockResponse;
  readonly clients: MockClients;
  /** Puts the default sandbox back to the start: clients, clock, scenario, faults, journal. */
  reset(): void;
  /** The live state, for hosts such as the MQTT door. */
  readonly state: BrokerState;
  readonly settings: MockSettings;
  readonly sandboxes: Sandboxes;
  /** Told of each request that was answered. */
  readonly watchers: Pipeline['watchers'];
}

/** What a mock may begin with, beside its clients. */
export interface MockExtras {
  readonly scenario?: Scenario | undefined;
  /** Requests that each sandbox's journal keeps. Default 1,000. */
  readonly journalSize?: number | undefined;
}

/** Requests that a journal keeps, where nobody asked for more or fewer. */
export const JOURNAL_SIZE = 1000;

/**
 * Makes a mock of a given population. Runs anywhere that JavaScript does: time is handed in.
 * @param source the time's source, epoch milliseconds.
 */
export function createMockOf(
  population: Iterable<StoredClient>,
  settings: MockSettings,
  source: () => number,
  extras: MockExtras = {},
): Mock {
  const world = createWorld(settings, source, extras.journalSize ?? JOURNAL_SIZE);
  const at = settings.frozenAt ?? source();
  const origin: Origin = {
    store: world.load(population, at),
    at,
    ...(extras.scenario && { scenario: { scenario: extras.scenario, seed: settings.seed } }),
    faults: createFaultPlan({
      rules: settings.faults,
      seed: settings.seed,
      basePath: settings.basePath,
    }),
  };
  const sandboxes = new Sandboxes({ world, origin });
  const pipeline = createPipeline(sandboxes);
  const main = sandboxes.default;
  return {
    handle: pipeline.handle,
    clients: main.clients,
    reset: () => main.reset(),
    state: main.state,
    settings,
    sandboxes,
    watchers: pipeline.watchers,
  };
}

function createWorld(settings: MockSettings, source: () => number, journalSize: number): World {
  const dialect = dialectOf(settings.dialect);
  const renderers = new Map<ScenarioView | undefined, Renderer>();

  function createRenderer(view: ScenarioView | undefined): Renderer {
    const usual = settings.utcOffsetMinutes;
    const utcOffsetMinutes = (node: string): number =>
      view?.utcOffsetMinutes?.(node, usual) ?? usual;
    const seen = {
      ...dialect,
      ...(view?.countUnderFilter && { countUnderFilter: view.countUnderFilter }),
    };
    const rowText = createRowText({ utcOffsetMinutes, extraFields: dialect.extraFields });
    const { basePath, credentials, strict } = settings;
    return {
      handler: createHandler({ dialect: seen, utcOffsetMinutes, basePath, credentials, strict }),
      show: (client) => JSON.parse(rowText(client)) as Client,
    };
  }

  return {
    settings,
    source,
    journalSize,
    rendererOf(view) {
      const known = renderers.get(view) ?? createRenderer(view);
      renderers.set(view, known);
      return known;
    },
    load(clients, now) {
      const store = new Store(dialect.order === 'hash' ? hashOrder(settings.seed) : insertionOrder);
      store.load(clients, now);
      return store;
    },
  };
}
