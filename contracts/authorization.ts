import type { Authorization } from './exchange.js';
import type { Credentials } from './target.js';

/** An id that no broker has; the curl line of `wrong-id` bears it too. */
const NOBODY = 'nobody';
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
      return basic(NOBODY, secret);
    case 'wrong-secret':
      return basic(id, WRONG_SECRET);
    case 'cut-secret':
      return basic(id, [...secret].slice(0, -1).join(''));
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

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');
const basic = (id: string, secret: string): string => `Basic ${base64(`${id}:${secret}`)}`;
