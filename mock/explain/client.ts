import type { StoredClient } from '../core/client.js';
import type { Filter } from '../core/query/query-types.js';
import type { Store } from '../core/store.js';
import type { ExplainedClient, ExplainedPage } from './explanation.js';

/** Tells for each node's client of an id which filter drops it, or on which page it stands. */
export function presenceOf(
  clientid: string,
  places: ReadonlyMap<StoredClient, number>,
  dropped: ReadonlyMap<StoredClient, Filter>,
  page: ExplainedPage,
  limit: number,
  words: (filter: Filter) => string,
): ExplainedClient {
  const isSent = (place: number): boolean =>
    page.first !== null && page.last !== null && place >= page.first && place <= page.last;
  const because = [
    ...[...places].map(([{ node }, place]) =>
      isSent(place)
        ? `On node ${node} it passes every filter, and is row ${place}: on this page.`
        : `On node ${node} it passes every filter, and is row ${place}: ${elsewhere(place, limit, page)}.`,
    ),
    ...[...dropped].map(([row, filter]) => {
      const { field } = filter.parameter;
      return `On node ${row.node} a filter drops it, ${words(filter)}: its own ${field} is ${shown(row, filter)}.`;
    }),
  ];
  return { clientid, inAnswer: [...places.values()].some(isSent), because };
}

function elsewhere(place: number, limit: number, { page }: ExplainedPage): string {
  if (limit === 0) return 'but no rows are asked for';
  return `on page ${Math.ceil(place / limit)}, and page ${page} was asked for`;
}

const TIMES = ['created_at', 'connected_at'];

/** What a client really has in the field that a filter looks at. */
function shown(row: StoredClient, { parameter: { field } }: Filter): string {
  const value = row[field];
  if (value === null) return 'none at all';
  if (TIMES.includes(field)) return `${Math.floor(Number(value) / 1000)}`;
  return JSON.stringify(value);
}

/** How many ids that look alike are told. */
const MAX_ALIKE = 3;

/** Tells that nobody has the id, and whose ids differ only in what is easily overlooked. */
export function unknownClient(store: Store, clientid: string): ExplainedClient {
  const wanted = plain(clientid);
  const alike = new Set<string>();
  for (const row of store) {
    if (plain(row.clientid) === wanted) alike.add(row.clientid);
    if (alike.size >= MAX_ALIKE) break;
  }
  const hint =
    alike.size === 0
      ? ''
      : ` There is ${[...alike].map((id) => JSON.stringify(id)).join(', ')}: ids are compared with case, blanks and all.`;
  const what = `Nobody has this id: it never was, was kicked, or its session is over.${hint}`;
  return { clientid, inAnswer: false, because: [what] };
}

/** Without case, without blanks around, and with the space that a + in a query stands for. */
const plain = (id: string): string => id.trim().toLowerCase().replaceAll('+', ' ');
