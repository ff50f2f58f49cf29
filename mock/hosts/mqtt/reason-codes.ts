/** The reason codes of MQTT 5.0 (section 2.4) that the listener uses. */
export const REASONS = {
  success: 0x00,
  'no subscription existed': 0x11,
  'unspecified error': 0x80,
  'malformed packet': 0x81,
  'protocol error': 0x82,
  'unsupported protocol version': 0x84,
  'client identifier not valid': 0x85,
  'bad user name or password': 0x86,
  'not authorized': 0x87,
  'server shutting down': 0x8b,
  'bad authentication method': 0x8c,
  'keep alive timeout': 0x8d,
  'session taken over': 0x8e,
  'topic filter invalid': 0x8f,
  'topic name invalid': 0x90,
  'packet identifier not found': 0x92,
  'receive maximum exceeded': 0x93,
  'topic alias invalid': 0x94,
  'packet too large': 0x95,
  'quota exceeded': 0x97,
  'administrative action': 0x98,
  /** Older releases close the connection of a kicked client. */
  'no reason given': undefined,
} as const;

export type Reason = keyof typeof REASONS;

/** The return codes of a refused CONNECT in MQTT 3.1.1 (table 3.1); without one it just closes. */
export const RETURN_CODES: Readonly<Partial<Record<Reason, number>>> = {
  'unsupported protocol version': 1,
  'client identifier not valid': 2,
  'quota exceeded': 3,
  'bad user name or password': 4,
  'not authorized': 5,
};

/** A client broke a rule or exceeded a limit: its connection must end. */
export class Violation extends Error {
  override readonly name = 'Violation';

  /** @param message what the client did, for the log and for 5.0's reason string. */
  constructor(
    readonly reason: Reason,
    message: string,
  ) {
    super(message);
  }
}
