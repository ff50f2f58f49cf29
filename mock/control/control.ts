import { equalInConstantTime } from '../core/auth.js';
import { inParts } from '../core/query/long-page.js';
import { finish, type Steps } from '../core/steps.js';
import { json } from '../core/releases/json-response.js';
import type { MockRequest, MockResponse } from '../core/request-response.js';
import { splitPath } from '../core/parse-request.js';
import type { Mock } from '../mock.js';
import type { Sandbox } from '../sandboxes/sandbox.js';
import { addressOf, isControlPath, sandboxPrefix } from '../sandboxes/sandbox-name.js';
import { invalid, sentence, ValidationError } from './validation-error.js';
import { CLIENT_ROUTES } from './routes/clients.js';
import { CLOCK_ROUTES } from './routes/clock.js';
import { FAULT_ROUTES } from './routes/faults.js';
import { MOCK_ROUTES } from './routes/mock.js';
import { JOURNAL_ENTRY_ROUTES } from './routes/journal-entries.js';
import { JOURNAL_ROUTES } from './routes/journal.js';
import { isLoopback } from './token.js';
import type { ControlPages } from './pages/pages.js';
import { NO_SUCH_PATH, refusal } from './refusal.js';
import type { ControlAnswer, ControlCall, ControlRoute, ControlRoutes } from './route.js';
import { REPORT_ROUTES } from './routes/reports.js';
import { SANDBOX_ROUTES } from './routes/sandboxes.js';
import { SCENARIO_ROUTES } from './routes/scenarios.js';
import { STUB_ROUTES } from './routes/stubs.js';

export const CONTROL_PATH = '/__mock';

export interface ControlOptions {
  readonly mock: Mock;
  /** Callers must send `Authorization: Bearer TOKEN`; `undefined`: only local callers are accepted. */
  readonly token?: string | undefined;
  /** Whether a `Host` is that of HTTPS. Default: none is. */
  readonly isSecure?: ((host: string) => boolean) | undefined;
  /** Default: there are none, as in a browser. */
  readonly pages?: ControlPages | undefined;
  /** Runs what takes long, with others' turns between its steps. Default: at once. */
  readonly inTurns?: ControlCall['inTurns'] | undefined;
}

/** The control API: how a test controls a mock over HTTP. */
export interface Control {
  /** Whether a path belongs to the control API, in a sandbox or not. */
  claims(this: void, path: string): boolean;
  /** Whether a browser asks for the root of the mock, and nothing else answers it. */
  welcomes(this: void, request: MockRequest): boolean;
  /** Answers such a request. */
  handle(this: void, request: MockRequest): Promise<MockResponse>;
  /** Ends the streams of events: the mock stops. */
  close(this: void): void;
}

interface FindableRoute {
  readonly method: string;
  readonly segments: readonly string[];
  readonly route: ControlRoute;
}

const routesOf = (routes: ControlRoutes): FindableRoute[] =>
  Object.entries<ControlRoute | ControlRoute['handle']>(routes).map(([request, route]) => {
    const [method = '', path = ''] = request.split(' ');
    const segments = path.split('/').filter((segment) => segment !== '');
    return { method, segments, route: typeof route === 'function' ? { handle: route } : route };
  });

const ROUTES = routesOf({
  ...MOCK_ROUTES,
  ...CLIENT_ROUTES,
  ...SCENARIO_ROUTES,
  ...CLOCK_ROUTES,
  ...JOURNAL_ROUTES,
  // Behind the paths of the journal that an id could hide.
  ...JOURNAL_ENTRY_ROUTES,
  ...FAULT_ROUTES,
  ...STUB_ROUTES,
  ...REPORT_ROUTES,
  ...SANDBOX_ROUTES,
});

