/**
 * Validators of what the API sends, compiled from the document by Ajv when they are first asked
 * for. Import this module only where a value has to be judged: it loads Ajv.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { document } from './document.js';
import type { components } from './types.js';
import { violationsOf, type Violation } from './violation.js';

export type { Violation } from './violation.js';

/** `Client`, `ClientsPage`, `ClientLookup`, `KickAnswer`, `ApiError` and their parts. */
export type SchemaName = keyof components['schemas'];

export type Validation<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly [Violation, ...Violation[]] };

/** Judges a value, which it neither changes nor keeps. */
export type Validator<T> = (value: unknown) => Validation<T>;

const ROOT = 'emqx-clients';

let ajv: Ajv2020 | undefined;
const compiled = new Map<SchemaName, Validator<unknown>>();

function createAjv(): Ajv2020 {
  const created = new Ajv2020({
    allErrors: true,
    strict: true,
    verbose: true,
    // The lint of the document judges its schemas; here it would take most of the time.
    validateSchema: false,
  });
  // `components` holds the schemas as in the document, so that their `$ref`s resolve.
  created.addVocabulary(['components', 'x-source', 'x-decision', 'x-faker']);
  created.addSchema({ $id: ROOT, components: { schemas: document.components.schemas } });
  return created;
}

/**
 * The validator of a schema of the document; compiled once, when it is first asked for.
 *
 *     const result = validator('Client')(row);
 *     if (!result.ok) for (const { message } of result.errors) console.error(message);
 *
 * @returns a function that reports everything that is wrong, not only the first; a value may
 *   have members that the schema does not describe (decisions.md#38).
 */
export function validator<Name extends SchemaName>(
  name: Name,
): Validator<components['schemas'][Name]> {
  type Value = components['schemas'][Name];
  const known = compiled.get(name);
  if (known) return known as Validator<Value>;
  ajv ??= createAjv();
  const validate = ajv.compile<Value>({ $ref: `${ROOT}#/components/schemas/${name}` });
  const judge: Validator<Value> = (value) => {
    if (validate(value)) return { ok: true, value };
    const [first, ...others] = violationsOf(validate.errors ?? []);
    if (!first) throw new Error(`Failed to word why a value is no ${name}.`);
    return { ok: false, errors: [first, ...others] };
  };
  compiled.set(name, judge);
  return judge;
}
