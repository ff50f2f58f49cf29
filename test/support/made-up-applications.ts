import type { Behaviours } from '../../mock/core/releases/behaviours.js';
import type { Release } from '../../mock/core/releases/releases.js';
import type { Use } from '../../openapi/usage/usage.js';

export type Tested = Release | 'documented';

/** An application that relies on one behaviour which changed between releases. */
export interface Application {
  readonly relies: keyof Behaviours;
  readonly request: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly reads: Use['reads'];
  /** What it builds on, and 4.0 does not have: there, that is what differs. */
  readonly builtOn?: 'filters' | 'listScope' | 'subscriptionFilters';
}

const LIST = 'GET /clients';
export const APPLICATIONS: readonly Application[] = [
  { relies: 'listScope', request: LIST, with: { nodes: 'several' }, reads: ['data.clientid'] },
  {
    relies: 'nodeOrder',
    request: LIST,
    with: { nodes: 'several', asked: 'another node' },
    reads: ['data.clientid'],
    builtOn: 'listScope',
  },
  { relies: 'filters', request: LIST, with: { username: 'equal' }, reads: ['data.clientid'] },
  {
    relies: 'queueFilters',
    request: LIST,
    with: { _gte_mqueue_len: 'number' },
    reads: ['data.clientid'],
  },
  {
    relies: 'hasnext',
    request: LIST,
    with: { _limit: 'up to 10000' },
    reads: ['data.clientid', 'meta.hasnext'],
  },
  {
    relies: 'countUnderFilter',
    request: LIST,
    with: { username: 'equal', _page: 'later', _limit: 'up to 10000' },
    reads: ['meta.count'],
    builtOn: 'filters',
  },
  {
    relies: 'timeUnit',
    request: LIST,
    with: { _gte_connected_at: 'seconds' },
    reads: ['data.clientid'],
    builtOn: 'filters',
  },
  {
    relies: 'like',
    request: LIST,
    with: { _like_clientid: 'backslash and special characters' },
    reads: ['data.clientid'],
    builtOn: 'filters',
  },
  {
    relies: 'emptyLike',
    request: LIST,
    with: { _like_clientid: 'empty', username: 'equal' },
    reads: ['code', 'data.clientid'],
    builtOn: 'filters',
  },
  {
    relies: 'wrongType',
    request: LIST,
    with: { proto_ver: 'wrong type' },
    reads: ['code'],
    builtOn: 'filters',
  },
  { relies: 'zeroLimit', request: LIST, with: { _limit: 'zero' }, reads: ['code'] },
  { relies: 'hugeLimit', request: LIST, with: { _limit: '2^59 or more' }, reads: ['code'] },
  {
    relies: 'unknownKick',
    request: 'DELETE /clients/{clientid}',
    with: { client: 'unknown' },
    reads: ['code'],
  },
  { relies: 'notBase64', request: LIST, with: { credentials: 'not base64' }, reads: [] },
  {
    relies: 'mountpoint',
    request: 'GET /clients/{clientid}',
    with: { client: 'known' },
    reads: ['data.mountpoint'],
  },
  {
    relies: 'extraFields',
    request: 'GET /clients/{clientid}',
    with: { client: 'known' },
    reads: ['data.recv_msg.dropped'],
  },
  {
    relies: 'memberOrder',
    request: 'GET /clients/{clientid}',
    with: { client: 'unknown' },
    reads: ['*'],
  },
  {
    relies: 'pathDecoding',
    request: 'GET /clients/{clientid}',
    with: { client: 'known', id: 'with a raw +' },
    reads: ['data.clientid'],
  },
  {
    relies: 'subscriptionFilters',
    request: 'GET /subscriptions',
    with: { qos: 'equal' },
    reads: ['data.topic'],
  },
  {
    relies: 'topicSearch',
    request: 'GET /subscriptions',
    with: { topic: 'equal', qos: 'equal' },
    reads: ['data.topic', 'meta.page'],
    builtOn: 'subscriptionFilters',
  },
  {
    relies: 'sharedUnsubscribe',
    request: 'POST /mqtt/unsubscribe',
    with: { client: 'known', 'body.topic': 'shared' },
    reads: ['code'],
  },
  {
    relies: 'keepalive',
    request: 'PUT /clients/{clientid}/keepalive',
    with: { client: 'known', interval: 'number' },
    reads: ['code'],
  },
  { relies: 'aclCacheOfAll', request: 'DELETE /acl-cache', reads: ['code'] },
  { relies: 'alarmPaths', request: 'GET /alarms/activated', reads: ['code'] },
  {
    relies: 'missingClientid',
    request: 'POST /mqtt/subscribe',
    with: { client: 'missing', 'body.topic': 'one' },
    reads: ['code'],
  },
  {
    relies: 'wrongQos',
    request: 'POST /mqtt/subscribe',
    with: { client: 'known', 'body.topic': 'one', 'body.qos': 'other' },
    reads: ['code'],
  },
  {
    relies: 'subscribeScope',
    request: 'POST /mqtt/subscribe',
    with: { client: 'known to another node', nodes: 'several', 'body.topic': 'one' },
    reads: ['code'],
  },
  {
    relies: 'connectionsCount',
    request: 'GET /nodes/{node}/stats',
    reads: ['data.connections.count'],
  },
  {
    relies: 'liveStats',
    request: 'GET /nodes/{node}/stats',
    reads: ['data.live_connections.count'],
  },
  { relies: 'liveNodes', request: 'GET /nodes', reads: ['data.live_connections'] },
  { relies: 'nodeMemory', request: 'GET /nodes/{node}', reads: ['data.memory_total'] },
  { relies: 'nodeMember', request: 'GET /brokers/{node}', reads: ['data.node'] },
  { relies: 'sysdescr', request: 'GET /brokers', reads: ['data.sysdescr'] },
  { relies: 'otpRelease', request: 'GET /brokers', reads: ['data.otp_release'] },
  {
    relies: 'downSubscriptions',
    request: 'GET /nodes/{node}/subscriptions/{clientid}',
    with: { client: 'known', node: 'stopped' },
    reads: [],
  },
];

export const useOf = ({ request, with: kinds = {}, reads }: Application, tested: Tested): Use => ({
  request,
  with: kinds,
  reads,
  tested: [tested === 'documented' ? tested : `emqx-${tested}`],
  tests: new Map(),
});