export function createControl({
  mock,
  token,
  isSecure = () => false,
  pages,
  inTurns = finish,
}: ControlOptions): Control {
  const { basePath } = mock.settings;
  const routes = pages ? [...routesOf(pages.routes), ...ROUTES] : ROUTES;

  async function answer(given: MockRequest): Promise<ControlAnswer> {
    const addressed = addressOf(given, basePath);
    if (!addressed.ok) return invalidInput(addressed);
    const { request } = addressed;
    if (pages?.asksForLanding(request)) return land(pages, request, addressed.name);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const found = findRoute(routes, request.path, method);
    if (!('route' in found)) return found;
    const { route, parameter } = found;
    if (route.open !== 'to all') {
      const untrusted = token === undefined ? untrustedCaller(request) : undefined;
      if (untrusted) return untrusted;
    }
    if (route.open === undefined && token !== undefined && !isAuthorized(request, token)) {
      const message = 'Expected the header Authorization: Bearer and the control token.';
      return refusal('no token', message);
    }
    try {
      const query = readQuery(route, request.query ?? '');
      const body = readBody(request.body ?? '');
      const rawQuery = request.query ?? '';
      const root = `${sandboxPrefix(addressed.name)}${CONTROL_PATH}`;
      const given = { mock, request, root, parameter, query, body, rawQuery, inTurns };
      await inTurns(catchUp(mock, addressed.name));
      return await route.handle(withSandbox(given, addressed.name));
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      const { message, problems } = error;
      const listed = problems.map((problem) => ({
        field: problem.field,
        expected: problem.expected,
        message: sentence(problem),
      }));
      return refusal('invalid input', message, { field: problems[0].field, problems: listed });
    }
  }

  function land(
    { landingPage }: ControlPages,
    { headers = {} }: MockRequest,
    sandbox: string | undefined,
  ): ControlAnswer {
    const { host = '' } = headers;
    const known = /^[\w.:[\]-]+$/.test(host) ? host : 'localhost';
    return landingPage({
      settings: mock.settings,
      origin: `${isSecure(known) ? 'https' : 'http'}://${known}`,
      sandbox,
      showsSecret: token === undefined,
      languages: headers['accept-language'],
    });
  }

  return {
    welcomes: (request) =>
      pages?.asksForLanding(request) === true &&
      !mock.settings.passesOn &&
      (token !== undefined || untrustedCaller(request) === undefined) &&
      !mock.isAnswered(request),
    claims: isControlPath(basePath),
    handle: async (request) => toResponse(await answer(request)),
    close: () => pages?.close(),
  };
}

/** What is due happens before the call, in steps; a sandbox that is created for it has nothing due. */
function* catchUp({ sandboxes }: Mock, name: string | undefined): Steps<void> {
  const sandbox = name === undefined ? sandboxes.default : sandboxes.named.get(name)?.sandbox;
  if (sandbox) yield* sandbox.catchUpInSteps();
}

/** Adds the sandbox when it is first used: a page that is loaded creates none. */
function withSandbox(call: Omit<ControlCall, 'sandbox'>, name: string | undefined): ControlCall {
  let used: Sandbox | undefined;
  const use = (): Sandbox => {
    const sandbox = call.mock.sandboxes.use(name);
    sandbox.catchUp();
    return sandbox;
  };
  return {
    ...call,
    get sandbox() {
      return (used ??= use());
    },
  };
}

function toResponse({
  status = 200,
  json: body,
  text,
  events,
  headers,
}: ControlAnswer): MockResponse {
  const all = { 'cache-control': 'no-store', ...headers };
  if (text) {
    const head = { status, headers: { 'content-type': text.type, ...all } };
    const { body: content } = text;
    if (typeof content === 'string') return { ...head, body: content };
    return inParts(head, () => (content instanceof Uint8Array ? [content] : content));
  }
  if (events) return { status, headers: all, body: '', stream: events };
  if (body === undefined) return { status, headers: all, body: '' };
  const challenge = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return json(status, body, { ...all, ...challenge });
}

/**
 * Without a token only pages of this machine may control the mock: not a page of another site that
 * a user visits (`Origin`), nor one whose host name was changed to resolve to this machine (`Host`).
 * @returns the refusal of an untrusted caller; `undefined` for a trusted one.
 */
