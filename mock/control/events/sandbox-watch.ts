import type { Chunk } from '../../core/chunk/chunk.js';
import type { Mock } from '../../mock.js';
import type { Sandbox } from '../../sandboxes/sandbox.js';
import type { ControlCall } from '../route.js';
import { entryToJson } from '../routes/journal.js';
import { clockToJson } from '../routes/clock.js';
import { scenarioToJson } from '../routes/scenarios.js';
import { compareClients } from './client-changes.js';
import { EventStream } from './event-stream.js';

/** Milliseconds of a slice: what changes in it is sent together. */
const SLICE_MS = 100;
/** Slices between two comments that show that the stream is alive: 15 seconds. */
const HEARTBEAT = 150;
/** Slices for which a caller may come back and get what it has missed: 10 seconds. */
const LINGER = 100;
/** Milliseconds after which a browser connects again. */
const RETRY_MS = 2000;
/** Characters of past events that are kept for callers that come back. */
const MOST_KEPT = 1024 * 1024;
/** More requests of a slice than this are only counted. */
const MOST_ENTRIES = 50;

/** What a watch compares from slice to slice, beside clients and requests. */
interface Watched {
  readonly event: string;
  /** Differs whenever the data may. */
  readonly version: (sandbox: Sandbox, mock: Mock) => unknown;
  readonly data: (sandbox: Sandbox, mock: Mock) => unknown;
}

const WATCHED: readonly Watched[] = [
  {
    event: 'scenario',
    version: ({ begun, scenario }) => [begun, scenario?.happened],
    data: scenarioToJson,
  },
  {
    event: 'clock',
    version: ({ state }) => state.clock.moves,
    data: ({ state }) => clockToJson(state.clock),
  },
  {
    event: 'faults',
    version: ({ faults }) => [versionOf(faults), faults.counts()],
    data: ({ faults }) => ({ counts: faults.counts() }),
  },
  {
    event: 'stubs',
    version: ({ stubs }) => [versionOf(stubs), stubs.counts()],
    data: ({ stubs }) => ({ answered: stubs.counts() }),
  },
  {
    event: 'sandboxes',
    version: ({ name }, { sandboxes }) => (name === undefined ? sandboxes.counts : null),
    data: (_, { sandboxes }) => sandboxes.counts,
  },
];

const versions = new WeakMap<object, number>();
let lastVersion = 0;

/** A number that no other object has. */
function versionOf(object: object): number {
  const known = versions.get(object);
  if (known !== undefined) return known;
  versions.set(object, ++lastVersion);
  return lastVersion;
}

/**
 * Finds out what happens in a sandbox by comparing it with itself, ten times a second, and only while
 * a caller listens: nothing that answers requests knows of it.
 */
export class SandboxWatch {
  /** Distinguishes the ids of this watch from those of an earlier one. */
  readonly #name = crypto.randomUUID().slice(0, 8);
  #lastId = 0;
  #kept: { readonly id: number; readonly text: string }[] = [];
  #keptSize = 0;
  readonly #streams = new Set<EventStream>();
  #slices = 0;
  #isComparing = false;
  #idle = 0;
  readonly #timer = setInterval(() => void this.#compare(), SLICE_MS).unref();
  #chunks: readonly Chunk[];
  #requests: number;
  #cleared: number;
  readonly #versions = new Map<Watched, string>();

  constructor(
    private readonly sandbox: Sandbox,
    private readonly mock: Mock,
    private readonly inTurns: ControlCall['inTurns'],
    /** Called when no caller has listened for a while, or the sandbox no longer exists. */
    private readonly onEnd: () => void,
  ) {
    sandbox.catchUp();
    sandbox.journal.keepDetails = true;
    this.#chunks = sandbox.state.store.chunks;
    this.#requests = sandbox.journal.total;
    this.#cleared = sandbox.journal.cleared;
    for (const each of WATCHED) this.#versions.set(each, this.#versionOf(each));
  }

