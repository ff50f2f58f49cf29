import type { Credentials } from './core/auth.js';
import {
  DIALECTS_SHOWN,
  type DialectName,
  isDialectName,
  nearestDialect,
} from './core/releases/releases.js';
import { isInstant, parseInstant } from './core/clock.js';
import { splitPath } from './core/parse-request.js';
import type { FaultRule } from './faults/fault-rule.js';
import { parseStubs, type Stub } from './stubs/stub.js';
import { readChoice, type ScenarioChoice } from './scenarios/choice.js';
import { parseFaultRules } from './faults/read-rules.js';
import { DEFAULT_SEED } from './seed/fleet.js';
import { MAX_SEED } from './seed/random.js';
import { parseUtcOffset } from './core/duration.js';

/** Options of a mock's behaviour. */
export interface MockOptions {
  /**
   * The broker release to imitate: any from `emqx-4.0.0` to `emqx-4.4.19`; a line such as `emqx-4.3`
   * is its newest release. Default `documented`: the behaviour that EMQX documents.
   */
  readonly dialect?: DialectName | undefined;
  /** The path that all API URLs begin with. Default `/api/v4`. */
  readonly basePath?: string | undefined;
  /**
   * The accepted credentials, as `id:secret`; `false` accepts requests without any. Default:
   * `app_id:app_secret`, and `app_id:app_ssecret`, as the documents' second example misspells it.
   */
  readonly apps?: readonly string[] | false | undefined;
  /**
   * The node that requests are sent to, e.g. `emqx@10.12.50.92`: some releases list its clients
   * first, and 4.0 lists no others. Default: the first node.
   */
  readonly node?: string | undefined;
  /**
   * Answers the paths beside `/clients` that front ends call: nodes, brokers, subscriptions, stats,
   * routes, the dashboard's login and others. Default: in the dialects of real releases, which have
   * them, and not in `documented`.
   */
  readonly companions?: boolean | undefined;
  /**
   * The user who may log in with `POST /auth`, as `name:password`, and send the same as basic
   * credentials, as EMQX's dashboard does. Default `admin:public`.
   */
  readonly dashboardUser?: string | undefined;
  /** Refuses unknown query parameters. Default `false`: they are ignored. */
  readonly strict?: boolean | undefined;
  /**
   * Names of unknown query parameters that `strict` accepts, beside `_`, with which front ends bypass
   * caches. Default: none.
   */
  readonly strictAllow?: readonly string[] | undefined;
  /** UTC offset of the times in responses: `+HH:MM`, `-HH:MM` or `Z`. Default `+00:00`. */
  readonly utcOffset?: string | undefined;
  /** Freezes the clock: a date, or an ISO 8601 time. Default: the running system clock. */
  readonly now?: Date | string | undefined;
  /**
   * Decides which clients are generated, and in which order a broker release lists them: an
   * integer from 0 to 4294967295. Default 1.
   */
  readonly seed?: number | undefined;
  /**
   * Faults to inject: rules, or their short form, such as `GET /clients nth=3 status=503`. They
   * apply in every sandbox, each with a count of its own. Default: none.
   */
  readonly faults?: readonly (FaultRule | string)[] | undefined;
  /**
   * Responses of your own for paths that the mock does not know, or that should be answered
   * differently; the first that matches answers, in every sandbox. Default: none.
   */
  readonly stubs?: readonly Stub[] | undefined;
  /**
   * The scenario to start in, by name or with options; it replaces the generated clients.
   * `emqx-mock scenarios` lists the names. Default: none.
   */
  readonly scenario?: string | ScenarioOptions | undefined;
  /** Number of requests that each sandbox's journal keeps, 0 to 100,000. Default 1,000. */
  readonly journal?: number | undefined;
}

/** A scenario with options. */
export interface ScenarioOptions {
  readonly name: string;
  /** An integer from 0 to 4294967295. Default: the mock's seed. */
  readonly seed?: number | undefined;
  /** Number of clients, if the scenario allows a choice. Default: the scenario's own. */
  readonly clients?: number | undefined;
}

/** {@link MockOptions} after validation, with defaults. */
export interface MockSettings {
  readonly dialect: DialectName;
  /** `undefined`: the first. */
  readonly node: string | undefined;
  readonly basePath: string;
  readonly credentials: readonly Credentials[] | undefined;
  readonly companions: boolean;
  readonly dashboardUser: Credentials;
  readonly strict: boolean;
  readonly strictAllow: readonly string[];
  readonly utcOffsetMinutes: number;
  /** Epoch milliseconds. */
  readonly frozenAt: number | undefined;
  readonly seed: number;
  readonly faults: readonly FaultRule[];
  readonly stubs: readonly Stub[];
  /** The host passes on what the mock does not answer. */
  readonly passesOn: boolean;
  readonly scenario: ScenarioChoice | undefined;
  readonly journalSize: number;
}