function untrustedCaller({ headers }: MockRequest): ControlAnswer | undefined {
  for (const name of ['origin', 'host'] as const) {
    const value = headers?.[name];
    if (value === undefined || isLoopback(hostOf(value))) continue;
    const message = `The control API does not answer ${name} ${value}: expected a loopback one, or a token (--control-token).`;
    return refusal('untrusted caller', message, { field: name, value });
  }
  return undefined;
}

/** The host of an `Origin` or `Host` header; empty if it has none, as `null`. */
function hostOf(header: string): string {
  const [, bracketed, plain] =
    /^(?:[a-z][a-z\d+.-]*:\/\/)?(?:\[([^\]]*)\]|([^:/]*))(?::\d+)?$/i.exec(header) ?? [];
  return (bracketed ?? plain ?? '').toLowerCase();
}

function isAuthorized({ headers }: MockRequest, token: string): boolean {
  const [, given = ''] = /^bearer +(.*)$/i.exec(headers?.['authorization'] ?? '') ?? [];
  return equalInConstantTime(token, given);
}

/** The refusal of a request with one problem. */
const invalidInput = ({
  field,
  expected,
  message,
}: Readonly<Record<'field' | 'expected' | 'message', string>>): ControlAnswer =>
  refusal('invalid input', message, { field, problems: [{ field, expected, message }] });

type Found = { readonly route: ControlRoute; readonly parameter: string } | ControlAnswer;

function findRoute(routes: readonly FindableRoute[], path: string, method: string): Found {
  const segments = splitPath(path);
  if (!segments) {
    const [field, expected] = ['path', 'two hexadecimal digits after each %'];
    const message = `The path is not well encoded: expected ${expected}.`;
    return invalidInput({ field, expected, message });
  }
  const given = segments.slice(1);
  const here = routes.flatMap((each) => {
    const parameter = match(each.segments, given);
    return parameter === undefined ? [] : [{ ...each, parameter }];
  });
  const found = here.find((each) => each.method === method);
  if (found) return found;
  const allowed = [...new Set(here.map((each) => each.method))];
  if (allowed.length === 0) return NO_SUCH_PATH;
  const expected = allowed.join(', ');
  const message = `Nothing answers ${method} here: expected ${expected}.`;
  return refusal('unknown method', message, { value: method, expected });
}

/** The open segment's value, empty if no segment is open; `undefined` if the path does not match. */
function match(pattern: readonly string[], segments: readonly string[]): string | undefined {
  if (pattern.length !== segments.length) return undefined;
  let parameter = '';
  for (const [index, part] of pattern.entries()) {
    if (part.startsWith('{')) parameter = segments[index] as string;
    else if (part !== segments[index]) return undefined;
  }
  return parameter;
}

function readQuery({ query: known = [] }: ControlRoute, text: string): Map<string, string> {
  const query = new Map<string, string>();
  // Such a query is the route's own, which may be very long.
  if (known === 'any') return query;
  for (const [key, value] of new URLSearchParams(text)) {
    if (!known.includes(key)) {
      const names = known.length === 0 ? 'no parameters' : `only ${known.join(', ')}`;
      throw invalid(key, value, names);
    }
    if (query.has(key)) throw invalid(key, value, 'it once');
    query.set(key, value);
  }
  return query;
}

/** More levels of lists and objects than any input has, and fewer than overflow the stack. */
const MAX_DEPTH = 100;

function readBody(text: string): unknown {
  if (text === '') return undefined;
  // Before it is parsed, which takes long if it is deep.
  if (isDeeper(text, MAX_DEPTH)) {
    throw invalid('body', text.slice(0, 40), `JSON of at most ${MAX_DEPTH} levels`);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw invalid('body', text.slice(0, 40), `JSON (${(error as Error).message})`);
  }
}

/** Whether a text of JSON has more levels of lists and objects. */
function isDeeper(json: string, levels: number): boolean {
  let depth = 0;
  let isInText = false;
  for (let index = 0; index < json.length; index++) {
    const character = json[index];
    if (isInText) {
      if (character === '\\') index++;
      else if (character === '"') isInText = false;
    } else if (character === '"') isInText = true;
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > levels) return true;
  }
  return false;
}
