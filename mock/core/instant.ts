/** The last millisecond of 9999, the last year that the API's times can show. */
const LAST_INSTANT = 253_402_300_799_999;

/** Whether a mock's clock can show this time: from 1970, when Unix time begins, to 9999. */
export const isInstant = (epochMs: number): boolean => epochMs >= 0 && epochMs <= LAST_INSTANT;

const INSTANT = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;
const ZONE = /(?:Z|[+-]\d\d:?\d\d)$/;

/** Whether the date exists: JavaScript reads 30 February as 1 March. */
function isDay(value: string): boolean {
  const day = value.slice(0, 10);
  const epochMs = Date.parse(day);
  return !Number.isNaN(epochMs) && new Date(epochMs).toISOString().startsWith(day);
}

/**
 * Reads an ISO 8601 time. Returns epoch milliseconds; NaN if it is none.
 * @param utcOffsetMinutes minutes east of UTC of a time without a zone; default: 0, which is UTC.
 */
export function parseInstant(text: unknown, utcOffsetMinutes = 0): number {
  if (typeof text !== 'string' || !INSTANT.test(text) || !isDay(text)) return NaN;
  const hasZone = text.includes('T') && ZONE.test(text);
  const utc = Date.parse(text.includes('T') && !hasZone ? `${text}Z` : text);
  return hasZone ? utc : utc - utcOffsetMinutes * 60_000;
}
