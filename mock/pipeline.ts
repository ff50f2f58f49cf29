import { apiError } from './core/releases/json-response.js';
import type { PreparedRequest } from './core/engine.js';
import { changed } from './core/query/long-page.js';
import { finish, known, type Steps } from './core/steps.js';
import type { MockRequest, MockResponse } from './core/request-response.js';
import { isApiPath, type ApiRequest } from './core/parse-request.js';
import { EXPLAIN_HEADER, explainHeader, readExplainHeader } from './explain/header.js';
import type { PlannedFault } from './faults/plan.js';
import type { JournalEntry } from './journal/journal.js';
import { addressOf, type Addressed, SANDBOX_HEADER } from './sandboxes/sandbox-name.js';
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

/** What the journal notes about a request. */
interface Recorded extends Pick<JournalEntry, 'stub' | 'events' | 'proxied'> {
  readonly request: ApiRequest;
  readonly response: MockResponse;
  readonly fault: PlannedFault | undefined;
  /** The request's body, if it has been read elsewhere. */
  readonly body?: string | undefined;
}

/** Counts of all requests, for metrics. */
interface Traffic {
  /** By method and status: a bounded number of both. */
  readonly requests: Map<string, Map<number, number>>;
  rows: number;
  faults: number;
}

/** A request that the mock does not answer: no stub, and a path that it does not know. */
export interface PassedRequest {
  /** Without the sandbox in its path. */
  readonly request: ApiRequest;
  /** To be applied to the answer; never one that answers in place of the API. */
  readonly fault: PlannedFault | undefined;
  /** Whether the request has credentials that the mock accepts. */
  readonly isAuthorized: boolean;
  /** Records how it was answered elsewhere. @param body the request's. */
  record(response: MockResponse, body?: string): void;
}

export interface Pipeline {
  /** Answers a request to the API, at once. */
  handle(this: void, request: MockRequest): MockResponse;
  /** Answers a request, or returns what `pass` makes of one that the mock does not answer. */
  offer<T>(this: void, request: MockRequest, pass: (passed: PassedRequest) => T): MockResponse | T;
  /** Like `offer`, in steps: a long search lets other requests have their turn. */
  steps<T = never>(
    this: void,
    request: MockRequest,
    pass?: (passed: PassedRequest) => T,
  ): Steps<MockResponse | T>;
  /** Whether the mock answers a request itself; nothing is counted. */
  isAnswered(this: void, request: MockRequest): boolean;
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

  function* steps<T = never>(
    given: MockRequest,
    pass?: (passed: PassedRequest) => T,
  ): Steps<MockResponse | T> {
    const address: Addressed = isOfDefault(given)
      ? { ok: true, name: undefined, request: given }
      : addressOf(given, basePath);
    if (!address.ok) {
      return apiError(400, 'badParameter', address.message, { field: address.field });
    }
    const { name } = address;
    const sandbox = sandboxOf(name);
    while (sandbox.catchUpSome()) yield;
    const { state, engine, faults, stubs } = sandbox;
    sandbox.takeTurn();
    const request = engine.parse(address.request, name);
    const { headers } = request;
    const hasFaults = faults.rules.length > 0 || headers['prefer'] !== undefined;
    const fault = hasFaults ? faults.plan(request) : undefined;
    const found = stubs.list.length > 0 ? yield* stubs.find(request) : undefined;
    if (pass && !found && request.route.kind === 'unknown' && fault?.replacesApi !== true) {
      return pass({
        request,
        fault,
        isAuthorized: engine.authorize(request) === undefined,
        record: (response, body) =>
          record(sandbox, { request, response, fault, body, proxied: true }),
      });
    }
    const refusal = found?.needsCredentials === true ? engine.authorize(request) : undefined;
    const stub = refusal ? undefined : found;
    const prepared = refusal ?? engine.prepare(request, state);
    // What answers in place of the API triggers nothing: the API does not see the request.
    const replacesApi = stub !== undefined || fault?.replacesApi === true;
    const hasEvents = sandbox.scenario !== undefined && !replacesApi;
    const events = hasEvents ? yield* applyEvents(sandbox, request, prepared) : [];
    // Explained before the response is made: a kick changes the clients.
    const isExplained = headers[EXPLAIN_HEADER] !== undefined;
    const explanation = isExplained
      ? yield* explain(sandbox, request, prepared, { fault: fault?.name, stub: stub?.name })
      : undefined;
    let made: MockResponse;
    if (fault) {
      const execute = () => engine.executeInSteps(prepared, request, state);
      made = yield* fault.apply(stub ? () => known(stub.answer()) : execute);
    } else made = stub ? stub.answer() : yield* engine.executeInSteps(prepared, request, state);
    const response = explanation
      ? changed(made, { headers: { ...made.headers, ...explanation } })
      : made;
    record(sandbox, {
      request,
      response,
      fault,
      ...(stub && fault?.replacesApi !== true && { stub: stub.name }),
      ...(events.length > 0 && { events }),
    });
    return response;
  }

