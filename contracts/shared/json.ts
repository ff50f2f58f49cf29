import { truncate } from './truncate.js';

/** What a JSON text can hold. Answers of a broker under test are read as this, never trusted. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads JSON text; `undefined` where it is not JSON (JSON itself has no `undefined`). */
export function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Characters of a value in a message. */
const LONGEST = 200;

/** A value of the broker's in a message, as JSON, cut where it is long; `missing` for none. */
export function jsonExcerpt(value: unknown): string {
  if (value === undefined) return 'missing';
  return truncate(jsonText(value), LONGEST);
}

/** The value as JSON; a broker may nest one more deeply than can be printed. */
export function jsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (error instanceof RangeError) return '(nested too deeply to be shown)';
    throw error;
  }
}
