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

/** A family's own values; the others are a stock broker's defaults. */
type Family = Pick<Archetype, 'stem' | 'account' | 'protocol' | 'expiry_interval'> &
  Partial<Archetype>;

const family = (own: Family): Archetype => ({
  ending: 'number',
  zone: 'external',
  mountpoint: 'undefined',
  is_bridge: false,
  keepalive: 60,
  subscriptions_cnt: 3,
  max_subscriptions: 0,
  max_inflight: 32,
  max_mqueue: 1000,
  max_awaiting_rel: 100,
  publishesPerHour: 60,
  deliveriesPerHour: 40,
  payload: 120,
  ...own,
});

/**
 * A small fleet written by hand, for browsers, where the schema faker is too large. Its mix of
 * protocols, sessions and accounts is like that of generated families.
 */
export const BROWSER_ARCHETYPES: readonly Archetype[] = [
  {
    stem: 'thermostat-berlin-',
    account: shared('fleet-berlin'),
    protocol: mqtt4,
    expiry_interval: 7200,
  },
  { stem: 'meter-lyon-', account: own, protocol: mqtt5, expiry_interval: 86_400, keepalive: 300 },
  { stem: 'camera-turin-', account: none, protocol: mqtt4, expiry_interval: 0, payload: 500 },
  { stem: 'gw-', ending: 'hex', account: own, protocol: mqtt5, expiry_interval: 7200 },
  { stem: 'lock-osaka-', account: own, protocol: mqtt3, expiry_interval: 0, keepalive: 120 },
  { stem: 'pump-leeds-', account: shared('fleet-leeds'), protocol: mqttSn, expiry_interval: 7200 },
  { stem: 'valve-pune-', account: none, protocol: coap, expiry_interval: 0, zone: 'internal' },
  { stem: 'tracker-austin-', account: own, protocol: lwM2m, expiry_interval: 0 },
  {
    stem: 'svc-billing-',
    account: shared('svc-billing'),
    protocol: mqtt4,
    expiry_interval: 0,
    keepalive: 30,
    subscriptions_cnt: 12,
    deliveriesPerHour: 900,
  },
  {
    stem: 'bridge-quito-',
    account: shared('bridge-quito'),
    protocol: mqtt4,
    expiry_interval: 7200,
    is_bridge: true,
    subscriptions_cnt: 8,
  },
  {
    stem: 'charger-shenzhen-',
    account: shared('fleet-shenzhen'),
    protocol: mqtt5,
    expiry_interval: 2_592_000,
    max_inflight: 16,
  },
  {
    stem: 'mqttx-',
    ending: 'hex',
    account: shared('ada.ohara42'),
    protocol: mqtt5,
    expiry_interval: 0,
    subscriptions_cnt: 1,
    publishesPerHour: 2,
  },
].map((own) => family(own as Family));
