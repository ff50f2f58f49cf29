import {
  findUtcOffset,
  LARGEST_OFFSET,
  offsetText,
  QUARTER,
  readBrokerTime,
} from '../shared/broker-time.js';
import type { ClientRow } from '../shared/json.js';
import type { ClientFinder } from './client-finder.js';

/** In which zone the broker prints times, in minutes east of UTC; or why that is unknown. */
export type TimeZone =
  { readonly minutes: number; readonly warning?: string } | { readonly problem: string };

/** More seconds than pass between a client's connection and its first look. */
const DOUBTFUL = 180;

const FIELDS = ['connected_at', 'created_at'] as const;

/** Time filters take seconds, those of EMQX before 4.3.12 milliseconds. */
const UNITS = [1, 1000] as const;

/**
 * Finds the time zone from a client that has just connected: the time that the API shows for it,
 * beside the clock. The node's clock may be hours off, which looks like another zone, and the `date`
 * of an answer may be a gateway's. So the time filters must find the client at its time; if they do
 * only in another zone, all four of them in the same, that is the broker's.
 *
 * Where the clock says UTC, it is believed: two errors would have to cancel out.
 */
export async function findTimeZone(
  row: ClientRow,
  nowMs: number,
  finder: Pick<ClientFinder, 'finds'>,
): Promise<TimeZone> {
  const shown = readBrokerTime(row['connected_at'], 0);
  const byClock = findUtcOffset(row['connected_at'], nowMs);
  const fits = byClock !== undefined && Math.abs(shown - byClock * 60 - nowMs / 1000) <= DOUBTFUL;
  if (fits && (byClock === 0 || (await isFoundIn(byClock, row, finder)))) {
    return { minutes: byClock };
  }
  if (!Number.isNaN(shown)) {
    const byFilters = await searchZone(shown, row, finder);
    if (byFilters !== undefined) {
      const clock = fits ? `UTC${offsetText(byClock)} by the clock` : 'no zone by the clock';
      const warning = `The times that the API shows are ${clock}, but UTC${offsetText(byFilters)} by its time filters: is the node's clock off? The rules take UTC${offsetText(byFilters)}. Give --utc-offset if that is wrong.`;
      return { minutes: byFilters, ...(byFilters !== byClock && { warning }) };
    }
  }
  if (fits) return { minutes: byClock };
  return {
    problem:
      'the times that the API shows fit no time zone: check the clocks, or give --utc-offset',
  };
}

/** Whether the four time filters find the client at the times that it shows, in that zone. */
async function isFoundIn(
  minutes: number,
  row: ClientRow,
  finder: Pick<ClientFinder, 'finds'>,
): Promise<boolean> {
  for (const unit of UNITS) {
    let found = 0;
    for (const field of FIELDS) {
      const second = readBrokerTime(row[field], minutes);
      const around = {
        [`_gte_${field}`]: (second - 1) * unit,
        [`_lte_${field}`]: (second + 1) * unit,
      };
      if (!(await finder.finds(row, around))) break;
      found += 1;
    }
    if (found === FIELDS.length) return true;
  }
  return false;
}

/** The zone in which the filters find the client at its time. */
async function searchZone(
  shown: number,
  row: ClientRow,
  finder: Pick<ClientFinder, 'finds'>,
): Promise<number | undefined> {
  for (const unit of UNITS) {
    // The smallest offset with which the lower bound, a second before its time, finds the client.
    let [low, high] = [-LARGEST_OFFSET / QUARTER - 1, LARGEST_OFFSET / QUARTER + 1];
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      const bound = (shown - middle * QUARTER * 60 - 1) * unit;
      if (await finder.finds(row, { _gte_connected_at: bound })) high = middle;
      else low = middle;
    }
    const minutes = high * QUARTER;
    if (Math.abs(minutes) <= LARGEST_OFFSET && (await isFoundIn(minutes, row, finder))) {
      return minutes + 0;
    }
  }
  return undefined;
}
