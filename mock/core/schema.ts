import type { FieldProblem } from './client-input.js';

/**
 * A value from outside, described once: {@link Infer} gives its TypeScript type, `read` checks it,
 * and `openapi` is its schema in an OpenAPI 3.1 document.
 */
export interface Schema<T = unknown> {
  readonly openapi: Readonly<Record<string, unknown>>;
  /** Whether the type is right, but perhaps not the value: this is how {@link oneOf} chooses. */
  readonly fits: (value: unknown) => boolean;
  /** Returns the value; or `undefined`, after adding at least one problem. */
  readonly read: (value: unknown, field: string, problems: FieldProblem[]) => T | undefined;
  readonly isOptional?: boolean;
}

export type Infer<S> = S extends Schema<infer T> ? T : never;
export type Members = Readonly<Record<string, Schema>>;
type OptionalName<M> = {
  [Name in keyof M]: undefined extends Infer<M[Name]> ? Name : never;
}[keyof M];
type Flat<T> = { [Name in keyof T]: T[Name] };
type ObjectOf<M> = Flat<
  { readonly [Name in Exclude<keyof M, OptionalName<M>>]: Infer<M[Name]> } & {
    readonly [Name in OptionalName<M>]?: Exclude<Infer<M[Name]>, undefined>;
  }
>;

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly [FieldProblem, ...FieldProblem[]] };

/**
 * Reads a value and reports every problem.
 * @param field the name of the value in problems; empty if only its members have names.
 */
