import type { Api } from './clients-of-user.js';

interface Page {
  readonly data: readonly { readonly clientid: string }[];
  readonly meta: { readonly hasnext: boolean };
}

/** The same, read until no page follows: brokers do not count under a filter. */
export async function clientsOfUser({ url, headers }: Api, username: string): Promise<string[]> {
  const ids: string[] = [];
  for (let page = 1; ; page++) {
    const query = new URLSearchParams({ username, _page: String(page), _limit: '2' });
    const response = await fetch(`${url}/clients?${query.toString()}`, { headers });
    const { data, meta } = (await response.json()) as Page;
    ids.push(...data.map(({ clientid }) => clientid));
    if (!meta.hasnext) return ids;
  }
}
