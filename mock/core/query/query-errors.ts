/** Thrown where the dialect's broker crashes on a request, and answers HTTP 500. */
export class BrokerCrash extends Error {
  override readonly name = 'BrokerCrash';
}

/** Thrown where a broker would go on and the mock does not: no request may hang it. */
export class MockLimit extends Error {
  override readonly name = 'MockLimit';

  constructor(
    /** A phrase that fits behind "The mock does not run ". */
    what: string,
    options?: ErrorOptions,
  ) {
    super(`The mock does not run ${what}.`, options);
  }
}
