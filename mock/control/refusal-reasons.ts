/** The status of each reason for which the control API refuses a request. */
export const REFUSAL_STATUS = {
  'invalid input': 400,
  'no token': 401,
  'untrusted caller': 403,
  'unknown path': 404,
  'unknown client': 404,
  'unknown sandbox': 404,
  'unknown request': 404,
  'unknown method': 405,
  'cut request': 409,
  'proxied request': 409,
  'long response': 413,
  'too many listeners': 503,
} as const;

/** Why a request is refused, for programs and other languages: the message says it in a sentence. */
export type RefusalReason = keyof typeof REFUSAL_STATUS;
