import type { JsonValue } from '../client.js';
import {
  FILTERS,
  MQUEUE_FILTERS,
  SUBSCRIPTION_FILTERS,
  type FilterParameter,
} from '../query/parameters.js';
import type { QueryRules } from '../query/query-types.js';
import { isSince, type Release, type Since } from './releases.js';

/** The request that shows a behaviour; `T` stands for the Unix second that `c1` shows as its time. */
export interface Example {
  readonly method?: 'DELETE' | 'GET' | 'POST' | 'PUT';
  /** Without the base path; no path: only MQTT clients see the behaviour. */
  readonly path?: string;
  readonly authorization?: string;
  readonly body?: string;
  /** A path that is requested afterwards, and shows the effect. */
  readonly then?: string;
  /** The second node of the example's cluster has stopped. */
  readonly stopped?: true;
  /** The node that is asked, of the two of the example's cluster. Default: the first. */
  readonly node?: 'second';
}

/** One behaviour of the API, and how it changed. */
export interface Behaviour<T> {
  /** What it is, in a few words. */
  readonly title: string;
  readonly example: Example;
  /** As the documents have it, or as openapi/decisions.md decides. */
  readonly documented: T;
  /** Oldest first; the last one that a release has reached applies. Those of filters begin at 4.1. */
  readonly steps: readonly [Step<T>, ...Step<T>[]];
}

interface Step<T> {
  readonly since: Since;
  readonly value: T;
  /** A sentence about the API from here on. */
  readonly says: string;
}

/** What a broker of one release does. */
export interface Behaviours {
  /** Which clients `GET /clients` lists; lookups and kicks reach the whole cluster. */
  listScope: 'cluster' | 'asked node';
  /** Which node's clients a list begins with. */
  nodeOrder: 'asked node first' | 'sorted';
  filters: readonly FilterParameter[];
  queueFilters: readonly FilterParameter[];
  hasnext: 'sent' | 'absent';
  countUnderFilter: 'matches' | 'total' | -1;
  timeUnit: QueryRules['timeUnit'];
  like: QueryRules['like'];
  emptyLike: QueryRules['emptyLike'];
  wrongType: 'refused' | 'crashes';
  zeroLimit: QueryRules['zeroLimit'];
  hugeLimit: QueryRules['hugeLimit'];
  unknownKick: 'not_found' | 'success';
  notBase64: 'unauthorized' | 'crashes';
  kickedMqtt5: 'DISCONNECT 152' | 'no DISCONNECT';
  mountpoint: 'sent' | 'absent';
  /** Members that each client has beyond the documents', with their default. */
  extraFields: Readonly<Record<string, JsonValue>>;
  memberOrder: 'documented' | 'alphabetical';
  pathDecoding: 'percent' | 'form';
  /** Filters of `GET /subscriptions`. */
  subscriptionFilters: readonly FilterParameter[];
  /** What `topic=` does there: a search of its own. */
  topicSearch: 'none' | 'without meta' | 'paged' | 'filtered';
  /** Which clients POST /mqtt/subscribe and /mqtt/unsubscribe find. */
  subscribeScope: 'cluster' | 'asked node';
  missingClientid: 'refused' | 'not found';
  wrongQos: 'refused' | 'accepted';
  sharedUnsubscribe: 'ends it' | 'finds nothing';
  keepalive: 'absent' | 'text' | 'number or text';
  aclCacheOfAll: 'absent' | 'emptied';
  alarmPaths: readonly string[];
  connectionsCount: 'connected' | 'sessions';
  /** `live_connections` in stats, and in nodes. */
  liveStats: 'absent' | 'sent';
  liveNodes: 'absent' | 'sent';
  /** The memory that `GET /nodes/{node}` shows; the list always shows a text. */
  nodeMemory: 'bytes' | 'text';
  /** Which members name the node in `GET /nodes` and `GET /brokers`. */
  nodeMember: 'node' | 'name';
  sysdescr: string;
  otpRelease: string;
  /** The subscriptions of one client, asked of a node that has stopped. */
  downSubscriptions: 'no content' | 'crashes';
}

