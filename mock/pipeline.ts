import { json } from './core/dialects/json-response.js';
import type { MockRequest, MockResponse } from './core/messages.js';
import { EXPLAIN_HEADER, explainHeader, readExplainHeader } from './explain/header.js';
import { addressOf } from './sandboxes/sandbox-name.js';
import type { Sandbox } from './sandboxes/sandbox.js';
import type { Sandboxes } from './sandboxes/sandboxes.js';

/** A request and its answer, as those who watch are told of it. */
export interface Exchange {
  readonly sandbox: Sandbox;
  readonly request: MockRequest;
  readonly response: MockResponse;
  /** What the fault that befell it is called. */
  readonly fault?: string;
}

export interface Pipeline {
  /** Answers a request to the API, at once. */
  handle(this: void, request: MockRequest): MockResponse;
  /** Told of each request to the API that a sandbox has answered. */
  readonly watchers: Set<(exchange: Exchange) => void>;
}

/**
 * What happens to a request, whatever the host: its sandbox is found, the scenario's events that
 * are due are played, a fault may befall it, the engine answers, the journal notes it.
 */
export function createPipeline(sandboxes: Sandboxes): Pipeline {
  const { basePath } = sandboxes.world.settings;
  const watchers = new Set<(exchange: Exchange) => void>();

  function handle(given: MockRequest): MockResponse {
    const addressed = addressOf(given, basePath);
    if (!addressed.ok) return refuseName(addressed);
    const { request } = addressed;
    const sandbox = sandboxes.use(addressed.name);
    const { state } = sandbox;
    sandbox.catchUp();
    const events = sandbox.scenario?.meet(request, basePath, state) ?? [];
    const fault = sandbox.faults.plan(request);
    const answer = (): MockResponse => sandbox.renderer.handler(request, state);
    // Explained before it is made: a kick changes what there is to explain.
    const headers = explanationOf(request, sandbox, fault?.name);
    const made = fault ? fault.apply(answer) : answer();
    const response = headers ? { ...made, headers: { ...made.headers, ...headers } } : made;
    sandbox.journal.add(state.clock.now(), request, response, {
      ...(fault && { fault: fault.name }),
      ...(events.length > 0 && { events }),
    });
    for (const watch of watchers) {
      watch({ sandbox, request, response, ...(fault && { fault: fault.name }) });
    }
    return response;
  }

  return { handle, watchers };
}

/** The header that explains the answer, where the request asks for it. */
function explanationOf(
  request: MockRequest,
  { renderer, state }: Sandbox,
  fault: string | undefined,
): Record<string, string> | undefined {
  const wish = readExplainHeader(request.headers?.[EXPLAIN_HEADER]);
  if (!wish) return undefined;
  const explanation = renderer.explain(request, state, wish);
  const whole = fault === undefined ? explanation : { ...explanation, fault };
  return { [EXPLAIN_HEADER]: explainHeader(whole) };
}

const BAD_PARAMETER = 108;

function refuseName({ field, message }: { field: string; message: string }): MockResponse {
  return json(400, { code: BAD_PARAMETER, field, message });
}
