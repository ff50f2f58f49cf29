import { apiError } from './core/releases/json-response.js';
import type { PreparedRequest } from './core/engine.js';
import type { MockRequest, MockResponse } from './core/request-response.js';
import type { ApiRequest } from './core/parse-request.js';
import { EXPLAIN_HEADER, explainHeader, readExplainHeader } from './explain/header.js';
import { addressOf } from './sandboxes/sandbox-name.js';
import type { Sandbox } from './sandboxes/sandbox.js';
import type { Sandboxes } from './sandboxes/sandboxes.js';

/** A request and its response, for watchers. */
interface Exchange {
  readonly sandbox: Sandbox;
  readonly request: ApiRequest;
  readonly response: MockResponse;
  /** The name of the fault that was applied. */
  readonly fault?: string;
}

/** Counts of all requests, for metrics. */
interface Traffic {
  /** By method and status: a bounded number of both. */
  readonly requests: Map<string, Map<number, number>>;
  rows: number;
  faults: number;
}

export interface Pipeline {
  /** Answers a request to the API, at once. */
  handle(this: void, request: MockRequest): MockResponse;
  /** Called with each request that a sandbox has answered. */
  readonly watchers: Set<(exchange: Exchange) => void>;
  readonly traffic: Traffic;
}

/**
 * What happens to a request of any host: its sandbox is found, the request is parsed and prepared,
 * the scenario's events are applied, a stub, the engine or a fault answers, the journal records it.
 */
export function createPipeline(sandboxes: Sandboxes): Pipeline {
  const { basePath } = sandboxes.factory.settings;
  const watchers = new Set<(exchange: Exchange) => void>();
  const traffic: Traffic = { requests: new Map(), rows: 0, faults: 0 };

  function handle(given: MockRequest): MockResponse {
    const address = addressOf(given, basePath);
    if (!address.ok) {
      return apiError(400, 'badParameter', address.message, { field: address.field });
    }
    const { name } = address;
    const isOnlyDefault = name === undefined && sandboxes.named.size === 0;
    const sandbox = isOnlyDefault ? sandboxes.default : sandboxes.use(name);
    const { state, engine, faults, stubs } = sandbox;
    sandbox.catchUp();
    sandbox.takeTurn();
    const request = engine.parse(address.request, name);
    const { headers } = request;
    const hasFaults = faults.rules.length > 0 || headers['prefer'] !== undefined;
    const fault = hasFaults ? faults.plan(request) : undefined;
    const found = stubs.list.length > 0 ? stubs.find(request) : undefined;
    const refusal = found?.needsCredentials === true ? engine.authorize(request) : undefined;
    const stub = refusal ? undefined : found;
    const prepared = refusal ?? engine.prepare(request, state);
    // What answers in place of the API triggers nothing: the API does not see the request.
    const replacesApi = stub !== undefined || fault?.replacesApi === true;
    const events = replacesApi ? [] : applyEvents(sandbox, request, prepared);
    const answer = (): MockResponse =>
      stub ? stub.answer() : engine.execute(prepared, request, state);
    // Explained before the response is made: a kick changes the clients.
    const isExplained = headers[EXPLAIN_HEADER] !== undefined;
    const explanation = isExplained
      ? explain(sandbox, request, prepared, { fault: fault?.name, stub: stub?.name })
      : undefined;
    const made = fault ? fault.apply(answer) : answer();
    const response = explanation ? { ...made, headers: { ...made.headers, ...explanation } } : made;
    const faultName = fault && { fault: fault.name };
    sandbox.journal.add(state.clock.now(), request, response, {
      ...faultName,
      ...(stub && fault?.replacesApi !== true && { stub: stub.name }),
      ...(events.length > 0 && { events }),
    });
    count(request, response, fault !== undefined);
    for (const watch of watchers) watch({ sandbox, request, response, ...faultName });
    return response;
  }

  function count({ method }: ApiRequest, { status, outcome }: MockResponse, fault: boolean): void {
    const name = METHODS.includes(method) ? method : 'other';
    const statuses = traffic.requests.get(name) ?? new Map<number, number>();
    traffic.requests.set(name, statuses.set(status, (statuses.get(status) ?? 0) + 1));
    traffic.rows += outcome?.rows ?? 0;
    if (fault) traffic.faults++;
  }

  return { handle, watchers, traffic };
}

const METHODS = ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST', 'PUT', 'PATCH'];

/** Events happen only for lists that the API answers: not for a refused one, nor a crash. */
function applyEvents(
  { scenario, engine, state }: Sandbox,
  request: ApiRequest,
  prepared: PreparedRequest,
): readonly string[] {
  if (!scenario || prepared.kind !== 'list') return [];
  return scenario.applyEvents(
    prepared.query,
    state,
    () => engine.execute(prepared, request, state).outcome.kind === 'list',
  );
}

/** The header that explains the response, if the request asks for it. */
function explain(
  sandbox: Sandbox,
  request: ApiRequest,
  prepared: PreparedRequest,
  { fault, stub }: { readonly fault: string | undefined; readonly stub: string | undefined },
): Record<string, string> | undefined {
  const asked = readExplainHeader(request.headers[EXPLAIN_HEADER]);
  if (!asked) return undefined;
  const { engine, state } = sandbox;
  const { dialect } = sandbox.settings;
  const { method, path, query } = request;
  const explanation =
    stub === undefined
      ? engine.explain(request, prepared, state, asked.why)
      : {
          request: `${method} ${path}${query === '' ? '' : `?${query}`}`,
          dialect,
          answer: `The stub ${JSON.stringify(stub)} answers in place of the API.`,
          decisions: [],
        };
  const whole = fault === undefined ? explanation : { ...explanation, fault };
  return { [EXPLAIN_HEADER]: explainHeader(whole) };
}
