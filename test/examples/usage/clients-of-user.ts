/** Where the API is, and the header that authorizes a request. */
export interface Api {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Page {
  readonly data: readonly { readonly clientid: string }[];
  readonly meta: { readonly count: number };
}

/** The ids of all clients of a user, read page by page until there are as many as `meta.count`. */
export async function clientsOfUser({ url, headers }: Api, username: string): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const query = new URLSearchParams({ username, _page: String(page), _limit: '2' });
    const response = await fetch(`${url}/clients?${query.toString()}`, { headers });
    const { data, meta } = (await response.json()) as Page;
    ids.push(...data.map(({ clientid }) => clientid));
    if (ids.length >= meta.count) return ids;
  }
}
