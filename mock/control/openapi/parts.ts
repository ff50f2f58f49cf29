/** Parts of an OpenAPI 3.1 document, written short. */
export type Schema = Readonly<Record<string, unknown>>;

export const text = (description: string, extra: Schema = {}): Schema => ({
  type: 'string',
  description,
  ...extra,
});
export const whole = (description: string, extra: Schema = {}): Schema => ({
  type: 'integer',
  minimum: 0,
  description,
  ...extra,
});
export const flag = (description: string): Schema => ({ type: 'boolean', description });
export const orNull = (schema: Schema): Schema => ({ ...schema, type: [schema['type'], 'null'] });
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

/** An object that has all of these members, and no others. */
export const object = (
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[] = Object.keys(properties),
): Schema => ({ type: 'object', properties, required, additionalProperties: false });

const jsonOf = (schema: Schema): Schema => ({ 'application/json': { schema } });

export const answer = (description: string, schema: Schema): Schema => ({
  description,
  content: jsonOf(schema),
});

export const bodyOf = (schema: Schema): Schema => ({ required: true, content: jsonOf(schema) });

export const parameter = (name: string, schema: Schema, place = 'query'): Schema => ({
  name,
  in: place,
  required: place === 'path',
  schema,
});

const problem = (name: string): Schema => ({ $ref: `#/components/responses/${name}` });

export interface OperationParts {
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Schema[];
  readonly body?: Schema;
  readonly answers: Readonly<Record<string, Schema>>;
  /** Whether no token is asked for. */
  readonly open?: boolean;
}

/** An operation, with the answers that every one has. */
export function operation(parts: OperationParts): Schema {
  const { id, tag, summary, description, parameters = [], body, answers, open = false } = parts;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    parameters: [{ $ref: '#/components/parameters/sandbox' }, ...parameters],
    ...(body && { requestBody: bodyOf(body) }),
    responses: {
      ...answers,
      400: problem('BadInput'),
      ...(!open && { 401: problem('NoToken') }),
    },
    ...(open && { security: [] }),
  };
}
