/** What is wrong with how the gate was asked: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The broker gave no answer at all, or refused the user's credentials: exit code 3. */
export class BrokerUnreachable extends Error {
  override readonly name = 'Unreachable';
}

/** An MQTT client could not even reach the listener: it has left nothing behind. */
export class MqttUnreachable extends BrokerUnreachable {}

/** The user, or a signal, ended the run. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('The run was interrupted.');
  }
}

/** A request that could harm the broker: a rule is wrong, and the guard stopped it. */
export class UnsafeRequest extends Error {
  override readonly name = 'RefusedBySafety';
}

/**
 * The broker began an answer and did not finish it, or sent something that is not HTTP. Unlike a
 * connection that fails, this is the broker's own doing, and so a deviation.
 */
export class BrokenAnswer extends Error {
  override readonly name = 'BrokenAnswer';
}

/** No answer: the connection failed or timed out. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  constructor(
    /** Node's code, e.g. `ECONNREFUSED`; `TIMEOUT` where the kit gave up waiting. */
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
