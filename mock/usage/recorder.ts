import type { ApiRequest } from '../core/parse-request.js';
import { releaseNamed, type DialectName } from '../core/releases/releases.js';
import type { MockResponse, Outcome, OutcomeKind } from '../core/request-response.js';
import { textOfHeader } from '../sandboxes/sandbox-name.js';
import type { Sandbox } from '../sandboxes/sandbox.js';
import { keyOf, mergeUsage, sortedTexts, type Usage, type Use } from '../../openapi/usage/usage.js';
import { type AskedNode, askedNodeOf, shapeOf, type Shape } from './classify.js';
import { memberName } from './members.js';

/** Names the test that sends a request; as bytes that every HTTP client accepts. */
const TEST_HEADER = 'x-mock-test';

/** Different texts that are kept: of a test and a use, of tests, of queries; more are not distinguished. */
const MAX_KNOWN = 10_000;
/** Characters of a query that is known by its text. */
const MAX_TEXT = 500;
/** Characters of a test's name. */
const MAX_NAME = 200;
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029]+/gu;

interface Exchange {
  readonly sandbox: Sandbox;
  readonly request: ApiRequest;
  readonly response: MockResponse;
  readonly fault?: string;
}

/** A use, while it is recorded. */
interface Recorded {
  readonly shape: Shape;
  /** The most different requests of each test in one attempt. */
  readonly tests: Map<string, number>;
  readonly reads: Set<string>;
  /** Requests, and those of them whose answer was tracked. */
  requests: number;
  tracked: number;
}

/** Notes what is read of one answer. */
export interface AnswerReads {
  /** @param member such as `meta.count`. */
  read(this: void, member: string): void;
  /** The body was read in another way than as JSON: all members count. */
  readAll(this: void): void;
}

/** What a list request with a certain query was, last time. */
interface KnownQuery {
  readonly use: Recorded | undefined;
  readonly method: string;
  readonly kind: OutcomeKind;
  readonly isEmpty: boolean;
  readonly asked: AskedNode;
}

/** Records what the requests to a mock use of the API; all its sandboxes together. */
export class UsageRecorder {
  readonly #tested: string;
  readonly #basePath: string;
  readonly #uses = new Map<string, Recorded>();
  /** List requests of no test, by their query: most are sent again. */
  readonly #queries = new Map<string, KnownQuery>();
  /** Lookups and kicks with a plain id, by method and outcome. */
  readonly #plain = new Map<string, Recorded>();
  /** Of each test: the different requests of each use, in this attempt. */
  readonly #attempts = new Map<string, Map<Recorded, Set<string>>>();
  readonly #names = new Map<string, string>();
  readonly #testsOfSandboxes = new Map<string, string>();
  /** The last use of a request, by its text, once reads are tracked. */
  #lastUses: Map<string, Recorded> | undefined;
  #test = '';

  constructor({ dialect, basePath }: { readonly dialect: DialectName; readonly basePath: string }) {
    const release = releaseNamed(dialect);
    this.#tested = release === undefined ? 'documented' : `emqx-${release}`;
    this.#basePath = basePath;
  }

  /**
   * Names the test of the requests that follow; `undefined`: of none.
   * @param sandbox only the requests of this sandbox.
   */
  startTest(name: string | undefined, sandbox?: string): void {
    const test = nameOf(name ?? '');
    if (sandbox === undefined) this.#test = test;
    else if (test === '') this.#testsOfSandboxes.delete(sandbox);
    else this.#testsOfSandboxes.set(sandbox, test);
    // A test that runs again sends the same requests again.
    this.#attempts.delete(test);
  }

