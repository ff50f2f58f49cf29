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
  if (!usage) throw new OptionError('usage', undefined, 'a mock with the option usage');
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
  const tracked: typeof fetch = async (input, init) => {
    const response = await original(input, init);
    const isRequest = typeof input === 'object' && 'method' in input;
    const method = init?.method ?? (isRequest ? input.method : 'GET');
    const sent = isRequest ? input.url : String(input);
    const reads = readsOf(method.toUpperCase(), URL.canParse(sent) ? sent : response.url);
    return reads ? trackedResponse(response, reads) : response;
  };
  globalThis.fetch = tracked;
  const stop = (): void => {
    if (globalThis.fetch === tracked) globalThis.fetch = original;
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
  return response;
}

/** A value that reports the members that are read: a row's without its index, `data.clientid`. */
function trackedValue<T>(value: T, read: (member: string) => void): T {
  const wrapped = new WeakMap<object, unknown>();
  const wrap = (each: unknown, path: string): unknown => {
    if (typeof each !== 'object' || each === null) return each;
    const known = wrapped.get(each);
    if (known !== undefined) return known;
    const under = (name: string): string => (path === '' ? name : `${path}.${name}`);
    const proxy: unknown = new Proxy(each, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof name === 'symbol') return member;
        if (Array.isArray(target)) {
          read(path);
          return wrap(member, path);
        }
        if (typeof member === 'function') return member;
        if (Array.isArray(member) || typeof member !== 'object' || member === null) {
          read(under(name));
        }
        return wrap(member, under(name));
      },
      has(target, name) {
        if (typeof name === 'string') read(Array.isArray(target) ? path : under(name));
        return Reflect.has(target, name);
      },
      ownKeys(target) {
        read(Array.isArray(target) ? path : under('*'));
        return Reflect.ownKeys(target);
      },
    });
    wrapped.set(each, proxy);
    return proxy;
  };
  return wrap(value, '') as T;
}