/** Sent by EMQX 4.4 after the documented members (decisions.md, "Other brokers"). */
const FIELDS_OF_44: Readonly<Record<string, JsonValue>> = {
  'recv_msg.dropped': 0,
  'recv_msg.qos0': 0,
  'recv_msg.qos1': 0,
  'recv_msg.qos2': 0,
  'send_msg.dropped': 0,
  'send_msg.dropped.expired': 0,
  'send_msg.dropped.queue_full': 0,
  'send_msg.dropped.too_large': 0,
  'send_msg.qos0': 0,
  'send_msg.qos1': 0,
  'send_msg.qos2': 0,
};

/** Paths of alarms, and what they are of: with `:node`, those of one node. */
const OLD_ALARMS = [
  'alarms/present',
  'alarms/present/:node',
  'alarms/history',
  'alarms/history/:node',
] as const;
const ALARMS = [
  'alarms',
  'nodes/:node/alarms',
  'alarms/activated',
  'nodes/:node/alarms/activated',
  'alarms/deactivated',
  'nodes/:node/alarms/deactivated',
] as const;

const step = <T>(since: Release | Since, value: T, says: string): Step<T> => ({
  since: typeof since === 'string' ? [since] : since,
  value,
  says,
});

/**
 * Every behaviour that differs between releases of EMQX 4, and the releases that it changed in:
 * seen on running brokers of nine releases, and read from the sources at each tag in between.
 * A new release that behaves differently is one step here, and nothing else.
 */
