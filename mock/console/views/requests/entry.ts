/** One entry of `GET /__mock/journal`. */
export interface Entry {
  readonly id: number;
  /** ISO 8601, by the mock's clock. */
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly body: string;
  readonly status: number;
  readonly rows?: number;
  readonly fault?: string;
  readonly stub?: string;
  readonly proxied?: true;
  readonly events?: readonly string[];
}

/** `GET /__mock/journal/{id}`; headers and bodies are kept only while a page listens. */
export interface Details {
  readonly entry: Entry;
  readonly request: { readonly headers: Readonly<Record<string, string>> } | null;
  readonly response: {
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
    readonly cut: boolean;
  } | null;
}

export const urlOf = ({ path, query }: Pick<Entry, 'path' | 'query'>): string =>
  query === '' ? path : `${path}?${query}`;

/** The kind of a status, for its colour. */
export const kindOf = (status: number): 'good' | 'warn' | 'bad' =>
  status < 300 ? 'good' : status < 500 ? 'warn' : 'bad';
