const UTC_OFFSET = /^([+-])(\d\d):(\d\d)$/;

/** Reads `+08:00`, `-03:30` or `Z` as minutes east of UTC; `undefined` for anything else. */
export function parseUtcOffset(text: string): number | undefined {
  if (text === 'Z') return 0;
  const [, sign, hours, minutes] = UTC_OFFSET.exec(text) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (sign === undefined || Number(minutes) > 59 || total > 14 * 60) return undefined;
  return sign === '-' ? -total : total;
}
