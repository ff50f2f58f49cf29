/** The bounds of the door: nobody outside can make the mock grow without end. */
export interface DoorLimits {
  /** TCP connections at a time. */
  readonly connections: number;
  /** Sessions that the door made, the offline ones included. */
  readonly sessions: number;
  /** Bytes of a packet, as EMQX's `max_packet_size`. */
  readonly packet: number;
  /** Bytes of all the topic filters of one session. */
  readonly filters: number;
  /** QoS 2 messages that wait for their PUBREL: `max_awaiting_rel`. */
  readonly awaitingRel: number;
  /** Milliseconds that a connection may stay silent before its CONNECT. */
  readonly silence: number;
  /** Milliseconds that a peer has to take leave of a connection that the door ends. */
  readonly linger: number;
  /** Milliseconds that the traffic counters may lag behind; a real broker's lag by seconds. */
  readonly countersLag: number;
}

export const STOCK_LIMITS: DoorLimits = {
  connections: 10_000,
  sessions: 100_000,
  packet: 1024 * 1024,
  filters: 1024 * 1024,
  awaitingRel: 100,
  silence: 10_000,
  linger: 1_000,
  countersLag: 500,
};
