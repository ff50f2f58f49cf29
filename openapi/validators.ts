/**
 * Validators for the API's response bodies. Ajv compiles each from the document on first use.
 * Importing this module loads Ajv.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { document } from './document.js';
import type { components } from './types.js';
import { violationsOf, type Violation } from './violation.js';

export type * from './api-types.js';
export type { Violation } from './violation.js';

/** `Client`, `ClientsPage`, `ClientLookup`, `KickAnswer`, `ApiError` and their parts. */
export type SchemaName = keyof components['schemas'];

export type Validation<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly errors: readonly [Violation, ...Violation[]] };

/** Checks a value without changing it. */
export type Validator<T> = (value: unknown) => Validation<T>;

const ROOT = 'emqx-clients';

let ajv: Ajv2020 | undefined;
const compiled = new Map<SchemaName, Validator<unknown>>();

function createAjv(): Ajv2020 {
  const created = new Ajv2020({
    allErrors: true,
    strict: true,
    verbose: true,
    // `npm run lint:spec` validates the schemas; here it would take most of the time.
    validateSchema: false,
  });
  // Under `components`, as in the document, so that each `$ref` resolves.
  created.addVocabulary(['components', 'x-source', 'x-decision', 'x-faker']);
  created.addSchema({ $id: ROOT, components: { schemas: document.components.schemas } });
  return created;
}

/**
 * Returns the validator of a schema of the document.
 *
 *     const result = validator('Client')(row);
 *     if (!result.ok) for (const { message } of result.errors) console.error(message);
 *
 * It reports every violation, not only the first. A value may have members that the schema does not
 * describe (decisions.md#38).
 */
export function validator<Name extends SchemaName>(
  name: Name,
): Validator<components['schemas'][Name]> {
  type Value = components['schemas'][Name];
  const known = compiled.get(name);
  if (known) return known as Validator<Value>;
  ajv ??= createAjv();
  const validate = ajv.compile<Value>({ $ref: `${ROOT}#/components/schemas/${name}` });
  const validateValue: Validator<Value> = (value) => {
    if (validate(value)) return { ok: true, value };
    const [first, ...others] = violationsOf(validate.errors ?? []);
    if (!first) throw new Error(`Ajv reports no error for an invalid ${name}.`);
    return { ok: false, errors: [first, ...others] };
  };
  compiled.set(name, validateValue);
  return validateValue;
}