  /** @param lastId the id of the last event that the caller has had. */
  open(lastId: string | undefined, onEnd: () => void): EventStream {
    const stream: EventStream = new EventStream(
      () => {
        this.#streams.delete(stream);
        onEnd();
      },
      () => {
        const data = { reason: 'The events came faster than they were read.' };
        return this.#print('resync', data, this.#lastId);
      },
    );
    this.#streams.add(stream);
    const missed = this.#missedSince(lastId);
    const resumed = missed !== undefined;
    const hello = { sandbox: this.sandbox.name ?? null, resumed };
    // The events that were missed follow: until they are received, the caller's last id is right.
    const id = resumed ? undefined : this.#lastId;
    stream.send(`retry: ${RETRY_MS}\n${this.#print('hello', hello, id)}`);
    for (const text of missed ?? []) stream.send(text);
    return stream;
  }

  /** Ends all streams. */
  close(): void {
    clearInterval(this.#timer);
    this.sandbox.journal.keepDetails = false;
    for (const stream of [...this.#streams]) stream.end();
    this.onEnd();
  }

  #missedSince(lastId: string | undefined): string[] | undefined {
    const [, name, number] = /^(\w+)-(\d+)$/.exec(lastId ?? '') ?? [];
    if (name !== this.#name) return undefined;
    const after = Number(number);
    const oldest = this.#kept[0]?.id ?? this.#lastId + 1;
    if (after > this.#lastId || after < oldest - 1) return undefined;
    return this.#kept.filter(({ id }) => id > after).map(({ text }) => text);
  }

  async #compare(): Promise<void> {
    if (this.#isComparing) return;
    const { sandbox, mock } = this;
    const { name } = sandbox;
    if (name !== undefined && mock.sandboxes.named.get(name)?.sandbox !== sandbox) {
      this.#emit('end', { reason: 'The sandbox was dropped.' });
      this.close();
      return;
    }
    this.#idle = this.#streams.size > 0 ? 0 : this.#idle + 1;
    if (this.#idle > LINGER) {
      this.close();
      return;
    }
    // Not again while much is due: a comparison waits for all of it.
    this.#isComparing = true;
    try {
      await this.inTurns(sandbox.catchUpInSteps());
    } catch {
      // The next request meets the same error, and is answered with it.
      return;
    } finally {
      this.#isComparing = false;
    }
    this.#compareClients();
    this.#compareRequests();
    for (const each of WATCHED) {
      const version = this.#versionOf(each);
      if (version === this.#versions.get(each)) continue;
      this.#versions.set(each, version);
      this.#emit(each.event, each.data(sandbox, mock));
    }
    if (++this.#slices % HEARTBEAT === 0) this.#send(': alive\n\n');
  }

  #versionOf({ version }: Watched): string {
    return JSON.stringify(version(this.sandbox, this.mock));
  }

  #compareClients(): void {
    const { store } = this.sandbox.state;
    const changes = compareClients(this.#chunks, store.chunks);
    if (!changes) return;
    this.#chunks = store.chunks;
    this.#emit('clients', { total: store.size, ...changes });
  }

  #compareRequests(): void {
    const { journal } = this.sandbox;
    const isCleared = journal.cleared !== this.#cleared;
    if (!isCleared && journal.total === this.#requests) return;
    const since = this.#requests;
    this.#requests = journal.total;
    this.#cleared = journal.cleared;
    const count = journal.total - since;
    const entries = journal.find({ since }).slice(-MOST_ENTRIES).map(entryToJson);
    const many = count > MOST_ENTRIES;
    this.#emit('requests', { total: journal.total, cleared: isCleared, count, many, entries });
  }

  #emit(event: string, data: unknown): void {
    const id = ++this.#lastId;
    const text = this.#print(event, data, id);
    this.#kept.push({ id, text });
    this.#keptSize += text.length;
    while (this.#keptSize > MOST_KEPT) this.#keptSize -= this.#kept.shift()?.text.length ?? 0;
    this.#send(text);
  }

  #send(text: string): void {
    for (const stream of this.#streams) stream.send(text);
  }

  #print(event: string, data: unknown, id: number | undefined): string {
    const line = id === undefined ? '' : `id: ${this.#name}-${id}\n`;
    return `${line}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
  }
}
