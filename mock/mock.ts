import type { Client } from '../openapi/index.js';
import type { BrokerState } from './core/broker-state.js';
import type { Population } from './core/chunk/chunk.js';
import { endpointsOf } from './core/endpoints/index.js';
import { createEngine } from './core/engine.js';
import type { MockRequest } from './core/request-response.js';
import { hashOrder, insertionOrder } from './core/order.js';
import { dialectOf } from './core/releases/dialect-of.js';
import { createRowText } from './core/row.js';
import { finish, type Steps } from './core/steps.js';
import { Store } from './core/store.js';
import { Coverage } from './coverage/coverage.js';
import { createExplainer } from './explain/explain.js';
import { createFaultPlan, type FaultPlan } from './faults/plan.js';
import { type Answerers, findBrokenPromise } from './faults/promises.js';
import { RequestWaiters } from './journal/request-waiters.js';
import { OptionError, readFaults, readStubs, type MockSettings } from './options.js';
import { createPipeline, type Pipeline } from './pipeline.js';
import { createPopulationCache } from './sandboxes/population-cache.js';
import {
  EXPECTED_NAME,
  headerOf,
  isSandboxName,
  sandboxPrefix,
  SANDBOX_HEADER,
} from './sandboxes/sandbox-name.js';
import type { InitialState, ResponseEngine, SandboxFactory } from './sandboxes/sandbox.js';
import { Sandboxes } from './sandboxes/sandboxes.js';
import { createView, type SandboxView } from './sandboxes/view.js';
import type { ScenarioView } from './scenarios/scenario.js';
import type { MockUsage } from './usage/mock-usage.js';
import type { Stub } from './stubs/stub.js';
import { createStubSet, type StubSet } from './stubs/stub-set.js';

/** A named sandbox, created on first use. */
export interface NamedSandbox extends SandboxView {
  readonly name: string;
  /** The header that sends a request to it; or put {@link basePath} before the API's paths. */
  readonly headers: Readonly<Record<string, string>>;
  /** E.g. `/sandbox/my%20test/api/v4`. */
  readonly basePath: string;
  /** Drops it; the next use creates it again. Returns whether it existed. */
  remove(): boolean;
}

/** A mock of the clients API without a socket; its own members are those of the default sandbox. */
export interface Mock extends SandboxView, Omit<Pipeline, 'handle'> {
  /** The live state, for hosts such as the MQTT listener. */
  readonly state: BrokerState;
  readonly settings: MockSettings;
  readonly sandboxes: Sandboxes;
  /** What of the API has been exercised, in all sandboxes together. */
  readonly coverage: Coverage;
  /** The callers that wait for requests; closed when the mock stops. */
  readonly waiters: RequestWaiters;
  /** What the requests use of the API; `undefined` without the option `usage`. */
  readonly usage: MockUsage | undefined;
  /**
   * An isolated copy of the mock as it was at the start, for one test.
   * @param name 1 to 200 printable characters, such as the test's title.
   * @throws {OptionError} for another name.
   */
  sandbox(this: void, name: string): NamedSandbox;
}

/**
 * Creates a mock of a given population. Runs in Node and in browsers: the time is a parameter.
 * @param source the time's source, epoch milliseconds.
 */
