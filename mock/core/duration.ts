const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);

/** What a caller is told of a duration that can not be read. */
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
