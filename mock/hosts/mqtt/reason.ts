/**
 * Why a packet or a connection is refused: MQTT 5.0's reason codes (section 2.4), as far as the
 * door has a use for them.
 */
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
} as const;

export type Reason = keyof typeof REASONS;

/** The return codes that MQTT 3.1.1 has for a refused CONNECT (table 3.1). Others are closed. */
const RETURN_CODES: Partial<Record<Reason, number>> = {
  'unsupported protocol version': 1,
  'client identifier not valid': 2,
  'quota exceeded': 3,
  'bad user name or password': 4,
  'not authorized': 5,
};

/** CONNACK's return code in MQTT 3; `undefined` where the version has none but to close. */
export function returnCodeOf(reason: Reason): number | undefined {
  return RETURN_CODES[reason];
}

/** A peer broke a rule or a bound: its connection has to end. */
export class Violation extends Error {
  override readonly name = 'Violation';

  /** @param message what the peer did, for the log and for 5.0's reason string. */
  constructor(
    readonly reason: Reason,
    message: string,
  ) {
    super(message);
  }
}
