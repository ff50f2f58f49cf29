/** The members of emqx-clients.yaml that this project reads; the file has more. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly [member: string]: unknown;
  };
  readonly servers: readonly {
    readonly url: string;
    readonly description: string;
    readonly variables: Readonly<Record<string, { readonly default: string }>>;
  }[];
  readonly paths: Readonly<Record<string, PathItem>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, JsonSchema>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly responses: Readonly<Record<string, ApiResponse>>;
    readonly examples: Readonly<Record<string, Example>>;
    readonly [section: string]: unknown;
  };
  readonly [member: string]: unknown;
}

export type Method = 'get' | 'delete';

export interface PathItem extends Readonly<Partial<Record<Method, Operation>>> {
  readonly parameters?: readonly Reference[];
}

export interface Operation extends Traced {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters?: readonly Reference[];
  /** By status, `'200'`. */
  readonly responses: Readonly<Record<string, Reference | ApiResponse>>;
  readonly [member: string]: unknown;
}

export interface Parameter extends Traced {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example?: unknown;
}

export interface ApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Reference>>;
  readonly content?: Readonly<
    Record<
      string,
      {
        readonly schema: JsonSchema | Reference;
        readonly examples?: Readonly<Record<string, Reference>>;
      }
    >
  >;
  readonly [member: string]: unknown;
}

export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

export interface Reference {
  readonly $ref: string;
}

/** JSON Schema 2020-12 with the keywords of this document. */
export interface JsonSchema extends Traced {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema | boolean>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
  /** How to generate a value: a path in faker, or `{path: arguments}`. */
  readonly 'x-faker'?: string | Readonly<Record<string, readonly unknown[]>>;
  readonly [keyword: string]: unknown;
}

/** The sources of a part of the document. */
export interface Traced {
  /** Rows of the vendor's tables; absent if the part is not in them. */
  readonly 'x-source'?: readonly { readonly table: string; readonly row: string }[];
  /** Links to decisions, `decisions.md#6`. */
  readonly 'x-decision'?: readonly string[];
}
