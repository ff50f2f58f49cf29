import type { Json, JsonObject } from '../shared/json.js';
import { createAddressMask } from './address-mask.js';
import { createTextMask } from './text-mask.js';

/** EMQX's text for "none". */
const NOTHING = 'undefined';

/**
 * Replaces the id, user name, address, mount point and node of clients. The same text of a class is
 * always replaced by the same text; `salt` is the key.
 */
export function createAnonymiser(salt: string): (row: JsonObject) => JsonObject {
  const clientid = createTextMask(salt, 'clientid');
  const username = createTextMask(salt, 'username');
  const place = createTextMask(salt, 'place');
  const address = createAddressMask(salt);
  const maskAddress = (text: string): string => address(text) ?? place(text);
  const maskNode = (text: string): string => {
    const at = text.indexOf('@');
    if (at < 0) return place(text);
    return `${text.slice(0, at)}@${maskAddress(text.slice(at + 1))}`;
  };
  const masks: Readonly<Record<string, (text: string) => string>> = {
    clientid,
    username,
    ip_address: maskAddress,
    node: maskNode,
    mountpoint: place,
  };
  return (row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]): [string, Json | undefined] => {
        const mask = Object.hasOwn(masks, key) ? masks[key] : undefined;
        const masked = mask && typeof value === 'string' && value !== NOTHING;
        return [key, masked ? mask(value) : value];
      }),
    );
}