export function parse<T>(schema: Schema<T>, value: unknown, field: string): Parsed<T> {
  const problems: FieldProblem[] = [];
  const result = schema.read(value, field, problems);
  const [first, ...others] = problems;
  return first ? { ok: false, problems: [first, ...others] } : { ok: true, value: result as T };
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Of one list, or of the names of an object, no more problems are reported: a body has room for a million. */
const MOST_PROBLEMS = 100;

const join = (field: string, name: string): string => (field === '' ? name : `${field}.${name}`);

/** The keywords of JSON Schema, without those that are not given. */
const keywords = (given: Schema['openapi']): Schema['openapi'] =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

/**
 * A value that is checked as a whole.
 * @param expected a phrase that follows "expected ".
 */
export const check = <T>(
  openapi: Schema['openapi'],
  expected: string,
  fits: (value: unknown) => boolean,
  isValid: (value: T) => boolean = () => true,
): Schema<T> => ({
  openapi,
  fits,
  read(value, field, problems) {
    if (fits(value) && isValid(value as T)) return value as T;
    problems.push({ field: field || 'body', value, expected });
    return undefined;
  },
});

interface TextOptions {
  readonly maxLength?: number;
  readonly pattern?: RegExp;
  readonly format?: string;
  readonly examples?: readonly string[];
  /** Default: a phrase about `maxLength`. */
  readonly expected?: string;
}

export function text(description: string, options: TextOptions = {}): Schema<string> {
  const { pattern, expected, ...others } = options;
  const { maxLength } = others;
  return check<string>(
    keywords({ type: 'string', description, ...others, pattern: pattern?.source }),
    expected ?? (maxLength ? `a text of at most ${maxLength} characters` : 'a text'),
    (value) => typeof value === 'string',
    (value) => value.length <= (maxLength ?? Infinity) && (pattern?.test(value) ?? true),
  );
}

interface NumberOptions {
  /** Default 0. */
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  /** Default: a phrase about the bounds. */
  readonly expected?: string;
}

function numeric(type: 'integer' | 'number', description: string, options: NumberOptions) {
  const { exclusiveMinimum, minimum = exclusiveMinimum === undefined ? 0 : undefined } = options;
  const { maximum, expected } = options;
  const bounds = maximum === undefined ? `, ${minimum} or more` : ` from ${minimum} to ${maximum}`;
  return check<number>(
    keywords({ type, description, minimum, exclusiveMinimum, maximum }),
    expected ?? `${type === 'integer' ? 'an integer' : 'a number'}${bounds}`,
    (value) => typeof value === 'number',
    (value) =>
      value >= (minimum ?? -Infinity) &&
      value > (exclusiveMinimum ?? -Infinity) &&
      value <= (maximum ?? Infinity) &&
      (type === 'number' || Number.isInteger(value)),
  );
}

export const integer = (description: string, options: NumberOptions = {}): Schema<number> =>
  numeric('integer', description, options);
export const number = (description: string, options: NumberOptions = {}): Schema<number> =>
  numeric('number', description, options);

/** A value that can only be this one, such as a switch that is `true` or absent. */
export const constant = <const T extends string | true>(is: T, description: string): Schema<T> =>
  check({ const: is, description }, String(is), (value) => value === is);

/** A member that an object may lack; it then has the default, if there is one. */
export function optional<T>(schema: Schema<T>): Schema<T | undefined>;
export function optional<T>(schema: Schema<T>, byDefault: T): Schema<T>;
export function optional<T>(schema: Schema<T>, byDefault?: T): Schema<T | undefined> {
  return {
    openapi: keywords({ ...schema.openapi, default: byDefault }),
    fits: (value) => value === undefined || schema.fits(value),
    read: (value, ...rest) => (value === undefined ? byDefault : schema.read(value, ...rest)),
    isOptional: true,
  };
}

export interface ObjectSchema<M> extends Schema<ObjectOf<M>> {
  readonly members: M;
}

/** An object with these members and no others. */
export function object<M extends Members>(members: M): ObjectSchema<M> {
  const entries = Object.entries(members);
  const names = Object.keys(members);
  const required = names.filter((name) => members[name]?.isOptional !== true);
  const properties = Object.fromEntries(entries.map(([name, { openapi }]) => [name, openapi]));
  const whole = check(
    { type: 'object', properties, required, additionalProperties: false },
    `an object with ${names.join(', ')}`,
    isObject,
  );
  return {
    ...whole,
    members,
    fits: (value) =>
      isObject(value) &&
      Object.keys(value).every((name) => names.includes(name)) &&
      required.every((name) => Object.hasOwn(value, name)),
    read(value, field, problems) {
      const before = problems.length;
      // A map: `constructor` is not a member of an object that lacks it.
      const given = new Map(Object.entries(whole.read(value, field, problems) ?? {}));
      if (problems.length > before) return undefined;
      for (const name of given.keys()) {
        if (problems.length - before >= MOST_PROBLEMS) break;
        if (names.includes(name)) continue;
        const expected = `one of the members ${names.join(', ')}`;
        problems.push({ field: join(field, name), value: name, expected });
      }
      const result = entries
        .map(([name, { read }]) => [name, read(given.get(name), join(field, name), problems)])
        .filter(([, member]) => member !== undefined);
      return problems.length === before ? (Object.fromEntries(result) as ObjectOf<M>) : undefined;
    },
  };
}

type Partially<M> = { readonly [Name in keyof M]: Schema<Infer<M[Name]> | undefined> };

/** An object with any of these members and no others. */
export function partial<M extends Members>(members: M): ObjectSchema<Partially<M>> {
  const entries = Object.entries(members).map(([name, schema]) => [name, optional(schema)]);
  return object(Object.fromEntries(entries) as Partially<M>);
}

/**
 * An object whose members have any names, and values of one kind.
 * @param what the members in the plural, for messages.
 * @param names reads a name; default: any is accepted.
 */
export function record<T>(
  values: Schema<T>,
  { description, max, what }: { description: string; max: number; what: string },
  names?: Schema<string>,
): Schema<Readonly<Record<string, T>>> {
  const whole = check<Readonly<Record<string, unknown>>>(
    { type: 'object', description, additionalProperties: values.openapi, maxProperties: max },
    `an object of at most ${max} ${what}`,
    isObject,
    (value) => Object.keys(value).length <= max,
  );
  return {
    ...whole,
    read(value, field, problems) {
      const before = problems.length;
      const result = Object.create(null) as Record<string, T>;
      for (const [name, member] of Object.entries(whole.read(value, field, problems) ?? {})) {
        const key = names ? names.read(name, join(field, name), problems) : name;
        if (key !== undefined) result[key] = values.read(member, join(field, name), problems) as T;
      }
      return problems.length === before ? result : undefined;
    },
  };
}

/** @param expected for a value that is not a list. */
export function list<T>(
  items: Schema<T>,
  { maxItems, expected = 'a list' }: { maxItems?: number; expected?: string } = {},
): Schema<readonly T[]> {
  const openapi = keywords({ type: 'array', items: items.openapi, maxItems });
  const whole = check<readonly unknown[]>(openapi, expected, Array.isArray);
  return {
    ...whole,
    read(value, field, problems) {
      const before = problems.length;
      const given = whole.read(value, field, problems) ?? [];
      if (given.length > (maxItems ?? Infinity)) {
        const expected = `at most ${maxItems} items`;
        problems.push({ field: field || 'body', value: given.length, expected });
        return undefined;
      }
      const result: (T | undefined)[] = [];
      for (const [index, item] of given.entries()) {
        if (problems.length - before >= MOST_PROBLEMS) break;
        result.push(items.read(item, `${field}[${index}]`, problems));
      }
      return problems.length === before ? (result as T[]) : undefined;
    },
  };
}

/** The first schema that fits the value. @param expected for a value that fits none. */
export function oneOf<S extends readonly Schema[]>(
  expected: string,
  ...schemas: S
): Schema<Infer<S[number]>> {
  const chosen = (value: unknown) => schemas.find(({ fits }) => fits(value));
  const openapi = { oneOf: schemas.map((schema) => schema.openapi) };
  const whole = check<never>(openapi, expected, (value) => chosen(value) !== undefined);
  return {
    ...whole,
    read: (value, ...rest) => (chosen(value) ?? whole).read(value, ...rest) as Infer<S[number]>,
  };
}

/** Checks a value that was read. @param member the member that a problem names. */
export const refine = <T>(
  schema: Schema<T>,
  expected: string,
  isValid: (value: T) => boolean,
  member?: string & keyof T,
): Schema<T> => ({
  ...schema,
  read(value, field, problems) {
    const result = schema.read(value, field, problems);
    if (result === undefined || isValid(result)) return result;
    const wrong = member === undefined ? value : (result as Record<string, unknown>)[member];
    const name = member === undefined ? field : join(field, member);
    problems.push({ field: name, value: wrong, expected });
    return undefined;
  },
});

/** Replaces a value after it was read. */
export const map = <A, B>(schema: Schema<A>, convert: (value: A) => B): Schema<B> => ({
  ...schema,
  read(...given) {
    const result = schema.read(...given);
    return result === undefined ? undefined : convert(result);
  },
});

/** Replaces a value before it is read. */
export const prepare = <T>(schema: Schema<T>, convert: (value: unknown) => unknown): Schema<T> => ({
  ...schema,
  read: (value, ...rest) => schema.read(convert(value), ...rest),
});
