/** Letters, digits and `_` of any language. */
const WORD = /[\p{L}\p{N}_]/u;

/** Shorter identities occur in texts by chance. */
const SHORTEST = 4;

/**
 * Words of the API and of reports. A client may have one of them as its id: it is then replaced
 * only where a text says that it is an id.
 */
const VOCABULARY = new Set(
  (
    'api auth awaiting_rel body broker brokers clean_start client client_id clientid clientids clients code ' +
    'conn_state connected connected_at count created_at curl data disconnected disconnected_at errors ' +
    'expected expiry_interval filters found hasnext heap_size http https idle inflight ip_address is_bridge ' +
    'keepalive kick limit list lookup mailbox_len max_awaiting_rel max_inflight max_mqueue max_subscriptions ' +
    'message meta missing mountpoint mqtt mqueue_dropped mqueue_len node nodes nothing null page paging ' +
    'port proto_name proto_ver recv_cnt recv_msg recv_oct recv_pkt reductions request response rows send_cnt send_msg ' +
    'send_oct send_pkt status subscriptions_cnt test times true false undefined user username value with zone ' +
    '_gte_connected_at _gte_created_at _like_clientid _like_username _limit _lte_connected_at ' +
    '_lte_created_at _page'
  ).split(' '),
);

/** Ids, names and addresses of clients, found in a text without a search for each. */
export class KnownIdentities {
  readonly #replacements = new Map<string, string>();
  readonly #counts = { client: 0, user: 0, address: 0 };
  readonly #kinds = new Map<string, IdentityKind>();
  /** By the first characters of an identity: the lengths that occur, the longest first. */
  readonly #lengths = new Map<string, number[]>();

  add(identity: string, kind: IdentityKind): void {
    if (this.#kinds.has(identity)) return;
    this.#kinds.set(identity, kind);
    if (identity.length < SHORTEST || VOCABULARY.has(identity.toLowerCase())) return;
    const start = identity.slice(0, SHORTEST);
    const lengths = this.#lengths.get(start) ?? [];
    if (!lengths.includes(identity.length)) {
      lengths.push(identity.length);
      this.#lengths.set(
        start,
        lengths.sort((one, other) => other - one),
      );
    }
  }

  has(identity: string): boolean {
    return this.#kinds.has(identity);
  }

  /** Whether a value was made from an identity: a part of it, with more at its ends, or its case changed. */
  isMadeOf(value: string): boolean {
    const wanted = value.toLowerCase();
    for (const identity of this.#kinds.keys()) {
      const known = identity.toLowerCase();
      if (known.includes(wanted) || (known.length >= SHORTEST && wanted.includes(known)))
        return true;
    }
    return false;
  }

  /** The same for the same identity; its underscores keep it from being replaced again. */
  replacementOf(identity: string, kind = this.#kinds.get(identity) ?? 'client'): string {
    const known = this.#replacements.get(identity);
    if (known !== undefined) return known;
    this.#counts[kind] += 1;
    const replacement = `redacted_${kind}_${this.#counts[kind]}`;
    this.#replacements.set(identity, replacement);
    return replacement;
  }

  /** Replaces each identity that stands in the text as words of its own, or is cut by an ellipsis. */
  replaceIn(text: string, isKept: (identity: string) => boolean): string {
    let replaced = '';
    let done = 0;
    for (let at = 0; at < text.length; at += 1) {
      const lengths = this.#lengths.get(text.slice(at, at + SHORTEST));
      if (lengths === undefined || joins(text, at)) continue;
      const found = this.#identityAt(text, at, lengths) ?? this.#cutIdentityAt(text, at);
      if (found === undefined || isKept(found.identity)) continue;
      replaced += text.slice(done, at) + this.replacementOf(found.identity);
      done = at + found.length;
      at = done - 1;
    }
    return replaced + text.slice(done);
  }

  #identityAt(text: string, at: number, lengths: readonly number[]): Found | undefined {
    for (const length of lengths) {
      const identity = text.slice(at, at + length);
      if (this.#kinds.has(identity) && !joins(text, at + length)) return { identity, length };
    }
    return undefined;
  }

  /** An identity of which an ellipsis stands for the end. */
  #cutIdentityAt(text: string, at: number): Found | undefined {
    const cut = text.indexOf('…', at);
    if (cut < 0) return undefined;
    const start = text.slice(at, cut);
    for (const identity of this.#kinds.keys()) {
      if (identity.startsWith(start)) return { identity, length: start.length };
    }
    return undefined;
  }
}

export type IdentityKind = 'client' | 'user' | 'address';

interface Found {
  readonly identity: string;
  /** Characters of it that stand in the text. */
  readonly length: number;
}

/** Whether the characters on both sides of a place belong to one word. */
function joins(text: string, at: number): boolean {
  return at > 0 && at < text.length && WORD.test(text[at - 1] ?? '') && WORD.test(text[at] ?? '');
}
