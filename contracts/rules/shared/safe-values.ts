/**
 * The values that the rules send for parameters whose every distinct value stays in a real
 * broker's memory until it is restarted (an Erlang broker makes symbols of `zone`, `conn_state`,
 * `clean_start` and `proto_name`). Rules draw from these and from what the broker itself shows,
 * never from anything random: a hundred runs cost a broker no more than one.
 */
export const CONN_STATES = ['connected', 'idle', 'disconnected'] as const;
export const CLEAN_STARTS = ['true', 'false'] as const;
export const PROTO_NAMES = ['MQTT', 'MQIsdp', 'CoAP', 'LwM2M', 'MQTT-SN'] as const;

/** A zone that no broker has. */
export const UNKNOWN_ZONE = 'emqx-contract-none';
/** The zone of a stock broker, which every broker knows, and ways to get it wrong. */
export const STOCK_ZONE = 'external';
export const WRONG_SPELLINGS_OF_STOCK_ZONE = ['EXTERNAL', 'extern', 'ternal'] as const;
/** A value that none of the enums lists, and one that differs from a listed one in case only. */
export const UNLISTED = 'bogus';
export const UNLISTED_ENUM_VALUES = [
  ['conn_state', UNLISTED],
  ['conn_state', 'Connected'],
  ['clean_start', UNLISTED],
  ['clean_start', '1'],
  ['proto_name', UNLISTED],
  ['proto_name', 'mqtt'],
] as const;

/** An address that nobody connects from: it is set aside for documentation (RFC 5737). */
export const UNKNOWN_ADDRESS = '192.0.2.1';
/** No protocol has this version. */
export const UNKNOWN_PROTO_VER = '6';
