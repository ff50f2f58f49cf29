import { AUTHORIZATIONS, type Authorization } from './exchange.js';
import type { Credentials } from './target.js';

/** An id that no broker has; the curl line of `wrong-id` has it too. */
const UNKNOWN_ID = 'nobody';
const WRONG_SECRET = 'wrong-secret';

/** The `authorization` header for a way of signing (RFC 7617), `undefined` for none. */
export function authorizationHeader(
  way: Authorization,
  credentials: Credentials | undefined,
): string | undefined {
  if (!credentials) return undefined;
  const { id, secret } = credentials;
  switch (way) {
    case 'right':
      return basic(id, secret);
    case 'none':
      return undefined;
    case 'wrong-id':
      return basic(UNKNOWN_ID, secret);
    case 'wrong-secret':
      return basic(id, WRONG_SECRET);
    case 'cut-secret':
      return basic(id, cutShort(secret));
    case 'longer-secret':
      return basic(id, `${secret}x`);
    case 'empty':
      return basic('', '');
    case 'empty-secret':
      return basic(id, '');
    case 'other-scheme':
      return `Bearer ${base64(`${id}:${secret}`)}`;
  }
}

/** Without its last character. */
const cutShort = (secret: string): string => [...secret].slice(0, -1).join('');
const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const basic = (id: string, secret: string): string => `Basic ${base64(`${id}:${secret}`)}`;

/** A shorter secret occurs in texts by chance. */
const SHORTEST = 4;

/**
 * Every text that reveals the secret, the longest first: the secret, with and without its last
 * character, in plain, in a URL and in JSON; and every token that was sent.
 */
export function spellingsOf(credentials: Credentials | undefined): readonly string[] {
  if (!credentials) return [];
  const { secret } = credentials;
  const plain = [secret, cutShort(secret)].flatMap((text) => [
    text,
    encodeURIComponent(text.toWellFormed()),
    JSON.stringify(text).slice(1, -1),
  ]);
  const sent = AUTHORIZATIONS.map((way) => authorizationHeader(way, credentials) ?? '');
  const tokens = sent.map((header) => header.split(' ')[1] ?? '');
  return [...new Set([...plain, ...tokens])]
    .filter(({ length }) => length >= SHORTEST)
    .sort((one, other) => other.length - one.length);
}
