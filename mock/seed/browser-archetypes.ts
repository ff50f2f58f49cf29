import { type Account, type Archetype, type Protocol, PROTOCOLS } from './archetype.js';

const [mqtt4, mqtt5, mqtt3, mqttSn, coap, lwM2m] = PROTOCOLS as readonly [
  Protocol,
  Protocol,
  Protocol,
  Protocol,
  Protocol,
  Protocol,
];

const none: Account = { kind: 'none' };
const own: Account = { kind: 'own' };
const shared = (name: string): Account => ({ kind: 'shared', name });

type Row = readonly [
  stem: string,
  account: Account,
  protocol: Protocol,
  expiry: number,
  others?: Partial<Archetype>,
];

const SERVICE = { keepalive: 30, subscriptions_cnt: 12, deliveriesPerHour: 900 };
const TOOL = { ending: 'hex', subscriptions_cnt: 1, publishesPerHour: 2 } as const;

const ROWS: readonly Row[] = [
  ['thermostat-berlin-', shared('fleet-berlin'), mqtt4, 7200],
  ['meter-lyon-', own, mqtt5, 86_400, { keepalive: 300 }],
  ['camera-turin-', none, mqtt4, 0, { payload: 500 }],
  ['gw-', own, mqtt5, 7200, { ending: 'hex' }],
  ['lock-osaka-', own, mqtt3, 0, { keepalive: 120 }],
  ['pump-leeds-', shared('fleet-leeds'), mqttSn, 7200],
  ['valve-pune-', none, coap, 0, { zone: 'internal' }],
  ['tracker-austin-', own, lwM2m, 0],
  ['svc-billing-', shared('svc-billing'), mqtt4, 0, SERVICE],
  ['bridge-quito-', shared('bridge-quito'), mqtt4, 7200, { is_bridge: true, subscriptions_cnt: 8 }],
  ['charger-shenzhen-', shared('fleet-shenzhen'), mqtt5, 2_592_000, { max_inflight: 16 }],
  ['mqttx-', shared('ada.ohara42'), mqtt5, 0, TOOL],
];

/**
 * A small fleet written by hand, for browsers, where the schema faker is too large. Its mix of
 * protocols, sessions and accounts is like that of generated families; the other values are a stock
 * broker's defaults.
 */
export const BROWSER_ARCHETYPES: readonly Archetype[] = ROWS.map(
  ([stem, account, protocol, expiry_interval, others]) => ({
    stem,
    ending: 'number',
    account,
    protocol,
    zone: 'external',
    mountpoint: 'undefined',
    is_bridge: false,
    keepalive: 60,
    expiry_interval,
    subscriptions_cnt: 3,
    max_subscriptions: 0,
    max_inflight: 32,
    max_mqueue: 1000,
    max_awaiting_rel: 100,
    publishesPerHour: 60,
    deliveriesPerHour: 40,
    payload: 120,
    ...others,
  }),
);
