/** The bounds of an MQTT listener: its clients cannot make the mock grow without limit. */
export interface MqttLimits {
  /** TCP connections at the same time. */
  readonly connections: number;
  /** Sessions of the listener's clients, including the offline ones. */
  readonly sessions: number;
  /** Bytes of a packet, as EMQX's `max_packet_size`. */
  readonly packetBytes: number;
  /** Bytes of all topic filters of a session. */
  readonly filterBytes: number;
  /** QoS 2 messages of a session that wait for their PUBREL, as EMQX's `max_awaiting_rel`. */
  readonly awaitingRel: number;
  /** Milliseconds between a TCP connection and its CONNECT packet. */
  readonly connectTimeout: number;
  /** Milliseconds that a peer has to close a connection that the listener ends. */
  readonly closeTimeout: number;
  /** Milliseconds until the API shows new traffic counters; a real broker needs seconds. */
  readonly countersDelay: number;
}

export const DEFAULT_LIMITS: MqttLimits = {
  connections: 10_000,
  sessions: 100_000,
  packetBytes: 1024 * 1024,
  filterBytes: 1024 * 1024,
  awaitingRel: 100,
  connectTimeout: 10_000,
  closeTimeout: 1_000,
  countersDelay: 500,
};
