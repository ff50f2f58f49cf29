import type { DifferenceName } from '../../openapi/usage/differences.js';
import { absenceOf } from './answer-rules.js';

/** Deviations of a rule; without any, all of them. In the rule's id, `*` stands for any letters. */
export type Judged = readonly [rule: string, ...deviations: readonly string[]];

const NO_RULE_JUDGES_IT: readonly Judged[] = [];

/** A rule that replays a use, about members of its answer. */
const absent = (...members: readonly string[]): readonly Judged[] => [
  ['usage/get-*-sends-*', ...members.map(absenceOf)],
];

const TIME_FILTERS = 'times/_*';
const NOT_ANSWERED = 'is-not-answered';

/**
 * The differences that `emqx-mock usage check` names, as the deviations that brokers show them in:
 * what is accepted there is accepted here.
 */
export const DEVIATIONS: Readonly<Record<DifferenceName, readonly Judged[]>> = {
  // Lists and paging.
  listScope: [['list/fixtures', 'is-not-listed']],
  nodeOrder: [['paging/*', 'order-depends-on-node']],
  hasnext: [['list/hasnext', 'is-missing'], ...absent('meta.hasnext')],
  countUnderFilter: [['paging/filtered-count']],
  zeroLimit: [['errors/paging-bounds', 'crashes', 'limit-0-is-accepted']],
  hugeLimit: NO_RULE_JUDGES_IT,
  memberOrder: NO_RULE_JUDGES_IT,

  // Filters.
  filters: [
    ['filters/*', 'is-ignored', 'finds-too-many', 'finds-clients-without-the-value'],
    ['filters/conn_state-any-population', 'is-in-two-states'],
    ['filters/twins', 'is-not-and'],
    ['times/*', 'is-ignored', 'finds-clients-beyond-the-bound', 'is-in-both', 'is-in-neither'],
    ['errors/filter-values', 'is-accepted'],
    ['errors/enum-values', 'is-accepted', 'finds-nothing'],
  ],
  queueFilters: [
    ['usage/_*_mqueue_*', 'is-ignored', 'is-refused'],
    ['filters/unknown-parameter', 'mqueue-filters-apply'],
  ],
  timeUnit: [[TIME_FILTERS, 'takes-milliseconds']],
  shownSecond: [
    [TIME_FILTERS, 'misses-its-own-second'],
    ['times/partition', 'own-second-is-in-neither'],
  ],
  like: [['filters/_like_*-literal', 'is-a-regular-expression']],
  emptyLike: [['filters/_like_-empty', 'crashes']],
  wrongType: [['errors/filter-values', 'crashes']],
  reading: [
    ['errors/paging-bounds', 'limit-0-is-accepted', 'page-below-1-is-accepted'],
    ['errors/paging-values', 'crashes'],
    ['errors/enum-values', 'finds-nothing'],
    ['errors/repeated-parameter', 'is-accepted'],
    ['filters/twins', 'exact-overrides-like'],
  ],

  // One client.
  mountpoint: [['list/mountpoint', 'is-missing'], ...absent('data.mountpoint')],
  extraFields: absent(
    ...['dropped', 'qos0', 'qos1', 'qos2'].flatMap((counter) => [
      `data.recv_msg.${counter}`,
      `data.send_msg.${counter}`,
    ]),
    ...['expired', 'queue_full', 'too_large'].map((why) => `data.send_msg.dropped.${why}`),
  ),
  pathDecoding: [['lookup/plus', 'plus-is-a-space']],
  unknownKick: [['kick/unknown', 'code-is-0']],
  kickedMqtt5: [['kick/reason', 'no-disconnect']],

  // Refusals.
  notBase64: [['auth/*', 'not-base64-is-not-refused']],
  wording: [
    ['errors/status', 'http-200'],
    ['errors/json-bodies', '401-is-not-json', '404-is-not-json'],
  ],
  headAndOptions: [
    ['errors/head', 'is-not-get'],
    ['errors/options', 'is-refused'],
  ],
  bodyIsQuery: NO_RULE_JUDGES_IT,

  // Other paths. Rules send them GET only, and judge no values of their members.
  brokerPaths: [['usage/get-*', NOT_ANSWERED]],
  companions: [['usage/get-*', NOT_ANSWERED]],
  alarmPaths: [['usage/get-*alarms*', NOT_ANSWERED], ...absent('code', 'data', 'meta')],
  liveStats: absent(
    ...['data', 'data.stats'].flatMap((stats) => [
      `${stats}.live_connections.count`,
      `${stats}.live_connections.max`,
    ]),
  ),
  liveNodes: absent('data.live_connections'),
  nodeMember: absent('data.node', 'data.name'),
  subscriptionFilters: NO_RULE_JUDGES_IT,
  topicSearch: NO_RULE_JUDGES_IT,
  subscribeScope: NO_RULE_JUDGES_IT,
  missingClientid: NO_RULE_JUDGES_IT,
  wrongQos: NO_RULE_JUDGES_IT,
  sharedUnsubscribe: NO_RULE_JUDGES_IT,
  keepalive: NO_RULE_JUDGES_IT,
  aclCacheOfAll: NO_RULE_JUDGES_IT,
  connectionsCount: NO_RULE_JUDGES_IT,
  nodeMemory: NO_RULE_JUDGES_IT,
  sysdescr: NO_RULE_JUDGES_IT,
  otpRelease: NO_RULE_JUDGES_IT,
  downSubscriptions: NO_RULE_JUDGES_IT,
};

/** The rules that an entry is about. */
export const rulesNamed = (rule: string): RegExp =>
  new RegExp(`^${rule.split('*').map(escaped).join('.*')}$`);

const escaped = (text: string): string => text.replace(/[^\w/-]/g, '\\$&');

/** Whether a deviation shows a difference, by the name that the usage file has for it. */
export function isDeviationOf(difference: string, rule: string, deviation: string): boolean {
  if (!isDifferenceName(difference)) return false;
  return DEVIATIONS[difference].some(
    ([ofRule, ...deviations]) =>
      rulesNamed(ofRule).test(rule) && (deviations.length === 0 || deviations.includes(deviation)),
  );
}

const isDifferenceName = (name: string): name is DifferenceName => Object.hasOwn(DEVIATIONS, name);
