interface WithAdvice extends ErrorOptions {
  readonly advice?: string;
}

/** An option, a file or an address is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The broker does not answer, or refuses the credentials: exit code 3. */
export class BrokerUnreachable extends Error {
  override readonly name = 'BrokerUnreachable';
}

/** Something else than the clients API answers at the address: exit code 3. */
export class NotTheApi extends BrokerUnreachable {}

/** An MQTT client could not reach the listener: it has no session there. */
export class MqttUnreachable extends BrokerUnreachable {}

/** A run that is under way cannot go on. */
export class RunEnded extends BrokerUnreachable {
  constructor(
    readonly reason: 'broker gone' | 'time limit',
    /** What happened, as the start of a sentence. */
    readonly what: string,
    /** What to do: a sentence. */
    readonly advice: string,
  ) {
    super(`${what}. ${advice}`);
  }
}

/**
 * The way to the broker, not the broker: no answer, or one of a gateway, after all tries. Says
 * nothing about the contract.
 */
export class WayFailed extends Error {
  override readonly name = 'WayFailed';

  constructor(
    message: string,
    /** How often the rule may run again for it. */
    readonly reruns: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The user or a signal ended the run. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('The run was interrupted.');
  }
}

/** The safety guard refused a request that could harm the broker: a rule is wrong. */
export class UnsafeRequest extends Error {
  override readonly name = 'UnsafeRequest';
}

/**
 * The broker began an answer and did not finish it, or sent something that is not HTTP. Unlike a
 * failed connection, this is the broker's fault, and so a deviation.
 */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
  /** What to do: whole sentences, or ''. */
  readonly advice: string;

  constructor(message: string, { advice = '', ...options }: WithAdvice = {}) {
    super(message, options);
    this.advice = advice;
  }
}

/** No answer: the connection failed or timed out. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  /** What to do: whole sentences. */
  readonly advice: string;

  constructor(
    /** Code of Node or undici, e.g. `ECONNREFUSED`; `TIMEOUT` for the kit's own limit. */
    readonly code: string,
    message: string,
    { advice = 'Check the address, and the way to it.', ...options }: WithAdvice = {},
  ) {
    super(message, options);
    this.advice = advice;
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
