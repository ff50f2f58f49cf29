/**
 * The values that rules send for `zone`, `conn_state`, `clean_start` and `proto_name`. An Erlang
 * broker makes an atom of each distinct value and keeps it in memory until it restarts. So rules
 * use only these and what the broker itself shows, never random ones: a hundred runs then cost a
 * broker no more than one.
 */
export const CONN_STATES = ['connected', 'idle', 'disconnected'] as const;
export const CLEAN_STARTS = ['true', 'false'] as const;
export const PROTO_NAMES = ['MQTT', 'MQIsdp', 'CoAP', 'LwM2M', 'MQTT-SN'] as const;

/** A client id or user name that no client has. */
export const UNKNOWN_NAME = 'emqx-contract-unknown';
/** Values that no client has, by filter. */
export const UNKNOWN_VALUES = {
  clientid: UNKNOWN_NAME,
  username: UNKNOWN_NAME,
  zone: 'emqx-contract-none',
  // Reserved for documentation (RFC 5737).
  ip_address: '192.0.2.1',
  // No protocol has this version.
  proto_ver: '6',
  _like_clientid: UNKNOWN_NAME,
  _like_username: UNKNOWN_NAME,
} as const;
/** The default zone, which every EMQX has, and wrong spellings of it. */
export const DEFAULT_ZONE = 'external';
export const WRONG_SPELLINGS_OF_DEFAULT_ZONE = ['EXTERNAL', 'extern', 'ternal'] as const;
/** For each enum an unlisted value, and a listed one in the wrong case or spelling. */
export const UNLISTED_ENUM_VALUES = [
  ['conn_state', 'bogus'],
  ['conn_state', 'Connected'],
  ['clean_start', 'bogus'],
  ['clean_start', '1'],
  ['proto_name', 'bogus'],
  ['proto_name', 'mqtt'],
] as const;
