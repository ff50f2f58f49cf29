import { codeIn } from '../faults/apply-fault.js';
import { drawDelay } from '../faults/delay.js';
import { RequestPattern } from '../faults/request-pattern.js';
import { JSON_TYPE } from '../core/releases/json-response.js';
import type { MockResponse } from '../core/request-response.js';
import { type ApiRequest, splitPath } from '../core/parse-request.js';
import type { Steps } from '../core/steps.js';
import { Random } from '../seed/random.js';
import { BODILESS } from '../faults/response-members.js';
import { type Stub, type StubAnswer } from './stub.js';

/** The stubs of one sandbox, and how often each has answered. */
export interface StubSet {
  /** In order: the first that matches answers. */
  readonly list: readonly Stub[];
  /** How many requests each has answered, in the order of the stubs. */
  counts(): number[];
  /** Finds the stub that answers a request, in steps if there are many; nothing is counted. */
  find(request: ApiRequest): Steps<FoundStub | undefined>;
  /** The same stubs with all counts at 0, for a new or a reset sandbox. */
  fresh(): StubSet;
}

/** The stub that answers a request. */
interface FoundStub {
  /** The name in the journal. */
  readonly name: string;
  readonly needsCredentials: boolean;
  /** Counts the request, and returns the next answer. */
  answer(): MockResponse;
}

export interface StubSetOptions {
  readonly stubs: readonly Stub[];
  /** The same requests in the same order get the same delays for the same seed. */
  readonly seed: number;
  /** Stubs may name paths without it. */
  readonly basePath: string;
}

/** Stubs that are compared with a request in a step. */
const COMPARED = 16;

/** Makes a set of stubs, as `parseStubs` returns them. */
export function createStubSet(options: StubSetOptions): StubSet {
  const base = splitPath(options.basePath) ?? [];
  const matchers = options.stubs.map((stub, index) => {
    return new StubMatcher(stub, index, options.seed, base);
  });
  return {
    list: options.stubs,
    counts: () => matchers.map(({ answered }) => answered),
    *find(request) {
      for (const [index, matcher] of matchers.entries()) {
        if (matcher.matches(request)) return matcher.found(request);
        if (index % COMPARED === COMPARED - 1) yield;
      }
      return undefined;
    },
    fresh: () => createStubSet(options),
  };
}

class StubMatcher {
  answered = 0;
  readonly #name: string;
  readonly #answers: readonly StubAnswer[];
  readonly #pattern: RequestPattern;
  readonly #headPattern: RequestPattern;
  readonly #random: Random;

  constructor(
    private readonly stub: Stub,
    index: number,
    seed: number,
    private readonly base: readonly string[],
  ) {
    const { name = `stubs[${index}]`, match, respond } = stub;
    this.#name = name;
    this.#answers = [respond].flat();
    this.#pattern = new RequestPattern(match, base);
    // HEAD is GET without the body (RFC 9110, 9.3.2).
    this.#headPattern =
      match.method === 'GET'
        ? new RequestPattern({ ...match, method: 'HEAD' }, base)
        : this.#pattern;
    this.#random = new Random(seed ^ 0x57ab, index);
  }

  matches(request: ApiRequest): boolean {
    const isExhausted = this.stub.afterLast === 'pass' && this.answered >= this.#answers.length;
    if (isExhausted) return false;
    return (request.method === 'HEAD' ? this.#headPattern : this.#pattern).matches(request);
  }

  found(request: ApiRequest): FoundStub {
    const { credentials } = this.stub;
    return {
      name: this.#name,
      needsCredentials: credentials ?? this.#isBelowBase(request),
      answer: () => respond(this.#next(), request.method === 'HEAD', this.#random),
    };
  }

  #isBelowBase({ segments = [] }: ApiRequest): boolean {
    return this.base.every((segment, index) => segments[index] === segment);
  }

  #next(): StubAnswer {
    const { length } = this.#answers;
    const turn = this.answered++;
    const index = this.stub.afterLast === 'restart' ? turn % length : Math.min(turn, length - 1);
    return this.#answers[index] ?? {};
  }
}

function respond(
  { status = 200, headers = {}, contentType, body, delay }: StubAnswer,
  isHead: boolean,
  random: Random,
): MockResponse {
  const sent = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const type = contentType ?? (typeof body === 'string' ? 'text/plain; charset=utf-8' : JSON_TYPE);
  const delayMs = delay === undefined ? 0 : drawDelay(delay, random);
  const code = body === undefined || isHead ? undefined : codeIn(body);
  const hasLength = isHead && !BODILESS.includes(status);
  return {
    status,
    headers: {
      ...(body !== undefined && { 'content-type': type }),
      ...(hasLength && { 'content-length': String(new TextEncoder().encode(sent).length) }),
      ...headers,
    },
    body: isHead ? '' : sent,
    outcome: { kind: 'stub', ...(code !== undefined && { code }) },
    ...(delayMs > 0 && { delivery: { delayMs } }),
  };
}
