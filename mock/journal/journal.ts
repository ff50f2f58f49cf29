import type { MockResponse } from '../core/request-response.js';
import type { ApiRequest } from '../core/parse-request.js';
import type { Steps } from '../core/steps.js';
import { detailsOf, type ExchangeDetails } from './details.js';

/** One request and its response. */
export interface JournalEntry {
  /** Counts the requests of the sandbox, from 1; continues when the journal is cleared. */
  readonly id: number;
  /** Epoch milliseconds, by the mock's clock. */
  readonly at: number;
  readonly method: string;
  /** As sent, without the sandbox's prefix. */
  readonly path: string;
  readonly query: string;
  /** The request's body, cut after 2,048 characters. */
  readonly body: string;
  /** Whether the path, the query or the body was longer than what is kept. */
  readonly cut?: true;
  readonly status: number;
  /** How many clients were sent. */
  readonly rows?: number;
  /** The `code` of the response, if it has one. */
  readonly code?: number;
  /** The fault that was applied. */
  readonly fault?: string;
  /** The stub that answered. */
  readonly stub?: string;
  /** Another server answered: option `proxy`. */
  readonly proxied?: true;
  /** The scenario's events that happened just before. */
  readonly events?: readonly string[];
}

/** Selects entries; a member that is left out selects all. */
export interface JournalFilter {
  readonly method?: string | undefined;
  /** The whole path, or what follows the base path; a `*` at the end stands for any rest. */
  readonly path?: string | undefined;
  /** `404`, or a class such as `4xx`. */
  readonly status?: string | undefined;
  /** Only entries after this id. */
  readonly since?: number | undefined;
  /** Only entries before this id. */
  readonly before?: number | undefined;
  /** Found in the path, the query, the body, or the name of a fault, stub or event; in any case. */
  readonly text?: string | undefined;
}

/** What the journal reads of a request; `headers` only for its details. */
type JournalRequest = Pick<ApiRequest, 'method' | 'path' | 'query' | 'body'> &
  Partial<Pick<ApiRequest, 'headers'>>;
type JournalResponse = Pick<MockResponse, 'status' | 'outcome' | 'headers' | 'body' | 'parts'>;

/** Entries that are compared in a step: each may have thousands of characters. */
const COMPARED = 256;

/** The most entries whose headers and bodies are kept. */
const MOST_DETAILS = 500;

/** The latest requests of one sandbox: a ring of fixed size. */
export class Journal {
  #entries: JournalEntry[] = [];
  #start = 0;
  #lastId = 0;
  #cleared = 0;
  readonly #details = new Map<number, ExchangeDetails>();
  /** Whether the headers and bodies of new requests are kept, of the last {@link MOST_DETAILS}. */
  keepDetails = false;
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

  /** How often it was cleared. */
  get cleared(): number {
    return this.#cleared;
  }

  add(
    at: number,
    request: JournalRequest,
    response: JournalResponse,
    notes: Pick<JournalEntry, 'fault' | 'stub' | 'proxied' | 'events'> = {},
  ): void {
    const { status, outcome } = response;
    const entry: JournalEntry = {
      id: ++this.#lastId,
      at,
      method: request.method.slice(0, 20),
      ...textsOf(request),
      status,
      ...(outcome?.rows !== undefined && { rows: outcome.rows }),
      ...(outcome?.code !== undefined && { code: outcome.code }),
      ...notes,
    };
    if (this.#entries.length < this.size) this.#entries.push(entry);
    else if (this.size > 0) {
      this.#entries[this.#start] = entry;
      this.#start = (this.#start + 1) % this.size;
    }
    if (this.keepDetails) this.#keepDetails(entry.id, request, response);
    for (const watch of this.#watchers) watch(entry);
  }

  #keepDetails(id: number, request: JournalRequest, response: JournalResponse): void {
    this.#details.set(id, detailsOf(request, response));
    const [oldest] = this.#details.keys();
    if (this.#details.size > MOST_DETAILS && oldest !== undefined) this.#details.delete(oldest);
  }

  /** The entry of that id, if it is still kept. */
  get(id: number): JournalEntry | undefined {
    return this.#entries.find((entry) => entry.id === id);
  }

  /** Headers and bodies of an entry, if they were kept. */
  details(id: number): ExchangeDetails | undefined {
    return this.#details.get(id);
  }

  /** The entries that match, oldest first. */
  find(filter: JournalFilter = {}): JournalEntry[] {
    return this.#inOrder().filter(this.matcher(filter));
  }

  /** {@link find} in steps: the entries that there are now. */
  *findInSteps(filter: JournalFilter): Steps<JournalEntry[]> {
    const matches = this.matcher(filter);
    const found: JournalEntry[] = [];
    for (const [index, entry] of this.#inOrder().entries()) {
      if (matches(entry)) found.push(entry);
      if (index % COMPARED === COMPARED - 1) yield;
    }
    return found;
  }

  #inOrder(): JournalEntry[] {
    return [...this.#entries.slice(this.#start), ...this.#entries.slice(0, this.#start)];
  }

  /** Removes the entries; ids continue. */
  clear(): void {
    this.#entries = [];
    this.#start = 0;
    this.#details.clear();
    this.#cleared++;
  }

  /** Calls back for every new entry; returns the function that stops this. */
  watch(watcher: (entry: JournalEntry) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** The predicate of a filter. */
  matcher(filter: JournalFilter): (entry: JournalEntry) => boolean {
    const { method, path, status, since, before } = filter;
    const wanted = method?.toUpperCase();
    const text = filter.text?.toLowerCase();
    return (entry) =>
      (wanted === undefined || entry.method === wanted) &&
      (path === undefined || this.#isAt(path, entry.path)) &&
      (status === undefined || isStatus(status, entry.status)) &&
      (since === undefined || entry.id > since) &&
      (before === undefined || entry.id < before) &&
      (text === undefined || contains(entry, text));
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

type Texts = Pick<JournalEntry, 'path' | 'query' | 'body' | 'cut'>;

/** Cuts long texts. They are copied: a slice of a long URL would keep all of it in memory. */
function textsOf({ path, query, body }: Omit<Texts, 'cut'>): Texts {
  if (path.length + query.length + body.length <= MAX_TEXT) return { path, query, body };
  const texts = [path, query, body];
  const [shownPath = '', shownQuery = '', shownBody = ''] = JSON.parse(
    JSON.stringify(texts.map((text) => text.slice(0, MAX_TEXT))),
  ) as string[];
  const isCut = texts.some((text) => text.length > MAX_TEXT);
  return { path: shownPath, query: shownQuery, body: shownBody, ...(isCut && { cut: true }) };
}

/** @param text in lower case. */
const contains = (entry: JournalEntry, text: string): boolean =>
  [entry.path, entry.query, entry.body, entry.fault, entry.stub, ...(entry.events ?? [])].some(
    (part) => part?.toLowerCase().includes(text),
  );

function isStatus(wanted: string, status: number): boolean {
  return wanted.endsWith('xx')
    ? status >= 100 && wanted.startsWith(String(status).charAt(0))
    : wanted === String(status);
}
