import type { Client } from '../openapi/index.js';
import type { StoredClient } from './core/client.js';
import { dialectOf } from './core/dialects/index.js';
import { createHandler } from './core/handler.js';
import type { MockRequest } from './core/messages.js';
import { hashOrder, insertionOrder } from './core/order.js';
import { createRowText } from './core/row.js';
import type { BrokerState } from './core/broker-state.js';
import { Store } from './core/store.js';
import { createCoverage, type Coverage } from './coverage/coverage.js';
import { createExplainer } from './explain/explain.js';
import type { FaultPlan } from './faults/fault-plan.js';
import { createFaultPlan } from './faults/plan.js';
import { WaitingRoom } from './journal/request-waiters.js';
import { OptionError, readFaults, type MockSettings } from './options.js';
import { createPipeline, type Pipeline } from './pipeline.js';
import type { ScenarioView } from './scenarios/scenario.js';
import { createPopulationCache } from './sandboxes/population-cache.js';
import {
  EXPECTED_NAME,
  headerOf,
  isSandboxName,
  SANDBOX_HEADER,
} from './sandboxes/sandbox-name.js';
import { createView, type SandboxView } from './sandboxes/view.js';
import type { Origin, Renderer, World } from './sandboxes/sandbox.js';
import { Sandboxes } from './sandboxes/sandboxes.js';

/** A sandbox of its own, made when it is first used. */
export interface NamedSandbox extends SandboxView {
  readonly name: string;
  /** The header that sends a request there; or put {@link basePath} before the API's paths. */
  readonly headers: Readonly<Record<string, string>>;
  /** E.g. `/sandbox/my%20test/api/v4`. */
  readonly basePath: string;
  /** Drops it; the next use makes it anew. Tells whether there was one. */
  remove(): boolean;
}

/** A mock of the clients API with its state, and no socket; itself, it is the default sandbox. */
export interface Mock extends SandboxView {
  /** The live state, for hosts such as the MQTT door. */
  readonly state: BrokerState;
  readonly settings: MockSettings;
  readonly sandboxes: Sandboxes;
  /** Told of each request that was answered. */
  readonly watchers: Pipeline['watchers'];
  /** What of the API has been exercised, in all sandboxes together. */
  readonly coverage: Coverage;
  /** Who waits for requests; to be closed when the mock stops. */
  readonly waitingRoom: WaitingRoom;
  /**
   * An isolated copy of the mock as it was at the start, for one test.
   * @param name 1 to 200 printable characters, such as the test's title.
   * @throws {OptionError} for another.
   */
  sandbox(this: void, name: string): NamedSandbox;
}

/**
 * Makes a mock of a given population. Runs anywhere that JavaScript does: time is handed in.
 * @param source the time's source, epoch milliseconds.
 */
export function createMockOf(
  population: Iterable<StoredClient>,
  settings: MockSettings,
  source: () => number,
): Mock {
  const { scenario } = settings;
  const world = createWorld(settings, source);
  const at = settings.frozenAt ?? source();
  const { seed, basePath } = settings;
  const planOf = (rules: unknown): FaultPlan =>
    createFaultPlan({ rules: readFaults(rules), seed, basePath });
  const origin: Origin = {
    store: world.load(population, at),
    at,
    ...(scenario && { scenario }),
    faults: planOf(settings.faults),
  };
  const sandboxes = new Sandboxes({ world, origin });
  const pipeline = createPipeline(sandboxes);
  const waitingRoom = new WaitingRoom();
  const coverage = createCoverage({ dialect: dialectOf(settings.dialect), basePath });
  pipeline.watchers.add(({ request, response, fault }) => {
    coverage.note(request, response, fault !== undefined);
  });
  const view = (name: string | undefined): SandboxView =>
    createView({
      sandbox: () => sandboxes.use(name),
      stop: (sandbox) => sandbox.restart(() => sandboxes.home),
      handle: (request) => pipeline.handle(named(request, name)),
      planOf,
      seed,
      waitingRoom,
    });
  return {
    ...view(undefined),
    state: sandboxes.default.state,
    settings,
    sandboxes,
    watchers: pipeline.watchers,
    coverage,
    waitingRoom,
    sandbox(name) {
      if (!isSandboxName(name)) throw new OptionError('sandbox', name, EXPECTED_NAME);
      sandboxes.use(name);
      return Object.assign(view(name), {
        name,
        headers: { [SANDBOX_HEADER]: headerOf(name) },
        basePath: `/sandbox/${encodeURIComponent(name)}${basePath}`,
        remove: () => sandboxes.remove(name),
      });
    },
  };
}

/** The request with the header that names its sandbox. */
function named(request: MockRequest, name: string | undefined): MockRequest {
  if (name === undefined) return request;
  return { ...request, headers: { ...request.headers, [SANDBOX_HEADER]: headerOf(name) } };
}

function createWorld(settings: MockSettings, source: () => number): World {
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
    const common = { dialect: seen, basePath, credentials, strict, timer: source };
    return {
      handler: createHandler({ ...common, utcOffsetMinutes }),
      explain: createExplainer(common),
      show: (client) => JSON.parse(rowText(client)) as Client,
    };
  }

  const load = (clients: Iterable<StoredClient>, now: number): Store => {
    const store = new Store(dialect.order === 'hash' ? hashOrder(settings.seed) : insertionOrder);
    store.load(clients, now);
    return store;
  };
  return {
    settings,
    source,
    journalSize: settings.journalSize,
    rendererOf(view) {
      const known = renderers.get(view) ?? createRenderer(view);
      renderers.set(view, known);
      return known;
    },
    load,
    populate: createPopulationCache(load),
  };
}
