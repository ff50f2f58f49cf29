import type { ClientInput } from '../../core/client-input.js';

/** The nodes of the example cluster; the first is asked, unless a use says otherwise. */
export const NODES = ['emqx@10.0.0.1', 'emqx@10.0.0.2'] as const;

export const NOW = Date.UTC(2026, 0, 31, 8);
/** Unix seconds: clients came an hour before it, at it, and an hour after it. */
export const MIDDLE = NOW / 1000 - 4 * 3600;
export const HOUR = 3600;

const at = (hours: number): string => new Date((MIDDLE + hours * HOUR) * 1000).toISOString();
const came = (hours: number): Pick<ClientInput, 'created_at' | 'connected_at'> => ({
  created_at: at(hours),
  connected_at: at(hours),
});

/**
 * Clients like `c1`, but for one whose queue is empty, one whose queue is long, and one that came
 * early: each bound excludes one of them, so that it also counts beside any other filter.
 */
const OTHERS_OF_ALICE = [
  { clientid: 'c2', queue: 2, hours: 0 },
  { clientid: 'c3', queue: 2, hours: 0 },
  { clientid: 'c4', queue: 0, hours: 0 },
  { clientid: 'c5', queue: 9, hours: 0 },
  { clientid: 'c6', queue: 2, hours: -2 },
] as const;

/**
 * The clients that uses are tried on. Every value that a use asks for is that of `c1` and of some
 * others, and never that of `early`, which comes first; a release that ignores a filter, or reads
 * it in another way, finds other clients. With pages of three rows, the second has clients of the
 * second node only.
 */
export const EXAMPLE_CLIENTS: readonly ClientInput[] = [
  {
    clientid: 'early',
    username: 'u1',
    node: NODES[0],
    ip_address: '10.9.9.9',
    zone: 'internal',
    proto_ver: 5,
    connected: false,
    clean_start: false,
    expiry_interval: 86_400,
    disconnected_at: at(-1),
    subscriptions: [{ topic: 'other', qos: 0 }],
    ...came(-2),
  },
  {
    clientid: 'c1',
    username: 'alice',
    node: NODES[0],
    mqueue_len: 2,
    mqueue_dropped: 2,
    subscriptions: [
      { topic: 't/1', qos: 1 },
      { topic: '$share/g/t/1', qos: 2 },
    ],
    ...came(0),
  },
  ...OTHERS_OF_ALICE.map(({ clientid, queue, hours }) => ({
    clientid,
    username: 'alice',
    node: NODES[1],
    mqueue_len: queue,
    mqueue_dropped: queue,
    subscriptions: [{ topic: 't/1', qos: 2 }],
    ...came(hours),
  })),
  ...['c.1', 'cx1', 'c\\d', 'c+1', 'a/b'].map((clientid, index) => ({
    clientid,
    username: ['u.1', 'ux1', 'u\\d', 'u+1', 'v/b'][index] ?? '',
    node: NODES[1],
    proto_name: 'CoAP',
    proto_ver: 1,
    clean_start: true,
    ip_address: '10.0.0.7',
    zone: 'other',
    mqueue_len: 9,
    mqueue_dropped: 9,
    ...came(2),
  })),
];
