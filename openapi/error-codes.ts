import type { components } from './types.js';

type ErrorCode = components['schemas']['ErrorCode'];

/** The error codes of the API by name, as in the schema `ErrorCode`. */
export const ERROR_CODES = {
  rpcError: 101,
  unknownError: 102,
  wrongCredentials: 103,
  emptyCredentials: 104,
  noSuchUser: 105,
  adminUndeletable: 106,
  missingParameter: 107,
  badParameter: 108,
  notJson: 109,
  pluginLoaded: 110,
  pluginUnloaded: 111,
  clientOffline: 112,
  userExists: 113,
  wrongOldPassword: 114,
  badTopic: 115,
} as const satisfies Readonly<Record<string, ErrorCode>>;

/** The `code` of every successful response. */
export const SUCCESS = 0;
