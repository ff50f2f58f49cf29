/** The types of the API and the OpenAPI document. Works in a browser: it uses no Node built-in. */
export { document } from './document.js';
export { ERROR_CODES, SUCCESS } from './error-codes.js';
export type * from './api-types.js';
export type * from './openapi-document.js';
