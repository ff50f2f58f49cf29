/** What `meta` of a list tells; -1: not counted. */
export interface ListHead {
  readonly page: number;
  readonly limit: number;
  readonly hasnext: boolean;
  readonly count: number;
}

const HEAD = /^\{"meta":\{"page":([+-]?\d+),"limit":(\d+),"hasnext":(true|false),"count":(-?\d+)\}/;

/** Reads `meta` off the beginning of a list's body, without parsing its rows. */
export function readListHead(body: string): ListHead | undefined {
  const [, page, limit, hasnext, count] = HEAD.exec(body) ?? [];
  if (page === undefined) return undefined;
  return {
    page: Number(page),
    limit: Number(limit),
    hasnext: hasnext === 'true',
    count: Number(count),
  };
}
