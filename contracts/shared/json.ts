import { truncate } from './truncate.js';

/** Any JSON value. Answers of a broker are typed as this, and checked before use. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [member: string]: Json | undefined;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A client as a broker sent it: any object. */
export type ClientRow = JsonObject;

/** Parses JSON text; `undefined` where it is not JSON. */
export function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** Characters of a value in a message. */
const LONGEST = 200;

/** A broker's value for a message, as JSON, truncated; `missing` for `undefined`. */
export function jsonExcerpt(value: unknown): string {
  if (value === undefined) return 'missing';
  return truncate(jsonText(value), LONGEST);
}

/**
 * The value as JSON; a broker may nest one too deeply for `JSON.stringify`.
 * @param indent spaces for each level; default all on one line
 */
export function jsonText(value: unknown, indent = 0): string {
  try {
    return JSON.stringify(value, null, indent);
  } catch (error) {
    if (error instanceof RangeError) return '(nested too deeply to be shown)';
    throw error;
  }
}
