const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** What a message expects of a duration. */
export const EXPECTED_DURATION = 'milliseconds, or a text such as 500ms, 5s, 10m, 2h or 1d';

/**
 * Reads milliseconds, as a number, or as a text with a unit (`90s`, `-1.5h`; `250` is
 * milliseconds, too). Returns `undefined` for anything else.
 */
export function readDuration(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? Math.round(value) : undefined;
  if (typeof value !== 'string') return undefined;
  const [, amount, unit = 'ms'] = /^(-?\d{1,15}(?:\.\d{1,6})?)(ms|s|m|h|d)?$/.exec(value) ?? [];
  const factor = UNITS.get(unit);
  return amount === undefined || factor === undefined
    ? undefined
    : Math.round(Number(amount) * factor);
}

const UTC_OFFSET = /^([+-])(\d\d):(\d\d)$/;

/** Reads `+08:00`, `-03:30` or `Z` as minutes east of UTC; `undefined` for anything else. */
export function parseUtcOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes] = UTC_OFFSET.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (sign === undefined || Number(minutes) > 59 || total > 14 * 60) return undefined;
  return sign === '-' ? -total : total;
}
