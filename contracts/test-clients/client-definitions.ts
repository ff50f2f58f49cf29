import type { MqttVersion } from './test-client.js';

/**
 * One test client: its id, user name and protocol, and when it connects. Ids and user names start
 * with the run's prefix, so that a filter does not find the clients of others.
 */
export interface ClientDefinition {
  readonly name: string;
  /** Default: the name. Follows the prefix, like `user`. */
  readonly id?: string;
  readonly user?: string;
  /** Without the prefix: a few names only find faults as they are. */
  readonly bareUser?: boolean;
  readonly version: MqttVersion;
  readonly batch: 1 | 2 | 3;
  /** Default true. */
  readonly clean?: boolean;
  readonly expiry?: number;
  /** Seconds. Default 60. */
  readonly keepalive?: number;
  /** Last number of the source address 127.0.0.x. Default 1. */
  readonly host?: 2 | 3 | 22;
  /** Topic filters to subscribe to, after the run's prefix: no one else publishes there. Default none. */
  readonly topics?: readonly string[];
  /** Disconnects after connecting; its session stays. */
  readonly offline?: boolean;
  /** Disconnects and connects again with batch 3. */
  readonly returns?: boolean;
}

type Unbatched = Omit<ClientDefinition, 'batch'>;

/** Ids that break naive code; each client's user name has the same text. */
const ODD: readonly (readonly [name: string, text: string, version?: MqttVersion])[] = [
  ['odd-space', 'odd two words'],
  ['odd-slash', 'odd/a/b', 5],
  // Reads as "oddA/" where a server decodes twice.
  ['odd-percent', 'odd%41%2F'],
  ['odd-plus', 'odd+plus'],
  ['odd-amp', 'odd&x=1'],
  ['odd-hash', 'odd#frag'],
  ['odd-question', 'odd?q=1', 5],
  ['odd-quotes', `odd"q'q`],
  ['odd-backslash', 'odd\\back'],
  ['odd-dot', 'odd.dot'],
  // As a regular expression, `odd.dot` would find this too.
  ['odd-dot-twin', 'oddxdot'],
  ['odd-star', 'odd*star'],
  ['odd-bracket', 'odd[1]'],
  ['odd-unicode', 'odd-客户端-é', 5],
];

/** MQTT leaves ids over 23 bytes to the broker; EMQX accepts 65,535. */
const LONG = 200;

/** The test clients of a run whose prefix is `prefixLength` characters long. */
export function clientDefinitions(prefixLength: number): readonly ClientDefinition[] {
  const long = 'l'.repeat(LONG - prefixLength);
  const batch1: Unbatched[] = [
    { name: 'alice-1', user: 'alice', version: 4 },
    { name: 'alice-2', user: 'alice', version: 4, keepalive: 30 },
    { name: 'alice-3', user: 'alice', version: 5, clean: false, expiry: 3600 },
    { name: 'alice-4', user: 'alice', version: 3 },
    // The same letters in the other case: neither id nor user name may find the other.
    { name: 'upper', id: 'ALICE-1', user: 'ALICE', version: 4 },
    { name: 'old-nouser', version: 3 },
    { name: 'nouser-1', version: 4 },
    { name: 'nouser-2', version: 5 },
    { name: 'bob-1', user: 'bob', version: 4, clean: false, topics: ['b/1', 'b/2'] },
    { name: 'bob-2', user: 'bob', version: 5, keepalive: 300, topics: ['b/1', 'b/+', 'c/#'] },
    { name: 'bobby', user: 'bobby', version: 5, host: 2 },
    { name: 'returned-1', user: 'gina', version: 4, clean: false, returns: true },
    { name: 'returned-2', user: 'gina', version: 5, clean: false, expiry: 1800, returns: true },
  ];
  const batch2: Unbatched[] = [
    { name: 'ip2-1', user: 'carol', version: 4, host: 2 },
    { name: 'ip2-2', user: 'carol', version: 5, host: 2, keepalive: 0 },
    { name: 'ip3-1', user: 'carol', version: 4, host: 3 },
    { name: 'persist-on', user: 'dave', version: 4, clean: false, topics: ['p/on'] },
    ...ODD.map(([name, text, version = 4]) => ({ name, id: text, user: text, version })),
    { name: 'odd-proto', id: '__proto__', user: '__proto__', bareUser: true, version: 4 },
    { name: 'odd-long', id: long, user: long, version: 4 },
  ];
  const offline = { clean: false, offline: true };
  const batch3: Unbatched[] = [
    { name: 'off-1', user: 'dave', version: 4, ...offline, topics: ['p/1'] },
    { name: 'off-2', user: 'dave', version: 5, ...offline, expiry: 7200 },
    { name: 'off-3', user: 'erin', version: 4, ...offline },
    { name: 'late-1', user: 'frank', version: 4 },
    // Its address starts with the text of another client's.
    { name: 'late-2', user: 'frank', version: 5, host: 22 },
    ...[1, 2, 3, 4, 5, 6].map((number): Unbatched => ({
      name: `page-${number}`,
      user: 'pager',
      version: 4,
    })),
  ];
  const inBatch = (batch: 1 | 2 | 3, clients: Unbatched[]): ClientDefinition[] =>
    clients.map((client) => ({ ...client, batch }));
  return [...inBatch(1, batch1), ...inBatch(2, batch2), ...inBatch(3, batch3)];
}
