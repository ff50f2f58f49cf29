import type { JsonValue } from '../client.js';
import type { QueryPair } from './decode.js';

/** A request's body as a broker takes it: as more query parameters (decisions.md#30). */
export interface BodyPairs {
  readonly pairs: readonly QueryPair[];
  /**
   * Set where the body is JSON and yet no list of parameters, such as `{}` or `[1]`: a broker
   * crashes on it wherever it looks for parameters.
   */
  readonly isUnusable: boolean;
}

/** @returns `undefined` where the body is not JSON. */
export function readBody(text: string): BodyPairs | undefined {
  if (text === '') return { pairs: [], isUnusable: false };
  let value: JsonValue;
  try {
    value = JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { pairs: [], isUnusable: !(Array.isArray(value) && value.length === 0) };
  }
  const pairs = Object.entries(value).map(([key, member]): QueryPair => {
    return [key, typeof member === 'string' ? member : { json: member }];
  });
  return { pairs, isUnusable: pairs.length === 0 };
}
