import { document } from '../../openapi/index.js';
import type { JsonSchema, Parameter, Reference, Traced } from '../../openapi/index.js';

/** A row of the documents' tables as the OpenAPI document has it, with its sources. */
export interface Row extends Traced {
  readonly name: string;
  readonly type: string;
  readonly values: readonly unknown[];
}

export const OPERATIONS = [
  { operation: 'GET /clients', path: '/clients', method: 'get' },
  { operation: 'GET /clients/{clientid}', path: '/clients/{clientid}', method: 'get' },
  { operation: 'DELETE /clients/{clientid}', path: '/clients/{clientid}', method: 'delete' },
] as const;
type OperationName = (typeof OPERATIONS)[number]['operation'];

/** The parameters of an operation, those of its path included. */
export function parametersOf(name: OperationName): Row[] {
  const { path, method } = find(name);
  const item = document.paths[path]!;
  return [...(item.parameters ?? []), ...(item[method]!.parameters ?? [])]
    .map((reference) => resolve(reference) as Parameter)
    .map((parameter) => ({ ...parameter, ...typeOf(parameter.schema), name: parameter.name }));
}

/** The members of an operation's success, `data[].node` as the documents write them. */
export function answerOf(name: OperationName): Row[] {
  const { path, method } = find(name);
  const answer = document.paths[path]![method]!.responses['200'] as {
    content: Record<string, { schema: JsonSchema }>;
  };
  return [...fieldsOf(answer.content['application/json']!.schema, '')];
}

function* fieldsOf(reference: JsonSchema, prefix: string): Generator<Row> {
  const schema = resolved(reference);
  for (const branch of (schema['oneOf'] ?? []) as JsonSchema[]) yield* fieldsOf(branch, prefix);
  for (const [key, property] of Object.entries(schema.properties ?? {})) {
    if (typeof property === 'boolean') continue;
    const field = { ...resolved(property), ...property };
    yield { ...field, ...typeOf(field), name: prefix + key };
    if (field.type === 'object') yield* fieldsOf(field, `${prefix}${key}.`);
    if (field.items) yield* fieldsOf(field.items, `${prefix}${key}[].`);
  }
}

function typeOf(schema: JsonSchema): Pick<Row, 'type' | 'values'> {
  const { type, items } = schema;
  const of = type === 'array' && items ? ` of ${String(resolved(items).type)}` : '';
  return { type: String(type) + of, values: schema.enum ?? [] };
}

function find(name: OperationName): (typeof OPERATIONS)[number] {
  return OPERATIONS.find(({ operation }) => operation === name)!;
}

function resolved(schema: JsonSchema): JsonSchema {
  return schema.$ref === undefined ? schema : (resolve({ $ref: schema.$ref }) as JsonSchema);
}

function resolve({ $ref }: Reference): unknown {
  const target = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document);
  if (target === undefined) throw new Error(`${$ref} leads nowhere in the OpenAPI document.`);
  return target;
}
