import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';

/**
 * Replaces addresses one to one and keeps their networks: two that share their first n bits also
 * share n bits afterwards (Xu, Fan, Ammar and Moon, 2002, with HMAC-SHA256). Returns `undefined`
 * for a text that is no address.
 */
export function createAddressMask(salt: string): (text: string) => string | undefined {
  const flips = new Map<string, number>();
  const flip = (prefix: string): number => {
    const known = flips.get(prefix);
    if (known !== undefined) return known;
    const bit = (createHmac('sha256', salt).update(`address:${prefix}`).digest()[0] ?? 0) & 1;
    flips.set(prefix, bit);
    return bit;
  };
  return (text) => {
    if (!ipaddr.isValid(text)) return undefined;
    const bytes = ipaddr.parse(text).toByteArray();
    const masked = bytes.map(() => 0);
    let prefix = `${bytes.length}:`;
    bytes.forEach((byte, index) => {
      for (let position = 7; position >= 0; position -= 1) {
        const bit = (byte >> position) & 1;
        masked[index] = (masked[index] ?? 0) | ((bit ^ flip(prefix)) << position);
        prefix += String(bit);
      }
    });
    return ipaddr.fromByteArray(masked).toString();
  };
}
