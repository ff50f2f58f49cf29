import { signal } from '@preact/signals';

/**
 * Every view has a URL: `#/VIEW/SEGMENT?QUERY`. It lies behind the `#`, so that the page works in a
 * sandbox and behind a proxy, and what it holds is sent to no server.
 */
export interface Route {
  /** The id of a view; empty: the first one. */
  readonly view: string;
  /** What the view shows, decoded: such as a client id. */
  readonly segments: readonly string[];
  /** The state of the view's form, as it is encoded; without `?`. */
  readonly query: string;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

function parseRoute(hash: string): Route {
  const text = hash.replace(/^#?\/?/, '');
  const mark = text.indexOf('?');
  const path = mark === -1 ? text : text.slice(0, mark);
  const [view = '', ...segments] = path.split('/');
  return {
    view: decode(view),
    segments: segments.filter((segment) => segment !== '').map(decode),
    query: mark === -1 ? '' : text.slice(mark + 1),
  };
}

export function hrefOf({ view, segments = [], query = '' }: Partial<Route>): string {
  const path = [view ?? '', ...segments].map(encodeURIComponent).join('/');
  return `#/${path}${query === '' ? '' : `?${query}`}`;
}

const current = signal(parseRoute(location.hash));

/** The query that each view had last: a link of the navigation returns to it. */
const lastQueries = new Map<string, string>();

/** The current route; a component that reads it is rendered again when it changes. */
export const route = (): Route => current.value;

export const lastQueryOf = (view: string): string => lastQueries.get(view) ?? '';

function read(): void {
  current.value = parseRoute(location.hash);
  lastQueries.set(current.value.view, current.value.query);
}

read();
addEventListener('hashchange', read);
addEventListener('popstate', read);

/** @param how `replace`: the browser's back button skips the current state. */
export function navigate(to: Partial<Route>, how: 'push' | 'replace' = 'push'): void {
  const href = hrefOf(to);
  if (href === location.hash) return;
  if (how === 'replace') history.replaceState(null, '', href);
  else history.pushState(null, '', href);
  read();
}