export const DEFAULT_APPS = ['app_id:app_secret', 'app_id:app_ssecret'] as const;
const DEFAULT_BASE_PATH = '/api/v4';
export const DEFAULT_DASHBOARD_USER = 'admin:public';

/** An option has an invalid value. */
export class OptionError extends Error {
  override readonly name = 'OptionError';

  constructor(
    /** The option's name in the programmatic API, e.g. `utcOffset`. */
    readonly option: string,
    readonly value: unknown,
    /** What is valid: a phrase that follows "expected". */
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
 * Validates options. `clients` is validated here only for a scenario.
 * @throws {OptionError} for the first option that is invalid.
 */
export function readOptions(options: MockOptions & { readonly clients?: unknown }): MockSettings {
  const { dialect = 'documented', strict = false, seed = DEFAULT_SEED, journal = 1000 } = options;
  checkInteger('seed', seed, MAX_SEED);
  checkInteger('journal', journal, 100_000);
  return {
    dialect: readDialect(dialect),
    node: options.node,
    companions: options.companions ?? dialect !== 'documented',
    dashboardUser: readDashboardUser(options.dashboardUser ?? DEFAULT_DASHBOARD_USER),
    strict,
    strictAllow: readStrictAllow(options.strictAllow ?? [], strict),
    seed,
    basePath: readBasePath(options.basePath ?? DEFAULT_BASE_PATH),
    credentials: options.apps === false ? undefined : (options.apps ?? DEFAULT_APPS).map(readApp),
    utcOffsetMinutes: readUtcOffset(options.utcOffset ?? '+00:00'),
    frozenAt: options.now === undefined ? undefined : readInstant(options.now),
    faults: readFaults(options.faults ?? []),
    stubs: readStubs(options.stubs ?? []),
    passesOn: false,
    scenario: readScenario(options.scenario, seed, options.clients),
    journalSize: journal,
  };
}

/** @throws {OptionError} for a release that never existed; it names the nearest. */
export function readDialect(name: string): DialectName {
  if (isDialectName(name)) return name;
  throw new OptionError('dialect', name, `${DIALECTS_SHOWN} (nearest: ${nearestDialect(name)})`);
}

/** @throws {OptionError} for a value that is no integer from 0 to `max`. */
export function checkInteger(option: string, value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return;
  throw new OptionError(option, value, `an integer from 0 to ${max}`);
}

export function readScenario(
  given: MockOptions['scenario'],
  seed: number,
  clients?: unknown,
): ScenarioChoice | undefined {
  if (given === undefined) return undefined;
  const named = typeof given === 'string' ? { name: given } : given;
  const read = readChoice({ seed, clients, ...withoutUndefined(named) });
  if (read.ok) return read.choice;
  const { field, value, expected } = read.problem;
  throw new OptionError(field === 'name' ? 'scenario' : field, value, expected);
}

/** An option that is `undefined` counts as missing. */
function withoutUndefined(options: ScenarioOptions): ScenarioOptions {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as ScenarioOptions;
}

export function readFaults(given: unknown): readonly FaultRule[] {
  const read = parseFaultRules(given);
  if (read.ok) return read.value;
  const [{ field, value, expected }] = read.problems;
  throw new OptionError(field, value, expected);
}

export function readStubs(given: unknown): readonly Stub[] {
  const read = parseStubs(given);
  if (read.ok) return read.value;
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

/** @throws {OptionError} for an empty name, or if nothing is strict. */
function readStrictAllow(names: readonly string[], strict: boolean): readonly string[] {
  if (names.length > 0 && !strict) {
    throw new OptionError('strictAllow', names, 'the option strict as well, which it relaxes');
  }
  if (names.includes('')) throw new OptionError('strictAllow', '', 'the name of a parameter');
  return names;
}

export const readApp = (text: string): Credentials => readPair('apps', text, 'id:secret');

export const readDashboardUser = (text: string): Credentials =>
  readPair('dashboardUser', text, 'name:password');

/**
 * Reads two texts with a colon between them; the second may contain colons.
 * @param form how an error names them, e.g. `id:secret`.
 * @throws {OptionError} if one of them is empty.
 */
export function readPair(option: string, text: string, form: string): Credentials {
  const colon = text.indexOf(':');
  if (colon < 1 || colon === text.length - 1) {
    throw new OptionError(option, text, `${form}, both not empty`);
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

/**
 * Reads a time from 1970 to 9999; without a zone it is UTC. Returns epoch milliseconds.
 * @param option the option that an error names.
 * @throws {OptionError} for any other value.
 */
export function readInstant(value: unknown, option = 'now'): number {
  const epochMs = value instanceof Date ? value.getTime() : parseInstant(value);
  if (isInstant(epochMs)) return epochMs;
  throw new OptionError(option, value, EXPECTED_INSTANT);
}

const EXPECTED_INSTANT = 'an ISO 8601 time of 1970 to 9999, such as 2026-01-31T08:00:00Z';
