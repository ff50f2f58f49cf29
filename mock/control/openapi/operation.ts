import * as s from '../../core/schema.js';

type Json = s.Schema['openapi'];

/** A schema of the document's components. */
export const ref = (name: string): s.Schema =>
  s.check({ $ref: `#/components/schemas/${name}` }, 'any value', () => true);

export const boolean = (description: string): s.Schema =>
  s.check({ type: 'boolean', description }, 'true or false', (value) => typeof value === 'boolean');

export const nullable = ({ openapi, ...schema }: s.Schema): s.Schema => ({
  ...schema,
  openapi: { ...openapi, type: [openapi['type'], 'null'] },
});

/** An integer in a query, where all values are text. */
export const queryInteger = (...schema: Parameters<typeof s.integer>): s.Schema<number> =>
  s.prepare(s.integer(...schema), (text) =>
    /^\d{1,15}$/.test(String(text)) ? Number(text) : text,
  );

const jsonOf = ({ openapi }: s.Schema): Json => ({ 'application/json': { schema: openapi } });

export const answer = (description: string, schema: s.Schema): Json => ({
  description,
  content: jsonOf(schema),
});

/** The answer of an operation that succeeded with status 200. */
export const ok = (description: string, schema: s.Schema) => ({
  200: answer(description, schema),
});

export const parameters = (members: s.Members, place: 'query' | 'path' = 'query'): Json[] =>
  Object.entries(members).map(([name, { openapi }]) => ({
    name,
    in: place,
    required: place === 'path',
    schema: openapi,
  }));

const problem = (name: string): Json => ({ $ref: `#/components/responses/${name}` });

interface OperationExtras {
  readonly description?: string;
  readonly parameters?: readonly Json[];
  readonly body?: s.Schema;
  /** Whether it needs no token. */
  readonly open?: boolean;
}

/** An operation; the answers that all operations have in common are added. */
export function operation(
  operationId: string,
  summary: string,
  answers: Readonly<Record<string, Json>>,
  { description, parameters = [], body, open = false }: OperationExtras = {},
): Json {
  return {
    operationId,
    summary,
    ...(description !== undefined && { description }),
    parameters: [{ $ref: '#/components/parameters/sandbox' }, ...parameters],
    ...(body && { requestBody: { required: true, content: jsonOf(body) } }),
    responses: {
      ...answers,
      400: problem('ValidationError'),
      ...(!open && { 401: problem('NoToken') }),
    },
    ...(open && { security: [] }),
  };
}

type Paths = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** The paths of operations with one tag, in the form of the document. */
export const tagged = (tag: string, paths: Paths): Paths =>
  Object.fromEntries(
    Object.entries(paths).map(([path, operations]) => [
      `/__mock${path}`,
      Object.fromEntries(
        Object.entries(operations).map(([method, parts]) => [method, { ...parts, tags: [tag] }]),
      ),
    ]),
  );
