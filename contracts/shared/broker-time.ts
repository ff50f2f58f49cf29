const TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;

/**
 * Reads the documents' `YYYY-MM-DD HH:mm:ss` as Unix seconds, for a broker that prints times
 * `utcOffsetMinutes` east of UTC. `NaN` where the text is not of that form, or no real time.
 */
export function readBrokerTime(text: unknown, utcOffsetMinutes: number): number {
  const parts = typeof text === 'string' ? TIME.exec(text) : null;
  if (!parts) return NaN;
  const iso = `${parts.slice(1, 4).join('-')}T${parts.slice(4).join(':')}`;
  const ms = Date.parse(`${iso}Z`);
  // 30 February would be taken as 1 March.
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 19) !== iso) return NaN;
  return ms / 1000 - utcOffsetMinutes * 60;
}

/** Time zones lie quarters of an hour apart; a clock that is a little off does no harm. */
const QUARTER = 15;
const WIDEST = 14 * 60;

/**
 * The offset that makes a time just printed by the broker be now. `undefined` where none does:
 * the clocks of the broker and of `nowMs` are more than seven minutes apart, beyond any zone.
 */
export function findUtcOffset(text: unknown, nowMs: number): number | undefined {
  const seconds = readBrokerTime(text, 0);
  if (Number.isNaN(seconds)) return undefined;
  const minutes = (seconds - nowMs / 1000) / 60;
  const offset = Math.round(minutes / QUARTER) * QUARTER;
  return Math.abs(offset) <= WIDEST ? offset + 0 : undefined;
}
