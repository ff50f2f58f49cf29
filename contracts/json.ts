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

/** A value of the broker's in a message, as JSON; `missing` where there is none. */
export function said(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}
