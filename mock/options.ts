import type { Credentials } from './core/auth.js';
import { DIALECT_NAMES, type DialectName } from './core/dialects/dialect.js';
import { splitPath } from './core/parse-request.js';
import type { FaultRule } from './faults/fault-rule.js';
import { readChoice, type ScenarioChoice } from './scenarios/choice.js';
import { parseFaultRules } from './faults/read-rules.js';
import { MAX_SEED } from './seed/random.js';
import { parseUtcOffset } from './core/read-time.js';

/** What a mock's answers look like, whatever clients it has. */
export interface MockOptions {
  /** Whose answers: the documents' (default) or a real broker's. */
  readonly dialect?: DialectName | undefined;
  /** Default `/api/v4`. */
  readonly basePath?: string | undefined;
  /**
   * Who may call, as `id:secret`; `false` lets everybody in. Default: the documents' own
   * `app_id:app_secret`, and `app_id:app_ssecret` as their second example misspells it.
   */
  readonly apps?: readonly string[] | false | undefined;
  /** Refuse query parameters that are not known. Default `false`: they are ignored. */
  readonly strict?: boolean | undefined;
  /** The nodes' local time, `+HH:MM`, `-HH:MM` or `Z`. Default `+00:00`. */
  readonly utcOffset?: string | undefined;
  /** Freezes the clock at this instant. Default: the machine's clock, running. */
  readonly now?: Date | string | undefined;
  /**
   * What the seeded clients, and the row order of a real broker's dialect, depend on: an integer
   * from 0 to 4294967295. Default 1.
   */
  readonly seed?: number | undefined;
  /**
   * Faults: rules, or their short form, `GET /clients nth=3 status=503`. They apply in every
   * sandbox; each counts for itself. Default: none.
   */
  readonly faults?: readonly (FaultRule | string)[] | undefined;
  /**
   * A named situation to begin with, instead of a seeded population: its name, or more about it.
   * `emqx-mock scenarios` lists them.
   */
  readonly scenario?: string | ScenarioOptions | undefined;
  /** Requests that the journal of each sandbox keeps, 0 to 100,000. Default 1,000. */
  readonly journal?: number | undefined;
}

/** A scenario, and what its clients depend on. */
export interface ScenarioOptions {
  readonly name: string;
  /** Default: the mock's. */
  readonly seed?: number | undefined;
  /** How many clients, where the scenario allows it. */
  readonly clients?: number | undefined;
}

/** {@link MockOptions}, read and checked. */
export interface MockSettings {
  readonly dialect: DialectName;
  readonly basePath: string;
  readonly credentials: readonly Credentials[] | undefined;
  readonly strict: boolean;
  readonly utcOffsetMinutes: number;
  /** Epoch milliseconds. */
  readonly frozenAt: number | undefined;
  readonly seed: number;
  readonly faults: readonly FaultRule[];
  readonly scenario: ScenarioChoice | undefined;
  readonly journalSize: number;
}

export const DEFAULT_APPS = ['app_id:app_secret', 'app_id:app_ssecret'] as const;
export const DEFAULT_BASE_PATH = '/api/v4';

/** An option that can not be used. */
export class OptionError extends Error {
  override readonly name = 'OptionError';

  constructor(
    /** The option's name in the programmatic API, e.g. `utcOffset`. */
    readonly option: string,
    readonly value: unknown,
    /** A phrase that fits behind "expected ". */
    readonly expected: string,
  ) {
    super(`Option ${option}: expected ${expected}, but got ${show(value)}.`);
  }
}

function show(value: unknown): string {
  if (value instanceof Date || typeof value === 'number' || typeof value === 'bigint') {
    return String(value);
  }
  return JSON.stringify(value);
}

/**
 * @param options `clients` matters to a scenario only; else it is for the population's maker.
 * @throws {OptionError} for the first option that can not be used.
 */