export function createMockOf(
  population: Population,
  settings: MockSettings,
  source: () => number,
): Mock {
  const { scenario, seed, basePath } = settings;
  const factory = createSandboxFactory(settings, source);
  const at = settings.frozenAt ?? source();
  const planOf = (given: unknown, { list }: StubSet): FaultPlan => {
    const rules = readFaults(given);
    const problem = findBrokenPromise(rules, answerersOf(settings, list));
    if (problem) throw new OptionError(problem.field, problem.value, problem.expected);
    return createFaultPlan({ rules, seed, basePath });
  };
  const setOf = (stubs: unknown): StubSet =>
    createStubSet({ stubs: readStubs(stubs), seed, basePath });
  const stubs = setOf(settings.stubs);
  const initial: InitialState = {
    store: finish(factory.load(population, at)),
    at,
    ...(scenario && { scenario }),
    faults: planOf(settings.faults, stubs),
    stubs,
  };
  checkNode(settings.node, initial.store.knownNodes);
  const sandboxes = new Sandboxes(factory, initial);
  const { handle, ...pipeline } = createPipeline(sandboxes);
  const { watchers } = pipeline;
  const waiters = new RequestWaiters();
  const coverage = new Coverage(dialectOf(settings.dialect));
  watchers.add(coverage.note);
  const view = (name: string | undefined): SandboxView =>
    createView({
      sandbox: () => sandboxes.use(name),
      stop: (sandbox) => sandbox.restart(() => sandboxes.initial),
      handle: (request) => handle(named(request, name)),
      planOf,
      setOf,
      seed,
      waiters,
    });
  return {
    ...view(undefined),
    handle,
    ...pipeline,
    state: sandboxes.default.state,
    settings,
    sandboxes,
    coverage,
    waiters,
    usage: undefined,
    sandbox(name) {
      if (!isSandboxName(name)) throw new OptionError('sandbox', name, EXPECTED_NAME);
      sandboxes.use(name);
      return Object.assign(view(name), {
        name,
        headers: { [SANDBOX_HEADER]: headerOf(name) },
        basePath: `${sandboxPrefix(name)}${basePath}`,
        remove: () => sandboxes.remove(name),
      });
    },
  };
}

/** What can answer a request with a success, for the check of fault rules. */
export const answerersOf = (
  { dialect, companions, basePath, passesOn }: MockSettings,
  stubs: readonly Stub[],
): Answerers => ({
  dialect: dialectOf(dialect),
  endpoints: companions ? endpointsOf(dialectOf(dialect)) : new Map(),
  basePath,
  passesOn,
  stubs,
});

/** @throws {OptionError} for a node that does not exist. */
function checkNode(node: string | undefined, nodes: readonly string[]): void {
  if (node === undefined || nodes.length === 0 || nodes.includes(node)) return;
  throw new OptionError('node', node, `one of ${nodes.join(', ')}`);
}

/** The request with the header that names its sandbox. */
function named(request: MockRequest, name: string | undefined): MockRequest {
  if (name === undefined) return request;
  return { ...request, headers: { ...request.headers, [SANDBOX_HEADER]: headerOf(name) } };
}

function createSandboxFactory(settings: MockSettings, source: () => number): SandboxFactory {
  const dialect = dialectOf(settings.dialect);
  const engines = new Map<ScenarioView | undefined, ResponseEngine>();

  function createResponseEngine(view: ScenarioView | undefined): ResponseEngine {
    const { basePath, credentials, strict, strictAllow, companions, dashboardUser } = settings;
    const { utcOffsetMinutes: offset } = settings;
    const utcOffsetMinutes = (node: string): number =>
      view?.utcOffsetMinutes?.(node, offset) ?? offset;
    const viewed = {
      ...dialect,
      ...(view?.countUnderFilter && { countUnderFilter: view.countUnderFilter }),
    };
    const rowText = createRowText({ utcOffsetMinutes, extraFields: dialect.extraFields });
    const common = { dialect: viewed, timer: source };
    return {
      ...createEngine({
        ...common,
        basePath,
        credentials,
        strict,
        strictAllow,
        companions,
        dashboardUser,
        utcOffsetMinutes,
      }),
      explain: createExplainer(common),
      show: (client) => JSON.parse(rowText(client)) as Client,
    };
  }

  function* load(clients: Population, now: number): Steps<Store> {
    const store = new Store(dialect.order === 'hash' ? hashOrder(settings.seed) : insertionOrder);
    yield* store.loadInSteps(clients, now);
    return store;
  }
  return {
    settings,
    source,
    engineFor(view) {
      const engine = engines.get(view) ?? createResponseEngine(view);
      engines.set(view, engine);
      return engine;
    },
    load,
    populate: createPopulationCache(load),
  };
}
