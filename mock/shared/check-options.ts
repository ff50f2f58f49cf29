import { nearest } from '../core/nearest.js';
import { OptionError } from '../options.js';
import type { PopulationOptions, StartOptions } from '../server/running-mock.js';

/** The kinds of values that options have: what is expected, and the check. */
const KINDS = {
  /** Checked by its own reader. */
  any: ['any value', () => true],
  flag: ['true or false', (value: unknown) => typeof value === 'boolean'],
  text: ['a text', (value: unknown) => typeof value === 'string'],
  name: ['a text that is not empty', (value: unknown) => typeof value === 'string' && value !== ''],
  texts: ['a list of texts', isTexts],
  'text or texts': [
    'a text, or a list of texts',
    (value: unknown) => typeof value === 'string' || isTexts(value),
  ],
  'texts or false': [
    'a list of texts, or false',
    (value: unknown) => value === false || isTexts(value),
  ],
  'number or list': [
    'a number or a list of clients',
    (value: unknown) => typeof value === 'number' || Array.isArray(value),
  ],
  'true or name': [
    'true, or the name of a file',
    (value: unknown) => typeof value === 'boolean' || (typeof value === 'string' && value !== ''),
  ],
  function: ['a function', (value: unknown) => typeof value === 'function'],
} as const satisfies Record<string, readonly [string, (value: unknown) => boolean]>;

function isTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

/** The kind of each option: a new option does not compile until it is here. */
type OptionKinds<T> = { readonly [Name in keyof Required<T>]: keyof typeof KINDS };

const POPULATION_OPTIONS: OptionKinds<PopulationOptions> = {
  dialect: 'any',
  basePath: 'any',
  apps: 'texts or false',
  node: 'name',
  companions: 'flag',
  dashboardUser: 'text',
  strict: 'flag',
  strictAllow: 'texts',
  utcOffset: 'any',
  now: 'any',
  seed: 'any',
  faults: 'any',
  stubs: 'any',
  scenario: 'any',
  journal: 'any',
  clients: 'number or list',
  usage: 'true or name',
};

const START_OPTIONS: OptionKinds<StartOptions> = {
  ...POPULATION_OPTIONS,
  port: 'any',
  host: 'name',
  mqtt: 'any',
  mqtts: 'any',
  mqttWs: 'any',
  tls: 'flag',
  tlsCert: 'name',
  tlsKey: 'name',
  httpsPort: 'any',
  mqttUser: 'text',
  cors: 'flag',
  control: 'flag',
  controlToken: 'text',
  log: 'any',
  write: 'function',
  from: 'text or texts',
  lenient: 'flag',
  persist: 'text',
  persistDelay: 'any',
  persistSync: 'flag',
  watch: 'flag',
  stubFiles: 'texts',
  report: 'function',
  proxy: 'text',
  proxyTimeout: 'any',
  proxyRecord: 'text',
};

/**
 * Checks options that no compiler has checked: their names, and the kinds of their values. An option
 * that is `undefined` counts as missing.
 * @throws {OptionError} for the first that is wrong.
 */
function checkOptions<T extends object>(options: T, kinds: OptionKinds<T>): void {
  const given: unknown = options;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new OptionError('options', given, 'an object with options');
  }
  const known = new Map(Object.entries<keyof typeof KINDS>(kinds));
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    const kind = known.get(name);
    if (kind === undefined) {
      const near = nearest(name, [...known.keys()]) ?? '';
      throw new OptionError(name, name, `an option that exists (nearest: ${near})`);
    }
    const [expected, isKind] = KINDS[kind];
    if (!isKind(value)) throw new OptionError(name, value, expected);
  }
}

/** Checks the options of createMock(). @throws {OptionError} for the first that is wrong. */
export const checkPopulationOptions = (options: PopulationOptions): void =>
  checkOptions(options, POPULATION_OPTIONS);

/** Checks the options of startMock(). @throws {OptionError} for the first that is wrong. */
export const checkStartOptions = (options: StartOptions): void =>
  checkOptions(options, START_OPTIONS);
