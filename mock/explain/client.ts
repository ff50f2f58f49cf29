import type { JsonValue, StoredClient } from '../core/client.js';
import type { Store } from '../core/store.js';
import type { Steps } from '../core/steps.js';
import type { Filter } from '../core/query/query-types.js';
import type {
  ExplainedClient,
  ExplainedCondition,
  ExplainedPage,
  ExplainedReason,
} from './explanation.js';

/** A filter in words, and as data. */
export interface DescribedFilter {
  readonly words: string;
  readonly condition: ExplainedCondition;
}

/** Says for each node's client of an id which filter drops it, or which page has it. */
export function presenceOf(
  clientid: string,
  places: ReadonlyMap<StoredClient, number>,
  dropped: ReadonlyMap<StoredClient, Filter>,
  page: ExplainedPage,
  limit: number,
  describe: (filter: Filter) => DescribedFilter,
): ExplainedClient {
  const isSent = (place: number): boolean =>
    page.first !== null && page.last !== null && place >= page.first && place <= page.last;
  const explained = [
    ...[...places].map(([{ node }, row]) => {
      const reason = placed(node, row, isSent(row), limit, page.page);
      return {
        reason,
        sentence: `On node ${node} it passes every filter, and is row ${row}: ${where(reason)}.`,
      };
    }),
    ...[...dropped].map(([row, filter]) => {
      const { node } = row;
      const { words, condition } = describe(filter);
      const own = ownValue(row, filter);
      const shown = own === null ? 'empty' : JSON.stringify(own);
      return {
        reason: { reason: 'filter', node, condition, own } as const,
        sentence: `On node ${node} a filter drops it, ${words}: its own ${condition.field} is ${shown}.`,
      };
    }),
  ];
  return {
    clientid,
    inAnswer: [...places.values()].some(isSent),
    because: explained.map(({ sentence }) => sentence),
    reasons: explained.map(({ reason }) => reason),
  };
}

/** @param requested the page that was requested. */
function placed(
  node: string,
  row: number,
  isSent: boolean,
  limit: number,
  requested: string,
): ExplainedReason {
  if (isSent) return { reason: 'sent', node, row };
  if (limit === 0) return { reason: 'no rows requested', node, row };
  return { reason: 'other page', node, row, page: Math.ceil(row / limit), requested };
}

function where(reason: ExplainedReason): string {
  if (reason.reason === 'sent') return 'on this page';
  if (reason.reason !== 'other page') return 'but no rows are requested';
  return `on page ${reason.page}, and page ${reason.requested} was requested`;
}

const TIMES = ['created_at', 'connected_at'];

/** The client's own value of the field that a filter compares: a time in Unix seconds. */
function ownValue(row: StoredClient, { parameter: { field } }: Filter): JsonValue {
  const value = row[field];
  if (value === null) return null;
  return TIMES.includes(field) ? Math.floor(Number(value) / 1000) : (value as JsonValue);
}

/** How many similar ids are listed. */
const MAX_ALIKE = 3;

/** Says that no client has the id, and which ids differ only in case and blanks. */
export function* unknownClient({ chunks }: Store, clientid: string): Steps<ExplainedClient> {
  const wanted = plain(clientid);
  const alike = new Set<string>();
  for (const chunk of chunks) {
    if (alike.size >= MAX_ALIKE) break;
    yield;
    const ids = chunk.values('clientid');
    // Of many clients, most chunks can be passed over.
    if (!plain(ids.join('\n')).includes(wanted)) continue;
    for (const id of ids) {
      if (alike.size < MAX_ALIKE && plain(id) === wanted) alike.add(id);
    }
  }
  const hint =
    alike.size === 0
      ? ''
      : ` There is ${[...alike].map((id) => JSON.stringify(id)).join(', ')}: ids are compared with case and blanks.`;
  const what = `No client has this id: there never was one, it was kicked, or its session has ended.${hint}`;
  const similar = [...alike];
  return {
    clientid,
    inAnswer: false,
    because: [what],
    reasons: [{ reason: 'unknown', similar }],
  };
}

/** Without case and blanks at the ends; a `+` is the space that it means in a query. */
const plain = (id: string): string => id.trim().toLowerCase().replaceAll('+', ' ');
