import type { StoredClient } from '../core/client.js';
import type { Store } from '../core/store.js';
import type { Steps } from '../core/steps.js';
import type { Filter } from '../core/query/query-types.js';
import type { ExplainedClient, ExplainedPage } from './explanation.js';

/** Says for each node's client of an id which filter drops it, or which page has it. */
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
  if (limit === 0) return 'but no rows are requested';
  return `on page ${Math.ceil(place / limit)}, and page ${page} was requested`;
}

const TIMES = ['created_at', 'connected_at'];

/** The client's own value of the field that a filter compares. */
function shown(row: StoredClient, { parameter: { field } }: Filter): string {
  const value = row[field];
  if (value === null) return 'empty';
  if (TIMES.includes(field)) return `${Math.floor(Number(value) / 1000)}`;
  return JSON.stringify(value);
}

/** How many similar ids are listed. */
const MAX_ALIKE = 3;

/** Says that no client has the id, and which ids differ only in case and blanks. */
export function* unknownClient({ chunks }: Store, clientid: string): Steps<ExplainedClient> {
  const wanted = plain(clientid);
  const alike = new Set<string>();
  for (const chunk of [...chunks]) {
    if (alike.size >= MAX_ALIKE) break;
    const ids = chunk.values('clientid');
    // Of many clients, most chunks can be passed over.
    if (!plain(ids.join('\n')).includes(wanted)) continue;
    for (const id of ids) {
      if (alike.size < MAX_ALIKE && plain(id) === wanted) alike.add(id);
    }
    yield;
  }
  const hint =
    alike.size === 0
      ? ''
      : ` There is ${[...alike].map((id) => JSON.stringify(id)).join(', ')}: ids are compared with case and blanks.`;
  const what = `No client has this id: there never was one, it was kicked, or its session has ended.${hint}`;
  return { clientid, inAnswer: false, because: [what] };
}

/** Without case and blanks at the ends; a `+` is the space that it means in a query. */
const plain = (id: string): string => id.trim().toLowerCase().replaceAll('+', ' ');
