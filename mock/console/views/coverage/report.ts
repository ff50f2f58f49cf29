/** How often one point was exercised. */
export interface Point {
  readonly point: string;
  readonly count: number;
}

export interface Group {
  readonly name: string;
  readonly points: readonly Point[];
}

/** `GET /__mock/coverage`. */
export interface Coverage {
  readonly requests: number;
  readonly faults: number;
  readonly covered: number;
  readonly total: number;
  readonly groups: readonly Group[];
  readonly companions: readonly { readonly name: string; readonly count: number }[];
  readonly unknownParameters: readonly { readonly name: string; readonly count: number }[];
}
