import { FAULT_LIMITS } from './fault-rule.js';

/** The fault that a request asks for. */
export interface Preference {
  readonly code?: number;
  /** Milliseconds. */
  readonly delay?: number;
}

export type ReadPreference =
  | { readonly ok: true; readonly preference: Preference | undefined }
  | { readonly ok: false; readonly message: string };

const NONE: ReadPreference = { ok: true, preference: undefined };

const READERS = {
  code: { min: 200, max: 599, expected: 'an HTTP status from 200 to 599' },
  delay: {
    min: 0,
    max: FAULT_LIMITS.delayMs,
    expected: `milliseconds from 0 to ${FAULT_LIMITS.delayMs}`,
  },
} as const;

/**
 * Reads `Prefer: code=500, delay=800`, as in Prism. Preferences of other names are ignored
 * (RFC 7240, section 2); of one that is given twice, the first counts.
 * @param header the header's value; several headers joined by commas.
 */
export function readPrefer(header: string | undefined): ReadPreference {
  if (header === undefined || header === '') return NONE;
  const preference: { code?: number; delay?: number } = {};
  for (const part of header.split(/[,;]/)) {
    // Trimmed first: one regular expression for all takes time by the square of the length.
    const [, name, given = ''] = /^(code|delay)\s*(?:=(.*))?$/is.exec(part.trim()) ?? [];
    if (name === undefined) continue;
    const bare = given.trim();
    const [, quoted] = /^"([^"]*)"$/.exec(bare) ?? [];
    const key = name.toLowerCase() as 'code' | 'delay';
    const value = quoted ?? bare;
    const { min, max, expected } = READERS[key];
    const number = /^\d{1,5}$/.test(value) ? Number(value) : -1;
    if (number < min || number > max) {
      const message = `Prefer ${key}: expected ${expected}, but got ${JSON.stringify(value.slice(0, 100))}.`;
      return { ok: false, message };
    }
    preference[key] ??= number;
  }
  return Object.keys(preference).length > 0 ? { ok: true, preference } : NONE;
}
