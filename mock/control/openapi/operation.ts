import { EXPECTED_DURATION, readDuration } from '../../core/duration.js';
import * as s from '../../core/schema.js';

type Json = s.Schema['openapi'];

/** A schema of the document's components. */
export const ref = (name: string): s.Schema =>
  s.check({ $ref: `#/components/schemas/${name}` }, 'any value', () => true);

export const boolean = (description: string): s.Schema =>
  s.check({ type: 'boolean', description }, 'true or false', (value) => typeof value === 'boolean');

export const oneOfTexts = (texts: readonly string[], description: string): s.Schema =>
  s.check({ type: 'string', enum: texts, description }, `one of ${texts.join(', ')}`, (value) =>
    texts.includes(String(value)),
  );

export const nullable = ({ openapi, ...schema }: s.Schema): s.Schema => ({
  ...schema,
  openapi: { ...openapi, type: [openapi['type'], 'null'] },
});

/** An integer in a query, where all values are text. */
export const queryInteger = (...schema: Parameters<typeof s.integer>): s.Schema<number> =>
  s.prepare(s.integer(...schema), (text) =>
    /^\d{1,15}$/.test(String(text)) ? Number(text) : text,
  );

/** Milliseconds, as a number or as a text with a unit. */
export const duration = (type: string | string[], description: string): s.Schema<number> =>
  s.map(
    s.check<unknown>(
      { type, description },
      EXPECTED_DURATION,
      (value) => readDuration(value) !== undefined,
    ),
    (value) => readDuration(value) ?? 0,
  );

const contentOf = ({ openapi }: s.Schema, type = 'application/json'): Json => ({
  [type]: { schema: openapi },
});

export const answer = (description: string, schema: s.Schema, type?: string): Json => ({
  description,
  content: contentOf(schema, type),
});

export const parameters = (members: s.Members, place: 'query' | 'path' = 'query'): Json[] =>
  Object.entries(members).map(([name, { openapi }]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: openapi,
  }));

interface OperationParts {
  readonly description?: string;
  readonly parameters?: readonly Json[];
  readonly body?: s.Schema | undefined;
  /** The status on success. Default 200. */
  readonly status?: number;
  /** The media type on success. Default JSON. */
  readonly type?: string;
  /** Answers other than those on success, and those that all operations have. */
  readonly answers?: Readonly<Record<string, Json>>;
  /** Whether it needs no token. */
  readonly open?: boolean;
}

/** @param result what it answers on success: a schema, or the members of an object. */
export function operation(
  operationId: string,
  summary: string,
  result: s.Schema | s.Members,
  { body, status = 200, type, answers, open = false, ...parts }: OperationParts = {},
): Json {
  const schema =
    typeof result.read === 'function' ? (result as s.Schema) : s.object(result as s.Members);
  return {
    operationId,
    summary,
    ...parts,
    parameters: [{ $ref: '#/components/parameters/sandbox' }, ...(parts.parameters ?? [])],
    ...(body && { requestBody: { required: true, content: contentOf(body) } }),
    responses: {
      [status]: answer('Success.', schema, type),
      ...answers,
      400: { $ref: '#/components/responses/ValidationError' },
      ...(!open && { 401: { $ref: '#/components/responses/NoToken' } }),
    },
    ...(open && { security: [] }),
  };
}

/** The paths of the document. @param operations by method and path, such as `GET /clients`. */
export function pathsOf(tag: string, operations: Readonly<Record<string, Json>>): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [request, parts] of Object.entries(operations)) {
    const [method = '', path = ''] = request.split(' ');
    (paths[`/__mock${path}`] ??= {})[method.toLowerCase()] = { ...parts, tags: [tag] };
  }
  return paths;
}