export const BEHAVIOURS: { readonly [K in keyof Behaviours]: Behaviour<Behaviours[K]> } = {
  listScope: {
    title: 'clients that a list contains',
    example: { path: '/clients' },
    documented: 'cluster',
    steps: [
      step('4.0.0', 'asked node', 'GET /clients lists the clients of the node that is asked.'),
      step('4.1.0', 'cluster', 'GET /clients lists the clients of all nodes.'),
    ],
  },
  nodeOrder: {
    title: 'order of the nodes in a list',
    example: { path: '/clients', node: 'second' },
    documented: 'asked node first',
    steps: [
      step(
        '4.1.0',
        'asked node first',
        'The order of the nodes depends on the node that is asked.',
      ),
      step('4.4.15', 'sorted', 'Every node lists the nodes in the same order.'),
    ],
  },
  filters: {
    title: 'filters',
    example: { path: '/clients?clientid=c1' },
    documented: FILTERS,
    steps: [
      step('4.0.0', [], 'All filters are ignored: every client is listed.'),
      step('4.1.0', FILTERS, 'The 14 documented filters work.'),
    ],
  },
  queueFilters: {
    title: 'filters on the message queue',
    example: { path: '/clients?_gte_mqueue_len=999999' },
    documented: [],
    steps: [
      step('4.0.0', [], '_gte_ and _lte_ of mqueue_len and mqueue_dropped are ignored.'),
      step(
        ['4.3.15', '4.4.4'],
        MQUEUE_FILTERS,
        '_gte_ and _lte_ of mqueue_len and mqueue_dropped work.',
      ),
    ],
  },
  hasnext: {
    title: 'meta.hasnext',
    example: { path: '/clients?_limit=1' },
    documented: 'sent',
    steps: [
      step('4.0.0', 'absent', 'meta has no hasnext.'),
      step('4.1.0', 'sent', 'meta.hasnext says whether more rows follow.'),
    ],
  },
  countUnderFilter: {
    title: 'meta.count with a filter',
    example: { path: '/clients?username=alice&_limit=1' },
    documented: 'matches',
    steps: [
      step('4.0.0', 'total', 'meta.count is the number of all clients.'),
      step('4.1.0', -1, 'meta.count is -1 if there is a known filter.'),
    ],
  },
  timeUnit: {
    title: 'unit of time filters',
    example: { path: '/clients?_gte_connected_at=9999999999' },
    documented: 'seconds',
    steps: [
      step('4.1.0', 'milliseconds', 'Time filters take Unix milliseconds.'),
      step('4.3.12', 'seconds', 'Time filters take Unix seconds.'),
    ],
  },
  like: {
    title: '_like_ filters',
    example: { path: '/clients?_like_clientid=c%5Cd|^c1' },
    documented: 'text',
    steps: [
      step('4.1.0', 'regular expression', '_like_ takes a regular expression.'),
      step(
        '4.3.9',
        'regular expression, literal backslash',
        '_like_ takes a regular expression in which a backslash is literal.',
      ),
      step('4.3.12', 'text', '_like_ takes a literal text.'),
    ],
  },
  emptyLike: {
    title: 'an empty _like_ filter',
    example: { path: '/clients?_like_clientid=' },
    documented: 'matches all',
    steps: [
      step('4.1.0', 'matches all', 'An empty _like_ matches every client.'),
      step('4.3.12', 'crashes', 'An empty _like_ is HTTP 500.'),
    ],
  },
  wrongType: {
    title: 'a filter value of the wrong type',
    example: { path: '/clients?proto_ver=abc' },
    documented: 'refused',
    steps: [
      step('4.1.0', 'crashes', 'A value of the wrong type is HTTP 500.'),
      step('4.3.3', 'refused', 'A value of the wrong type is HTTP 200 with code 108.'),
    ],
  },
  zeroLimit: {
    title: 'a limit of 0',
    example: { path: '/clients?_limit=0' },
    documented: 'no rows',
    steps: [
      step('4.0.0', 'crashes', '_limit=0 is HTTP 500.'),
      step('4.1.0', 'no rows', '_limit=0 returns no rows.'),
    ],
  },
  hugeLimit: {
    title: 'a limit of 2^59 or more',
    example: { path: '/clients?_limit=100000000000000000000' },
    documented: 'crashes',
    steps: [
      step('4.0.0', 'accepted', 'A limit of any size is accepted.'),
      step('4.1.0', 'crashes', 'A limit of 2^59 or more is HTTP 500.'),
    ],
  },
  unknownKick: {
    title: 'the kick of an unknown client',
    example: { method: 'DELETE', path: '/clients/unknown' },
    documented: 'not_found',
    steps: [
      step('4.0.0', 'not_found', 'The kick of an unknown client is code 112.'),
      step('4.3.9', 'success', 'The kick of an unknown client is code 0.'),
    ],
  },
  notBase64: {
    title: 'credentials that are not base64',
    example: { path: '/clients', authorization: 'Basic %%%' },
    documented: 'unauthorized',
    steps: [
      step('4.0.0', 'crashes', 'Credentials that are not base64 are HTTP 500.'),
      step(['4.3.13', '4.4.2'], 'unauthorized', 'Credentials that are not base64 are HTTP 401.'),
    ],
  },
  kickedMqtt5: {
    title: 'the kick of an MQTT 5.0 client',
    example: {},
    documented: 'DISCONNECT 152',
    steps: [
      step('4.0.0', 'no DISCONNECT', 'The connection is closed without a DISCONNECT.'),
      step(
        ['4.3.13', '4.4.2'],
        'DISCONNECT 152',
        'The client receives DISCONNECT with reason code 152.',
      ),
    ],
  },
  mountpoint: {
    title: 'the member mountpoint',
    example: { path: '/clients/c1' },
    documented: 'sent',
    steps: [
      step('4.0.0', 'absent', 'A client has no mountpoint: 35 members.'),
      step('4.2.0', 'sent', 'A client has a mountpoint: 36 members.'),
    ],
  },
  extraFields: {
    title: 'counters by QoS and of dropped messages',
    example: { path: '/clients/c1' },
    documented: {},
    steps: [
      step('4.0.0', {}, 'A client has only members that the documents name.'),
      step('4.4.0', FIELDS_OF_44, 'A client has eleven more members: 47.'),
    ],
  },
  memberOrder: {
    title: 'order of members',
    example: { path: '/clients/unknown' },
    documented: 'documented',
    steps: [
      step('4.0.0', 'alphabetical', 'Members are sorted by name: code, data, meta.'),
      step('4.1.0', 'documented', 'Members are in the order meta, data, code.'),
    ],
  },
  pathDecoding: {
    title: 'a + in the path',
    example: { path: '/clients/c+plus' },
    documented: 'percent',
    steps: [
      step('4.0.0', 'percent', 'A + in the path is a plus.'),
      step(
        '4.2.0',
        'form',
        'A + in the path is a space, and invalid UTF-8 is HTTP 500 (built with OTP 23).',
      ),
      step('4.3.0', 'percent', 'A + in the path is a plus.'),
    ],
  },
  subscriptionFilters: {
    title: 'filters of GET /subscriptions',
    example: { path: '/subscriptions?qos=2' },
    documented: SUBSCRIPTION_FILTERS,
    steps: [
      step('4.0.0', [], 'GET /subscriptions ignores all filters and lists the asked node.'),
      step(
        '4.1.0',
        SUBSCRIPTION_FILTERS,
        'GET /subscriptions lists the cluster; clientid, qos, share and _match_topic work.',
      ),
    ],
  },
  topicSearch: {
    title: 'subscriptions to one topic',
    example: { path: '/subscriptions?topic=t%2F1&qos=2' },
    documented: 'filtered',
    steps: [
      step('4.0.0', 'none', 'topic= is ignored.'),
      step(
        '4.1.0',
        'without meta',
        'topic= returns all rows without meta, whatever else is asked for.',
      ),
      step('4.3.12', 'paged', 'topic= returns a page with meta, without the other filters.'),
      step(['4.3.15', '4.4.4'], 'filtered', 'topic= and the filters clientid, qos and share hold.'),
    ],
  },
  subscribeScope: {
    title: 'clients that POST /mqtt/subscribe finds',
    example: {
      method: 'POST',
      path: '/mqtt/subscribe',
      body: '{"clientid":"c2","topic":"t/2","qos":1}',
    },
    documented: 'cluster',
    steps: [
      step(
        '4.0.0',
        'asked node',
        'POST /mqtt/subscribe and /mqtt/unsubscribe find the clients of the node that is asked.',
      ),
      step('4.2.0', 'cluster', 'POST /mqtt/subscribe and /mqtt/unsubscribe find any client.'),
    ],
  },
  missingClientid: {
    title: 'POST /mqtt/subscribe without a client id',
    example: { method: 'POST', path: '/mqtt/subscribe', body: '{"topic":"t/2","qos":1}' },
    documented: 'refused',
    steps: [
      step('4.0.0', 'not found', 'A missing client id is code 112.'),
      step('4.3.9', 'refused', 'A missing client id is code 108.'),
    ],
  },
  wrongQos: {
    title: 'POST /mqtt/subscribe with QoS 3',
    example: {
      method: 'POST',
      path: '/mqtt/subscribe',
      body: '{"clientid":"c1","topic":"t/2","qos":3}',
    },
    documented: 'refused',
    steps: [
      step('4.0.0', 'accepted', 'Any QoS is accepted, and shown.'),
      step(['4.3.13', '4.4.2'], 'refused', 'A QoS other than 0, 1 and 2 is code 116.'),
    ],
  },
  sharedUnsubscribe: {
    title: 'the end of a shared subscription',
    example: {
      method: 'POST',
      path: '/mqtt/unsubscribe',
      body: '{"clientid":"c1","topic":"$share/g/t/1"}',
      then: '/subscriptions/c1',
    },
    documented: 'ends it',
    steps: [
      step(
        '4.0.0',
        'finds nothing',
        'POST /mqtt/unsubscribe succeeds, and a shared subscription stays.',
      ),
      step('4.2.0', 'ends it', 'POST /mqtt/unsubscribe ends a shared subscription.'),
    ],
  },
  keepalive: {
    title: 'the keep-alive of a client',
    example: { method: 'PUT', path: '/clients/c1/keepalive', body: '{"interval":30}' },
    documented: 'number or text',
    steps: [
      step('4.0.0', 'absent', 'PUT /clients/{clientid}/keepalive does not exist.'),
      step(
        '4.4.0',
        'text',
        'PUT /clients/{clientid}/keepalive takes a text; a number is HTTP 500.',
      ),
      step('4.4.2', 'number or text', 'PUT /clients/{clientid}/keepalive takes a number too.'),
    ],
  },
  aclCacheOfAll: {
    title: 'the ACL caches of all clients',
    example: { method: 'DELETE', path: '/acl-cache' },
    documented: 'emptied',
    steps: [
      step('4.0.0', 'absent', 'DELETE /acl-cache does not exist.'),
      step('4.3.0', 'emptied', 'DELETE /acl-cache and /nodes/{node}/acl-cache work.'),
    ],
  },
  alarmPaths: {
    title: 'paths of alarms',
    example: { path: '/alarms/activated' },
    documented: ALARMS,
    steps: [
      step('4.0.0', OLD_ALARMS, 'Alarms are at /alarms/present and /alarms/history.'),
      step('4.2.0', ALARMS, 'Alarms are at /alarms, /alarms/activated and /alarms/deactivated.'),
    ],
  },
  connectionsCount: {
    title: 'connections.count in stats',
    example: { path: '/nodes/emqx@10.0.0.1/stats' },
    documented: 'sessions',
    steps: [
      step('4.0.0', 'connected', 'connections.count in stats is the number of connected clients.'),
      step('4.1.0', 'sessions', 'connections.count in stats counts offline sessions too.'),
    ],
  },
  liveStats: {
    title: 'live_connections in stats',
    example: { path: '/stats' },
    documented: 'sent',
    steps: [
      step('4.0.0', 'absent', 'Stats have no live_connections.'),
      step('4.4.0', 'sent', 'Stats have live_connections: connected clients only.'),
    ],
  },
  liveNodes: {
    title: 'live_connections of nodes',
    example: { path: '/nodes' },
    documented: 'sent',
    steps: [
      step('4.0.0', 'absent', 'Nodes have no live_connections.'),
      step('4.4.19', 'sent', 'Nodes have live_connections: connected clients only.'),
    ],
  },
  nodeMemory: {
    title: 'memory of one node',
    example: { path: '/nodes/emqx@10.0.0.1' },
    documented: 'text',
    steps: [
      step('4.0.0', 'bytes', 'GET /nodes/{node} shows the memory in bytes.'),
      step('4.3.12', 'text', 'GET /nodes/{node} shows the memory as a text, such as 1.68G.'),
    ],
  },
  nodeMember: {
    title: 'the name of a node',
    example: { path: '/brokers/emqx@10.0.0.1' },
    documented: 'node',
    steps: [
      step(
        '4.0.0',
        'name',
        'One broker has no name; a node has the member name, in a list node too.',
      ),
      step('4.0.3', 'node', 'Nodes and brokers have the member node.'),
    ],
  },
  sysdescr: {
    title: 'sysdescr of a broker',
    example: { path: '/brokers' },
    documented: 'EMQX',
    steps: [
      step('4.0.0', 'EMQ X Broker', 'sysdescr is EMQ X Broker.'),
      step('4.3.0', 'EMQ X', 'sysdescr is EMQ X.'),
      step('4.4.16', 'EMQX', 'sysdescr is EMQX.'),
    ],
  },
  otpRelease: {
    title: 'otp_release of a node',
    example: { path: '/brokers' },
    documented: '25.2.3/13.1.5',
    steps: [
      step('4.0.0', 'R25/13.1.5', 'otp_release is R25/13.1.5, as recorded.'),
      step('4.3.0', '25.2.3/13.1.5', 'otp_release is 25.2.3/13.1.5, as recorded.'),
    ],
  },
  downSubscriptions: {
    title: 'subscriptions of a client on a stopped node',
    example: { path: '/nodes/emqx@10.0.0.2/subscriptions/c2', stopped: true },
    documented: 'no content',
    steps: [
      step(
        '4.0.0',
        'crashes',
        'GET /nodes/{node}/subscriptions/{clientid} of a stopped node is HTTP 500.',
      ),
      step(
        '4.3.12',
        'no content',
        'GET /nodes/{node}/subscriptions/{clientid} of a stopped node is HTTP 204.',
      ),
    ],
  },
};

export const BEHAVIOUR_NAMES = Object.keys(BEHAVIOURS) as readonly (keyof Behaviours)[];

/** The step that a release has reached. */
export function stepOf<K extends keyof Behaviours>(name: K, release: Release): Step<Behaviours[K]> {
  const { steps } = BEHAVIOURS[name];
  const reached = steps.findLast(({ since }) => isSince(release, since));
  return reached ?? { ...steps[0], says: 'Nothing of the kind: filters are ignored.' };
}

/** The behaviours of a release; `undefined`: as the documents promise. */
export function behavioursOf(release: Release | undefined): Behaviours {
  const values = BEHAVIOUR_NAMES.map((name): [string, unknown] => [
    name,
    release === undefined ? BEHAVIOURS[name].documented : stepOf(name, release).value,
  ]);
  return Object.fromEntries(values) as unknown as Behaviours;
}

/** The behaviours that differ between two releases, in the order of the table. */
export function changesBetween(a: Release, b: Release): readonly (keyof Behaviours)[] {
  return BEHAVIOUR_NAMES.filter((name) => stepOf(name, a).value !== stepOf(name, b).value);
}
