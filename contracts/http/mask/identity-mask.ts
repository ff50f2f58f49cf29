import { isIP } from 'node:net';
import { isJsonObject, type Json, readJson } from '../../shared/json.js';
import { type IdentityKind, KnownIdentities } from './known-identities.js';

const KINDS: Readonly<Record<string, IdentityKind>> = {
  clientid: 'client',
  client_id: 'client',
  username: 'user',
  ip_address: 'address',
};

/** What brokers send where a client has no name. */
const NO_NAME = new Set(['', 'undefined', 'null']);

/** A part of an identity that is shorter reveals nothing. */
const SHORTEST_PART = 3;

/** Addresses of no client: this machine, and any. */
const LOCAL = /^(?:127\.|0\.0\.0\.0$|::1?$|::ffff:127\.)/i;

/** IPv4, and IPv6 with its colons as they are or percent-encoded. */
const ADDRESS =
  /(?<![\w.])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[\da-f]{0,4}(?::|%3A)){2,7}[\da-f.]*)(?![\w])/gi;

/** A member of a row, also where the answer is no JSON or ends in it. */
const JSON_MEMBER = /("(clientid|client_id|username|ip_address)"\s*:\s*)"((?:[^"\\]|\\.)*)("|$)/g;
const QUOTED = /(?<!\w)(["'])((?:(?!\1)[^\\]|\\.)*)\1(?!\s*:)/g;
const QUERY_VALUE = /((?:clientid|username|ip_address)=)([^&\s'"]+)/g;
const PATH_ID = /(\/clients\/)([^\s'"?/]+)/g;
const ENCODED = /[^\s"'<>&?=/#]*%[\da-f]{2}[^\s"'<>&?=/#]*/gi;

/**
 * Replaces client ids, user names and addresses that are not the kit's own, the same by the same:
 * `redacted_client_1`. It learns them from the answers of the run.
 */
export class IdentityMask {
  readonly #known = new KnownIdentities();
  /** Of the test clients, and what the user has given. */
  readonly #own = new Set<string>();

  /**
   * @param prefix start of the ids of the kit's clients
   * @param hosts of the target: without them, no line could be run again
   */
  constructor(
    private readonly prefix: string,
    hosts: readonly string[],
  ) {
    for (const host of hosts) this.#own.add(host.replace(/^\[|\]$/g, '').toLowerCase());
  }

  /** Learns from an answer. Its rows can be anywhere: a broker may be broken. */
  see(json: Json | undefined): void {
    const left = [json];
    while (left.length > 0) {
      const value = left.pop();
      if (typeof value !== 'object' || value === null) continue;
      if (isJsonObject(value)) this.#seeRow(value);
      for (const each of Object.values(value)) left.push(each);
    }
  }

  #seeRow(row: Readonly<Record<string, Json | undefined>>): void {
    const isOwn = this.#isOwn(row['clientid']) || this.#isOwn(row['client_id']);
    for (const [member, kind] of Object.entries(KINDS)) {
      const value = row[member];
      if (typeof value !== 'string' || NO_NAME.has(value)) continue;
      if (isOwn) this.#own.add(value);
      else this.#known.add(value, kind);
    }
  }

  #isOwn(id: Json | undefined): boolean {
    return typeof id === 'string' && id.startsWith(this.prefix);
  }

  /** Learns from a request: a rule may ask for a part of an id, or for one with more at its end. */
  seeRequest(path: string): void {
    const [route = '', query = ''] = path.split('?', 2);
    const id = /^\/clients\/([^/]+)$/.exec(route)?.[1];
    const values = id === undefined ? [] : [['clientid', decode(id)] as const];
    for (const [name, value] of [...values, ...new URLSearchParams(query)]) {
      const kind = KINDS[name.replace(/^_like_/, '')];
      if (kind === undefined || value.length < SHORTEST_PART) continue;
      if (this.#isKept(value) || NO_NAME.has(value) || value.includes(this.prefix)) continue;
      if (this.#known.isMadeOf(value)) this.#known.add(value, kind);
    }
  }

  /** Replaces all identities in a text of a report: a sentence, JSON, or a command line. */
  hide(text: string): string {
    const marked = text
      .replace(JSON_MEMBER, (whole, head: string, name: string, inner: string, end: string) => {
        const value = fromJson(inner);
        if (NO_NAME.has(value) || this.#isKept(value)) return whole;
        return `${head}"${this.#known.replacementOf(value, KINDS[name])}${end}`;
      })
      .replace(QUERY_VALUE, (_, head: string, value: string) => head + this.#encoded(value))
      .replace(PATH_ID, (_, head: string, value: string) => head + this.#encoded(value))
      .replace(QUOTED, (whole, quote: string, inner: string) => {
        const value = quote === '"' ? fromJson(inner) : inner;
        if (this.#known.has(value) && !this.#isKept(value)) {
          return quote + this.#known.replacementOf(value) + quote;
        }
        if (quote === "'" || !inner.includes('\\')) return whole;
        const hidden = this.#words(value);
        return hidden === value ? whole : JSON.stringify(hidden);
      })
      .replace(ENCODED, (token) => {
        const value = decode(token.replaceAll('+', ' '));
        const hidden = this.#words(value);
        return hidden === value ? token : encodeURIComponent(hidden);
      });
    return this.#words(marked);
  }

  /** Replaces identities and addresses in a plain text. */
  #words(text: string): string {
    return this.#known
      .replaceIn(text, (identity) => this.#isKept(identity))
      .replace(ADDRESS, (found) => {
        const address = decode(found).toLowerCase();
        if (isIP(address) === 0 || this.#isKept(address)) return found;
        return this.#known.replacementOf(address, 'address');
      });
  }

  /** A value of a URL where an identity stands, as a name or an id. */
  #encoded(value: string): string {
    const known = [decode(value.replaceAll('+', ' ')), decode(value)].find((each) =>
      this.#known.has(each),
    );
    if (known === undefined || this.#isKept(known)) return value;
    return this.#known.replacementOf(known);
  }

  #isKept(value: string): boolean {
    if (value.startsWith('redacted_') || value.startsWith(this.prefix)) return true;
    return this.#own.has(value) || (isIP(value) > 0 && LOCAL.test(value));
  }
}

function fromJson(inner: string): string {
  const value = readJson(`"${inner}"`);
  return typeof value === 'string' ? value : inner;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
