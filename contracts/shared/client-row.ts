import type { JsonObject } from './json.js';

/** A client as some broker sent it: any object. */
export type ClientRow = JsonObject;
