/** Why a request is not authorized (decisions.md#24). */
export type AuthFailure = 'missing' | 'wrong' | 'not base64';

/** An application that may call: HTTP basic auth's user name and password. */
export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

const BASIC = /^basic +(.*)$/i;
const PAIR = /^([^:]*):(.*)$/s;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Checks an Authorization header (RFC 7617). Every pair is compared, in full and in constant
 * time, for any header.
 * @returns why it is refused, or `undefined` if it is authorized.
 */
export function checkAuthorization(
  header: string | undefined,
  accepted: readonly Credentials[],
): AuthFailure | undefined {
  const token = tokenOf(header);
  if (token === undefined) return 'missing';
  if (!BASE64.test(token)) return 'not base64';
  const [, id = '', secret = ''] = PAIR.exec(decodeUtf8(atob(token))) ?? [];
  let known = false;
  for (const application of accepted) {
    const sameId = equalInConstantTime(application.id, id);
    const sameSecret = equalInConstantTime(application.secret, secret);
    known = (sameId && sameSecret) || known;
  }
  if (known) return undefined;
  return id === '' || secret === '' ? 'missing' : 'wrong';
}

/** What follows the word Basic. */
const tokenOf = (header = ''): string | undefined => BASIC.exec(header)?.[1]?.trim();

/** Schemes that a broker's web server can read and then refuses. */
const OTHER_SCHEMES = /^(?:bearer|digest) ./i;

/** Whether a broker's web server can read the header at all; EMQX 4.3.0 crashes if not. */
export function isReadableAuthorization(header: string | undefined): boolean {
  if (header === undefined || OTHER_SCHEMES.test(header)) return true;
  const token = tokenOf(header);
  return token !== undefined && BASE64.test(token) && atob(token).includes(':');
}

/** Takes as long for a near miss as for a far one; only the length of the guess can be measured. */
export function equalInConstantTime(expected: string, given: string): boolean {
  let difference = expected.length ^ given.length;
  for (let index = 0; index < given.length; index++) {
    difference |= given.charCodeAt(index) ^ expected.charCodeAt(index % (expected.length || 1));
  }
  return difference === 0;
}

const ASCII = /^[\x00-\x7f]*$/;

function decodeUtf8(bytes: string): string {
  if (ASCII.test(bytes)) return bytes;
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
