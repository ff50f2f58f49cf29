import { UsageError } from '../shared/errors.js';
import type { Credentials, Target } from './target.js';

/** Parses `id:secret`; the secret may contain colons, the id may not (RFC 7617). */
export function readCredentials(text: string): Credentials {
  const colon = text.indexOf(':');
  if (colon < 0) {
    // The message does not repeat the text: it may be a secret.
    throw new UsageError('Failed to read the credentials: expected id:secret but found no colon.');
  }
  return { id: text.slice(0, colon), secret: text.slice(colon + 1) };
}

/**
 * Checks the base URL and moves its credentials to the target's, so that no report prints them.
 * @throws UsageError
 */
export function readTarget(target: Target): Target {
  const url = URL.canParse(target.baseUrl) ? new URL(target.baseUrl) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.search !== '' || url.hash !== '') {
    throw new UsageError(
      `Failed to read the base URL: expected one like http://localhost:8081/api/v4 but got "${withoutSecret(target.baseUrl)}".`,
    );
  }
  const { username, password } = url;
  const credentials =
    target.credentials ??
    (username === '' && password === ''
      ? undefined
      : { id: decode(username), secret: decode(password) });
  const baseUrl = url.origin + url.pathname.replace(/\/+$/, '');
  const { credentials: _credentials, ...rest } = target;
  return { ...rest, baseUrl, ...(credentials && { credentials }) };
}

/** @throws UsageError without the text: it may be a secret */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (cause) {
    throw new UsageError(
      'Failed to read the credentials in the base URL: expected two hexadecimal digits after each %. Give them with -u id:secret.',
      { cause },
    );
  }
}

/** A URL for messages, without its credentials. */
export const withoutSecret = (url: string): string => url.replace(/:\/*.*@/, '://***@');
