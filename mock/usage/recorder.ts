import type { ApiRequest } from '../core/parse-request.js';
import { releaseNamed, type DialectName } from '../core/releases/releases.js';
import type { MockResponse } from '../core/request-response.js';
import type { Sandbox } from '../sandboxes/sandbox.js';
import { keyOf, mergeUsage, sortedTexts, type Usage, type Use } from '../../openapi/usage/usage.js';
import { shapeOf, type Shape } from './classify.js';
import { memberName } from './members.js';

/** Names the test that sends a request; as bytes that every HTTP client accepts. */
export const TEST_HEADER = 'x-mock-test';

/** Requests that are known by their text: each further one costs a look-up. */
const MAX_KNOWN = 20_000;
/** Characters of a request that is known by its text. */
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

/** A request of a test, by its text. */
interface Known {
  readonly use: Recorded | undefined;
}

/** Records what the requests to a mock use of the API; all its sandboxes together. */
export class UsageRecorder {
  readonly #tested: string;
  readonly #basePath: string;
  readonly #uses = new Map<string, Recorded>();
  #known = new Map<string, Known>();
  /** Of each test: which use has how many different requests in this attempt. */
  readonly #attempts = new Map<string, Map<Recorded, number>>();
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
    if (test === '' || !this.#attempts.delete(test)) return;
    for (const key of this.#known.keys()) if (key.startsWith(`${test}\n`)) this.#known.delete(key);
  }

  /** Called with each request that is answered. What a fault or a stub answers says nothing. */
  readonly note = (exchange: Exchange): void => {
    const { sandbox, request, response, fault } = exchange;
    if (fault !== undefined || !response.outcome) return;
    const { method, path, query, headers } = request;
    const named = headers[TEST_HEADER];
    const test =
      named === undefined
        ? sandbox.name === undefined
          ? this.#test
          : (this.#testsOfSandboxes.get(sandbox.name) ?? this.#test)
        : nameOf(named);
    const { kind, rows } = response.outcome;
    const key = `${test}\n${method} ${path}?${query}\n${kind}${rows === 0 ? '' : ' +'}${
      sandbox.state.askedNode ?? ''
    }`;
    const known = this.#known.get(key);
    if (known) {
      if (known.use) this.#answered(known.use, request);
      return;
    }
    const use = this.#useOf(exchange);
    if (use) {
      this.#answered(use, request);
      this.#count(use, test);
    }
    if (this.#known.size < MAX_KNOWN && key.length < MAX_TEXT && request.body === '') {
      this.#known.set(key, { use });
    }
  };

  /** From now on, answers can be tracked: see {@link track}. */
  startTracking(): void {
    this.#lastUses ??= new Map();
  }

  /** @param request method and path with the query, as they were sent, without a sandbox. */
  track(request: string): AnswerReads {
    const use = this.#lastUses?.get(request);
    if (use) use.tracked++;
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

  #answered(use: Recorded, { method, path, query }: ApiRequest): void {
    use.requests++;
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

  #count(use: Recorded, test: string): void {
    if (test === '') return;
    const attempt = this.#attempts.get(test) ?? new Map<Recorded, number>();
    const count = (attempt.get(use) ?? 0) + 1;
    this.#attempts.set(test, attempt.set(use, count));
    use.tests.set(test, Math.max(count, use.tests.get(test) ?? 0));
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

function nameOf(test: string): string {
  return test.slice(0, MAX_NAME).replaceAll(UNPRINTABLE, ' ').trim();
}
