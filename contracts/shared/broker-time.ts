const TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;

/**
 * Parses the documents' `YYYY-MM-DD HH:mm:ss` as Unix seconds, for a broker that prints times
 * `utcOffsetMinutes` east of UTC. `NaN` for another form or a time that does not exist.
 */
export function readBrokerTime(text: unknown, utcOffsetMinutes: number): number {
  const parts = typeof text === 'string' ? TIME.exec(text) : null;
  if (!parts) return NaN;
  const iso = `${parts.slice(1, 4).join('-')}T${parts.slice(4).join(':')}`;
  const ms = Date.parse(`${iso}Z`);
  // `Date.parse` takes 30 February as 1 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== iso) return NaN;
  return ms / 1000 - utcOffsetMinutes * 60;
}

/** Time zones are quarters of an hour apart, so a small clock difference does not matter. */
export const QUARTER = 15;
/** Minutes. */
export const LARGEST_OFFSET = 14 * 60;

/**
 * The UTC offset, in minutes, for which a time that the broker has just printed equals `nowMs`.
 * `undefined` where no offset fits.
 */
export function findUtcOffset(text: unknown, nowMs: number): number | undefined {
  const seconds = readBrokerTime(text, 0);
  if (Number.isNaN(seconds)) return undefined;
  const minutes = (seconds - nowMs / 1000) / 60;
  const offset = Math.round(minutes / QUARTER) * QUARTER;
  return Math.abs(offset) <= LARGEST_OFFSET ? offset + 0 : undefined;
}

/** `480` as `+08:00`. */
export function offsetText(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(rest)}`;
}
