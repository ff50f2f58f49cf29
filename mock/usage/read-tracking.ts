import type { Mock } from '../mock.js';
import { OptionError } from '../options.js';
import type { AnswerReads } from './recorder.js';

/** Tracks which members of answers are read, until it is stopped. */
export interface ReadTracking extends Disposable {
  /**
   * The same value, which notes what is read of it. For HTTP clients other than `fetch`: its
   * answers are tracked without it.
   * @param answer the parsed body.
   * @param request method and URL, e.g. `GET http://127.0.0.1:8081/api/v4/clients?_page=2`.
   */
  track<T>(this: void, answer: T, request: string): T;
  /** Puts back the `fetch` that was there. */
  stop(this: void): void;
}

/**
 * Notes which members of a mock's answers the application reads, so that its usage file has them and
 * not all members. Wraps `fetch`, also that of MSW: what `response.json()` returns is a Proxy of the
 * answer. What a test itself reads counts, too. The mock must be in this process and record its usage.
 *
 * ```ts
 * const mock = await startMock({ port: 0, usage: 'usage.yaml' });
 * using tracking = readTracking(mock);
 * ```
 * @throws {OptionError} if the mock records no usage.
 */
export function readTracking(mock: Pick<Mock, 'usage' | 'settings'>): ReadTracking {
  const { usage, settings } = mock;
  if (!usage)
    throw new OptionError(
      'usage',
      undefined,
      'a mock with the option usage (in a fixture, `mockServer`)',
    );
  usage.startTracking();
  const base = `${settings.basePath}/`;
  const readsOf = (method: string, url: string): AnswerReads | undefined => {
    if (!URL.canParse(url)) return undefined;
    const { pathname, search } = new URL(url);
    // A sandbox's path comes before it.
    const at = pathname.startsWith(base) ? 0 : pathname.lastIndexOf(base);
    return at === -1 ? undefined : usage.track(`${method} ${pathname.slice(at)}${search}`);
  };
  const original = globalThis.fetch;
  const state = { original, isStopped: false };
  const tracked: typeof fetch = async (input, init) => {
    const response = await original(input, init);
    // Another tracking that began later may still have this one as its `fetch`.
    if (state.isStopped) return response;
    const isRequest = typeof input === 'object' && 'method' in input;
    const method = init?.method ?? (isRequest ? input.method : 'GET');
    const sent = isRequest ? input.url : String(input);
    const reads = readsOf(method.toUpperCase(), URL.canParse(sent) ? sent : response.url);
    return reads ? trackedResponse(response, reads) : response;
  };
  globalThis.fetch = tracked;
  wrappers.set(tracked, state);
  const stop = (): void => {
    state.isStopped = true;
    // Those that began later may have been stopped, or not.
    let wrapper = wrappers.get(globalThis.fetch);
    while (wrapper?.isStopped === true) {
      globalThis.fetch = wrapper.original;
      wrapper = wrappers.get(globalThis.fetch);
    }
  };
  return {
    track(answer, request) {
      const [method = '', url = ''] = request.split(' ');
      const reads = readsOf(method.toUpperCase(), url);
      return reads ? trackedValue(answer, reads.read) : answer;
    },
    stop,
    [Symbol.dispose]: stop,
  };
}

/** The `fetch` that each tracking has put in place of another. */
const wrappers = new WeakMap<
  typeof fetch,
  { readonly original: typeof fetch; isStopped: boolean }
>();

/** Ways to read a body that do not show which members are read. */
const OTHER_READERS = ['text', 'arrayBuffer', 'blob', 'bytes', 'formData'] as const;

function trackedResponse(response: Response, reads: AnswerReads): Response {
  const define = (name: string, value: unknown): void => {
    Object.defineProperty(response, name, { value, configurable: true, writable: true });
  };
  const json = response.json.bind(response);
  define('json', async () => trackedValue(await json(), reads.read));
  const clone = response.clone.bind(response);
  define('clone', () => trackedResponse(clone(), reads));
  const methods = response as unknown as Record<string, (() => Promise<unknown>) | undefined>;
  for (const name of OTHER_READERS) {
    const read = methods[name]?.bind(response);
    if (!read) continue;
    define(name, () => {
      reads.readAll();
      return read();
    });
  }
  const ownBody = Object.getOwnPropertyDescriptor(response, 'body')?.get?.bind(response);
  const prototype = Object.getPrototypeOf(response) as object;
  Object.defineProperty(response, 'body', {
    configurable: true,
    get: () => {
      reads.readAll();
      return ownBody
        ? (ownBody() as unknown)
        : (Reflect.get(prototype, 'body', response) as unknown);
    },
  });
  return response;
}

/** The original of each tracked answer, and what reports its reads. */
const answers = new WeakMap<object, { value: unknown; read: (member: string) => void }>();

/** A value that reports the members that are read: a row's without its index, `data.clientid`. */
function trackedValue<T>(value: T, read: (member: string) => void): T {
  // Two mocks are tracked at once.
  const other = isObject(value) ? answers.get(value) : undefined;
  if (other) {
    return trackedValue(other.value as T, (member) => {
      other.read(member);
      read(member);
    });
  }
  const tracked = new WeakSet();
  const wrap = (each: unknown, path: string): unknown => {
    if (!isPlain(each) || tracked.has(each)) return each;
    // A copy, since the original may be frozen, and keeps its members.
    const own = Array.isArray(each) ? [...(each as unknown[])] : { ...each };
    const isList = Array.isArray(own);
    const under = (name: string): string =>
      isList ? path : path === '' ? name : `${path}.${name}`;
    /** Puts the Proxy of a member in its place, so that the application can freeze it. */
    const settle = (name: string | symbol): unknown => {
      const member: unknown = Reflect.get(own, name);
      if (typeof name === 'symbol' || !Object.hasOwn(own, name)) return member;
      const wrapped = wrap(member, under(name));
      if (wrapped !== member) Reflect.set(own, name, wrapped);
      return wrapped;
    };
    /** The names that were listed last: whether they are enumerable is asked next. */
    let listed = new Set<string | symbol>();
    const proxy: object = new Proxy<object>(own, {
      get(_target, name) {
        const member = settle(name);
        if (typeof name === 'symbol') return member;
        if (isList) read(path);
        else if (typeof member !== 'function' && (!isPlain(member) || Array.isArray(member)))
          read(under(name));
        return member;
      },
      set: (target, name, member) => Reflect.set(target, name, member),
      has(target, name) {
        if (typeof name === 'string') read(under(name));
        return Reflect.has(target, name);
      },
      getOwnPropertyDescriptor(target, name) {
        settle(name);
        if (typeof name === 'string' && !listed.delete(name)) read(under(name));
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
      ownKeys(target) {
        read(isList ? path : under('*'));
        const names = Reflect.ownKeys(target);
        listed = new Set(names);
        return names;
      },
      preventExtensions(target) {
        for (const name of Reflect.ownKeys(target)) settle(name);
        return Reflect.preventExtensions(target);
      },
    });
    tracked.add(proxy);
    return proxy;
  };
  const answer = wrap(value, '');
  if (isObject(answer)) answers.set(answer, { value, read });
  return answer as T;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A list, or an object as JSON has it. */
function isPlain(value: unknown): value is object {
  if (!isObject(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