export function readOptions(options: MockOptions & { readonly clients?: unknown }): MockSettings {
  const { dialect = 'documented', strict = false, seed = 1 } = options;
  if (!DIALECT_NAMES.includes(dialect)) {
    throw new OptionError('dialect', dialect, `one of ${DIALECT_NAMES.join(', ')}`);
  }
  if (!Number.isInteger(seed) || seed < 0 || seed > MAX_SEED) {
    throw new OptionError('seed', seed, `an integer from 0 to ${MAX_SEED}`);
  }
  return {
    dialect,
    strict,
    seed,
    basePath: readBasePath(options.basePath ?? DEFAULT_BASE_PATH),
    credentials: options.apps === false ? undefined : (options.apps ?? DEFAULT_APPS).map(readApp),
    utcOffsetMinutes: readUtcOffset(options.utcOffset ?? '+00:00'),
    frozenAt: options.now === undefined ? undefined : readInstant(options.now),
    faults: readFaults(options.faults ?? []),
    scenario: readScenario(options.scenario, seed, options.clients),
    journalSize: readJournalSize(options.journal ?? JOURNAL_SIZE),
  };
}

export function readScenario(
  given: MockOptions['scenario'],
  seed: number,
  clients?: unknown,
): ScenarioChoice | undefined {
  if (given === undefined) return undefined;
  const named = typeof given === 'string' ? { name: given } : given;
  const read = readChoice({ seed, clients, ...withoutGaps(named) });
  if (read.ok) return read.choice;
  const { field, value, expected } = read.problem;
  throw new OptionError(field === 'name' ? 'scenario' : field, value, expected);
}

/** An option that is given as `undefined` is not given. */
function withoutGaps(options: ScenarioOptions): ScenarioOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as ScenarioOptions;
}

/** Requests that a journal keeps, where nobody asked for more or fewer. */
const JOURNAL_SIZE = 1000;
const MAX_JOURNAL = 100_000;

function readJournalSize(size: number): number {
  if (Number.isInteger(size) && size >= 0 && size <= MAX_JOURNAL) return size;
  throw new OptionError('journal', size, `an integer from 0 to ${MAX_JOURNAL}`);
}

export function readFaults(given: unknown): readonly FaultRule[] {
  const read = parseFaultRules(given);
  if (read.ok) return read.rules;
  const [{ field, value, expected }] = read.problems;
  throw new OptionError(field, value, expected);
}

export function readBasePath(text: string): string {
  const segments = /^\/[^?#]*$/.test(text) ? splitPath(text) : undefined;
  if (!segments?.every((segment) => segment.isWellFormed())) {
    throw new OptionError('basePath', text, 'a path that begins with /, such as /api/v4');
  }
  return segments.map((segment) => `/${encodeURIComponent(segment)}`).join('');
}

export function readApp(text: string): Credentials {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) {
    throw new OptionError('apps', text, 'id:secret, both not empty');
  }
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

export function readUtcOffset(text: string): number {
  const minutes = parseUtcOffset(text);
  if (minutes === undefined) {
    throw new OptionError('utcOffset', text, '+HH:MM or -HH:MM up to 14:00, such as +08:00');
  }
  return minutes;
}

/** The last millisecond of 9999, the last year that a time of the API can show. */
const LAST_INSTANT = 253_402_300_799_999;

/** Whether a mock's clock may stand there: from 1970, where Unix time begins, to 9999. */
export const isInstant = (epochMs: number): boolean => epochMs >= 0 && epochMs <= LAST_INSTANT;

const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;

/** JavaScript takes 30 February for 1 March. */
function isDay(value: string): boolean {
  const day = value.slice(0, 10);
  const epochMs = Date.parse(day);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(day);
}

/**
 * Reads an instant of 1970 to 9999; without a zone it is UTC. Returns epoch milliseconds.
 * @param option what the error names.
 * @throws {OptionError} for any other value.
 */
export function readInstant(value: unknown, option = 'now'): number {
  const epochMs = value instanceof Date ? value.getTime() : parseInstant(value);
  if (isInstant(epochMs)) return epochMs;
  throw new OptionError(option, value, EXPECTED_INSTANT);
}

/** What a message expects of an instant. */
const EXPECTED_INSTANT = 'an ISO 8601 time of 1970 to 9999, such as 2026-01-31T08:00:00Z';

function parseInstant(text: unknown): number {
  if (typeof text !== 'string' || !INSTANT.test(text) || !isDay(text)) return NaN;
  return Date.parse(text.includes('T') && !ZONE.test(text) ? `${text}Z` : text);
}
