import fc from 'fast-check';

/** The time at which the clients are listed. */
export const NOW = '2026-01-31T08:00:00Z';
/** The same time in Unix seconds. */
export const T = Date.parse(NOW) / 1000;

// Few texts that contain each other, so that filters find clients; some are hard to encode.
export const TEXTS = [...'a ab b A a/b 用户 用 😀 %2F a+b __proto__'.split(' '), ' ', '\n'];
export const texts = fc.constantFrom(...TEXTS);
export const ids = fc.oneof(
  fc.tuple(texts, texts).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 3 }),
);
/** Around ten seconds before {@link NOW}. */
const times = fc.integer({ min: -3, max: 3 }).map((s) => new Date((T - 10 + s) * 1000 + 400));

const clients = fc.record({
  clientid: ids,
  username: fc.option(fc.oneof(texts, fc.constant('undefined')), { nil: null }),
  zone: fc.constantFrom('external', 'internal'),
  ip_address: fc.constantFrom('10.0.0.1', '10.0.0.2'),
  conn_state: fc.constantFrom('connected', 'idle', 'disconnected'),
  clean_start: fc.boolean(),
  expiry_interval: fc.constant(3600),
  proto_name: fc.constantFrom('MQTT', 'MQIsdp', 'CoAP'),
  proto_ver: fc.constantFrom(3, 4, 5),
  created_at: times,
  connected_at: times,
});
/** Small fleets with unique client ids. */
export const populations = fc.uniqueArray(clients, {
  maxLength: 12,
  selector: ({ clientid }) => clientid,
});
