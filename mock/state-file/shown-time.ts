import { parseTime } from '../core/client.js';

/** A time shown by a broker is read as this many milliseconds into its second. */
const INTO_SECOND = 500;
/** Days that are cached; the clients of one broker have few. */
const CACHED_DAYS = 10_000;
const DAY = 'YYYY-MM-DD'.length;

/** Reads a shown time, `YYYY-MM-DD HH:mm:ss`; `undefined` if there is no such time. */
export type ReadShownTime = (text: string) => number | undefined;

/**
 * Creates a reader of shown times that is fast for many rows: days are cached, hours are computed.
 * A time is read as the middle of the second shown, which reproduces a broker's `_lte_` bound
 * (decisions.md#3).
 */
export function createShownTimeReader(utcOffsetMinutes: number): ReadShownTime {
  const days = new Map<string, number | undefined>();
  function startOf(day: string): number | undefined {
    const known = days.get(day);
    if (known !== undefined) return known;
    const start = parseTime(`${day} 00:00:00`, utcOffsetMinutes);
    if (days.size < CACHED_DAYS) days.set(day, start);
    return start;
  }
  return (text) => {
    const start = startOf(text.slice(0, DAY));
    const [hours, minutes, seconds] = [numberAt(text, 11), numberAt(text, 14), numberAt(text, 17)];
    if (
      start === undefined ||
      text.length !== 19 ||
      !(hours < 24 && minutes < 60 && seconds < 60)
    ) {
      return undefined;
    }
    return start + ((hours * 60 + minutes) * 60 + seconds) * 1000 + INTO_SECOND;
  };
}

/** The two-digit number at that place; NaN if there is none. */
function numberAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
