import { parseTime } from '../core/client.js';

/** Milliseconds into its second at which a time that a broker has shown is taken to lie. */
const INTO_SECOND = 500;
/** Days that are remembered; clients of one broker have few. */
const KEPT_DAYS = 10_000;
const DAY = 'YYYY-MM-DD'.length;

/** Reads a shown time, `YYYY-MM-DD HH:mm:ss`; `undefined` where it names no real instant. */
export type ReadShownTime = (text: string) => number | undefined;

/**
 * Makes a reader of shown times, fast for many: days are looked up, hours are counted. A time is
 * taken to lie half a second into the second shown, which reproduces a broker's `_lte_` bound
 * (decisions.md#3).
 */
export function createShownTimeReader(utcOffsetMinutes: number): ReadShownTime {
  const days = new Map<string, number | undefined>();
  function startOf(day: string): number | undefined {
    const known = days.get(day);
    if (known !== undefined) return known;
    const start = parseTime(`${day} 00:00:00`, utcOffsetMinutes);
    if (days.size < KEPT_DAYS) days.set(day, start);
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

/** The two digits at that place; NaN where there are none. */
function numberAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 0x30;
  const ones = text.charCodeAt(at + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