  /** Nearly every request names no sandbox. */
  const isOfDefault = ({ path, headers = {} }: MockRequest): boolean =>
    headers[SANDBOX_HEADER] === undefined && isApiPath(path, basePath);

  function sandboxOf(name: string | undefined): Sandbox {
    const isOnlyDefault = name === undefined && sandboxes.named.size === 0;
    return isOnlyDefault ? sandboxes.default : sandboxes.use(name);
  }

  function record(sandbox: Sandbox, { request, response, fault, body, ...notes }: Recorded): void {
    const faultName = fault && { fault: fault.name };
    const shown =
      body === undefined
        ? request
        : { method: request.method, path: request.path, query: request.query, body };
    sandbox.journal.add(sandbox.state.clock.now(), shown, response, { ...faultName, ...notes });
    count(request, response, fault !== undefined);
    for (const watch of watchers) watch({ sandbox, request, response, ...faultName });
  }

  function isAnswered(given: MockRequest): boolean {
    const address = addressOf(given, basePath);
    if (!address.ok) return true;
    const { engine, stubs } = sandboxOf(address.name);
    const request = engine.parse(address.request, address.name);
    return request.route.kind !== 'unknown' || finish(stubs.find(request)) !== undefined;
  }

  function count({ method }: ApiRequest, { status, outcome }: MockResponse, fault: boolean): void {
    const name = METHODS.includes(method) ? method : 'other';
    const statuses = traffic.requests.get(name) ?? new Map<number, number>();
    traffic.requests.set(name, statuses.set(status, (statuses.get(status) ?? 0) + 1));
    traffic.rows += outcome?.rows ?? 0;
    if (fault) traffic.faults++;
  }

  return {
    handle: (given) => finish(steps(given)),
    offer: (given, pass) => finish(steps(given, pass)),
    steps,
    isAnswered,
    watchers,
    traffic,
  };
}

const METHODS = ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST', 'PUT', 'PATCH'];

/** Events happen only for lists that the API answers: not for a refused one, nor a crash. */
function* applyEvents(
  sandbox: Sandbox,
  request: ApiRequest,
  prepared: PreparedRequest,
): Steps<readonly string[]> {
  const { scenario, engine, state } = sandbox;
  if (!scenario || prepared.kind !== 'list') return [];
  const events = scenario.applyEvents(prepared.query, state, function* () {
    return (yield* engine.executeInSteps(prepared, request, state)).outcome.kind === 'list';
  });
  return (yield* sandbox.untilReset(events)) ?? [];
}

/** The header that explains the response, if the request asks for it. */
function* explain(
  sandbox: Sandbox,
  request: ApiRequest,
  prepared: PreparedRequest,
  { fault, stub }: { readonly fault: string | undefined; readonly stub: string | undefined },
): Steps<Record<string, string> | undefined> {
  const asked = readExplainHeader(request.headers[EXPLAIN_HEADER]);
  if (!asked) return undefined;
  const { engine, state } = sandbox;
  const { dialect } = sandbox.settings;
  const { method, path, query } = request;
  const explanation =
    stub === undefined
      ? yield* engine.explain(request, prepared, state, asked.why)
      : {
          request: `${method} ${path}${query === '' ? '' : `?${query}`}`,
          dialect,
          outcome: 'other' as const,
          answer: `The stub ${JSON.stringify(stub)} answers in place of the API.`,
          decisions: [],
        };
  const whole = fault === undefined ? explanation : { ...explanation, fault };
  return { [EXPLAIN_HEADER]: explainHeader(whole) };
}
