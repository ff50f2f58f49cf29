import type { MockRequest, MockResponse } from '../core/messages.js';

/** One request that was answered, and how. */
export interface JournalEntry {
  /** Counts the requests of the sandbox, from 1; goes on when the journal is cleared. */
  readonly id: number;
  /** Epoch milliseconds, by the mock's clock. */
  readonly at: number;
  readonly method: string;
  /** As sent, without the sandbox's prefix. */
  readonly path: string;
  readonly query: string;
  /** The request's body; what lies beyond 2,048 characters is cut. */
  readonly body: string;
  readonly status: number;
  /** How many clients were sent. */
  readonly rows?: number;
  /** The `code` of the answer, where it has one. */
  readonly code?: number;
  /** The fault that befell it. */
  readonly fault?: string;
  /** What the scenario let happen just before. */
  readonly events?: readonly string[];
}

/** Which entries are meant; what is left out does not matter. */
export interface JournalFilter {
  readonly method?: string | undefined;
  /** The whole path, or what follows the base path; a `*` at the end stands for any rest. */
  readonly path?: string | undefined;
  /** `404`, or a class such as `4xx`. */
  readonly status?: string | undefined;
  /** Only entries after this id. */
  readonly since?: number | undefined;
}

/** The latest requests of one sandbox: a ring, however many come. */
export class Journal {
  #entries: JournalEntry[] = [];
  #start = 0;
  #lastId = 0;
  readonly #watchers = new Set<(entry: JournalEntry) => void>();

  constructor(
    /** How many entries are kept. */
    readonly size: number,
    private readonly basePath: string,
  ) {}

  get length(): number {
    return this.#entries.length;
  }

  /** How many requests there have been, kept or not. */
  get total(): number {
    return this.#lastId;
  }

  add(
    at: number,
    request: MockRequest,
    response: MockResponse,
    notes: Pick<JournalEntry, 'fault' | 'events'> = {},
  ): void {
    const code = codeOf(response.body);
    const entry: JournalEntry = {
      id: ++this.#lastId,
      at,
      method: request.method.slice(0, 20),
      ...textsOf(request),
      status: response.status,
      ...(response.rows !== undefined && { rows: response.rows }),
      ...(code !== undefined && { code }),
      ...notes,
    };
    if (this.#entries.length < this.size) this.#entries.push(entry);
    else if (this.size > 0) {
      this.#entries[this.#start] = entry;
      this.#start = (this.#start + 1) % this.size;
    }
    for (const watch of this.#watchers) watch(entry);
  }

  /** The entries that match, oldest first. */
  find(filter: JournalFilter = {}): JournalEntry[] {
    const matches = this.matcher(filter);
    const inOrder = [...this.#entries.slice(this.#start), ...this.#entries.slice(0, this.#start)];
    return inOrder.filter(matches);
  }

  /** Forgets the entries; ids go on. */
  clear(): void {
    this.#entries = [];
    this.#start = 0;
  }

  /** Calls back for every entry to come; returns how to stop that. */
  watch(watcher: (entry: JournalEntry) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** One predicate of a filter. */
  matcher({ method, path, status, since }: JournalFilter): (entry: JournalEntry) => boolean {
    const wanted = method?.toUpperCase();
    return (entry) =>
      (wanted === undefined || entry.method === wanted) &&
      (path === undefined || this.#isAt(path, entry.path)) &&
      (status === undefined || isStatus(status, entry.status)) &&
      (since === undefined || entry.id > since);
  }

  #isAt(wanted: string, path: string): boolean {
    const short = path.startsWith(`${this.basePath}/`) ? path.slice(this.basePath.length) : path;
    if (!wanted.endsWith('*')) return path === wanted || short === wanted;
    const start = wanted.slice(0, -1);
    return path.startsWith(start) || short.startsWith(start);
  }
}

/** Characters of a path, a query or a body that an entry keeps. */
const MAX_TEXT = 2048;

/**
 * What is kept of a request's texts. A text that is cut is copied: else it would keep the whole
 * one alive behind it, and a journal of long URLs would hold every one of them.
 */
function textsOf(request: MockRequest): Pick<JournalEntry, 'path' | 'query' | 'body'> {
  const { path, query = '', body = '' } = request;
  if (path.length <= MAX_TEXT && query.length <= MAX_TEXT && body.length <= MAX_TEXT) {
    return { path, query, body };
  }
  const cut = [path, query, body].map((text) => text.slice(0, MAX_TEXT));
  const [keptPath, keptQuery, keptBody] = JSON.parse(JSON.stringify(cut)) as [
    string,
    string,
    string,
  ];
  return { path: keptPath, query: keptQuery, body: keptBody };
}

function isStatus(wanted: string, status: number): boolean {
  return wanted.endsWith('xx')
    ? status >= 100 && wanted.startsWith(String(status).charAt(0))
    : wanted === String(status);
}

/** The answer's `code` stands at its end or at its beginning; no body is parsed for it. */
function codeOf(body: string): number | undefined {
  const found = /^\{"code":(\d+)[,}]|,"code":(\d+)\}$/.exec(
    body.length > 200 ? body.slice(0, 40) + body.slice(-40) : body,
  );
  return found ? Number(found[1] ?? found[2]) : undefined;
}