  /** Called with each request that is answered. What a fault or a stub answers says nothing. */
  readonly note = (exchange: Exchange): void => {
    const { sandbox, request, response, fault } = exchange;
    const { outcome } = response;
    if (fault !== undefined || !outcome) return;
    const { name } = sandbox;
    const named = request.headers[TEST_HEADER];
    const test =
      named === undefined
        ? ((name === undefined ? undefined : this.#testsOfSandboxes.get(name)) ?? this.#test)
        : this.#nameOf(named);
    const use = this.#findUse(exchange, outcome);
    if (!use) return;
    use.requests++;
    if (this.#lastUses) this.#remember(use, request);
    if (test !== '') this.#count(use, test, request);
  };

  /** The use of a request: most are known by the query, or by the outcome. */
  #findUse(exchange: Exchange, outcome: Outcome): Recorded | undefined {
    const { request, sandbox } = exchange;
    const { route, method, query } = request;
    if (route.kind === 'client') {
      return isPlain(request, outcome) ? this.#plainUse(exchange, outcome) : this.#useOf(exchange);
    }
    const { kind, rows } = outcome;
    const isKnownByQuery =
      route.kind === 'clients' &&
      route.node === undefined &&
      request.body === '' &&
      // The header says in which way they are wrong.
      kind !== 'wrong credentials';
    if (!isKnownByQuery) return this.#useOf(exchange);
    const asked = askedNodeOf(sandbox.state);
    const isEmpty = rows === 0;
    const known = this.#queries.get(query);
    if (
      known?.kind === kind &&
      known.isEmpty === isEmpty &&
      known.method === method &&
      known.asked === asked
    ) {
      return known.use;
    }
    const use = this.#useOf(exchange);
    if (query.length < MAX_TEXT) {
      if (this.#queries.size >= MAX_KNOWN) this.#queries.clear();
      this.#queries.set(query, { use, method, kind, isEmpty, asked });
    }
    return use;
  }

  #plainUse(exchange: Exchange, { kind, rows }: Outcome): Recorded | undefined {
    const name = kind === 'lookup' ? LOOKUPS[rows === 0 ? 0 : 1] : kind;
    const known = this.#plain.get(name);
    if (known) return known;
    const use = this.#useOf(exchange);
    if (use) this.#plain.set(name, use);
    return use;
  }

  /** From now on, answers can be tracked: see {@link track}. */
  startTracking(): void {
    this.#lastUses ??= new Map();
  }

  /** @param request method and path with the query, as they were sent, without a sandbox. */
  track(request: string): AnswerReads {
    const use = this.#lastUses?.get(request);
    // More are answers of another mock to the same request.
    if (use && use.tracked < use.requests) use.tracked++;
    return {
      read: (member) => {
        const name = memberName(member);
        if (name !== undefined) use?.reads.add(name);
      },
      readAll: () => {
        if (use) use.requests = Infinity;
      },
    };
  }

  #remember(use: Recorded, { method, path, query }: ApiRequest): void {
    const last = this.#lastUses;
    if (!last) return;
    if (last.size >= MAX_KNOWN) last.clear();
    last.set(`${method} ${path}${query === '' ? '' : `?${query}`}`, use);
  }

  #useOf({ sandbox: { state }, request, response }: Exchange): Recorded | undefined {
    const shape = shapeOf({ request, response, state, basePath: this.#basePath });
    if (!shape) return undefined;
    const key = keyOf(shape);
    const known = this.#uses.get(key);
    if (known) return known;
    const use: Recorded = {
      shape,
      tests: new Map(),
      reads: new Set(),
      requests: 0,
      tracked: 0,
    };
    this.#uses.set(key, use);
    return use;
  }

  #count(use: Recorded, test: string, { method, path, query, body }: ApiRequest): void {
    const known = this.#attempts.get(test);
    // A caller that sends another name each time is no test run.
    if (!known && this.#attempts.size >= MAX_KNOWN) return;
    const attempt = known ?? new Map<Recorded, Set<string>>();
    this.#attempts.set(test, attempt);
    const different = attempt.get(use) ?? new Set();
    attempt.set(use, different);
    if (different.size >= MAX_KNOWN) return;
    different.add(`${method} ${path}?${query} ${body}`);
    use.tests.set(test, Math.max(different.size, use.tests.get(test) ?? 0));
  }

  #nameOf(header: string): string {
    const known = this.#names.get(header);
    if (known !== undefined) return known;
    const name = nameOf(textOfHeader(header));
    if (this.#names.size < MAX_KNOWN) this.#names.set(header, name);
    return name;
  }

  /** What has been used so far. */
  usage(): Usage {
    const uses = [...this.#uses.values()].map(
      ({ shape, tests, reads, requests, tracked }): Use => ({
        ...shape,
        reads: tracked >= requests ? sortedTexts(reads) : 'all',
        tested: [this.#tested],
        tests,
      }),
    );
    return mergeUsage({ uses, accepted: [] }, { uses: [], accepted: [] });
  }
}

const LOOKUPS = ['lookup of an unknown client', 'lookup of a known client'] as const;

/** Whether nothing but the outcome distinguishes a lookup or a kick from others. */
function isPlain({ method, path, query, body, route }: ApiRequest, { kind }: Outcome): boolean {
  return (
    (kind === 'lookup' || kind === 'kick' || kind === 'kick of an unknown client') &&
    method !== 'HEAD' &&
    query === '' &&
    body === '' &&
    (route as { readonly node?: string }).node === undefined &&
    !path.includes('%') &&
    !path.includes('+')
  );
}

function nameOf(test: string): string {
  return test.slice(0, MAX_NAME).replaceAll(UNPRINTABLE, ' ').trim();
}
