/** A request, independent of how a peer spells it. */
export type BenchRequest =
  | {
      readonly kind: 'list';
      readonly page?: number;
      readonly limit?: number;
      readonly clientid?: string;
      /** A text that the client id contains. */
      readonly like?: string;
    }
  | { readonly kind: 'lookup'; readonly clientid: string }
  | { readonly kind: 'kick'; readonly clientid: string };

export interface Scene {
  readonly name: string;
  /** Sent in turn. */
  readonly requests: readonly BenchRequest[];
  /** How much of the speed of bare Express with ready bytes the mock has at least. */
  readonly ofExpress?: number;
  /** It is also measured with other numbers of clients. */
  readonly bySize?: true;
  /** It changes the clients: no ready bytes can answer it, and each server is measured last. */
  readonly changes?: true;
}

/** The scenes, over the clients that every server has. */
export function createScenes(ids: readonly string[]): readonly Scene[] {
  const idAt = (index: number): string => ids[(index * 7919) % ids.length] ?? '';
  const many = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
  const lastFull = Math.max(1, Math.floor(ids.length / 20));
  const deep = Math.min(400, lastFull);
  return [
    { name: 'page of 20', requests: [{ kind: 'list', limit: 20 }], ofExpress: 0.85, bySize: true },
    { name: 'page of 100', requests: [{ kind: 'list', limit: 100 }], ofExpress: 0.85 },
    {
      name: `page ${deep} of 20`,
      requests: [{ kind: 'list', page: deep, limit: 20 }],
      ofExpress: 0.85,
    },
    {
      name: 'lookup',
      requests: many(200).map((i) => ({ kind: 'lookup', clientid: idAt(i) })),
      ofExpress: 0.85,
    },
    {
      name: '`clientid=`',
      requests: many(200).map((i) => ({ kind: 'list', clientid: idAt(i) })),
      ofExpress: 0.85,
      bySize: true,
    },
    {
      name: '`_like_clientid=`, page of 20, another text each time',
      requests: many(200).map((i) => ({ kind: 'list', limit: 20, like: textOf(idAt(i), i) })),
      ofExpress: 0.6,
      bySize: true,
    },
    { name: '`_limit=10000`', requests: [{ kind: 'list', limit: 10_000 }], ofExpress: 0.8 },
    {
      name: 'kick, then list',
      requests: many(200).flatMap((i) => [
        { kind: 'kick', clientid: idAt(i) },
        { kind: 'list', limit: 20 },
      ]),
      changes: true,
    },
  ];
}

/** Some characters of an id: letters and digits, which no peer reads as an expression. */
function textOf(id: string, index: number): string {
  const words = id.match(/[A-Za-z0-9]+/g) ?? ['a'];
  const word = words[index % words.length] ?? 'a';
  return word.slice(0, 2 + (index % 3));
}
