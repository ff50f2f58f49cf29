import { OptionError } from '../options.js';

/** Whether only this machine can connect to the host. */
export function isLoopback(host: string): boolean {
  return (
    /^(?:[^.]+\.)*localhost$/.test(host) || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}

/**
 * The token that the control API requires: the given one, or none on loopback. On other hosts it is
 * generated, so that other machines cannot change the mock.
 * @param generate returns a token that cannot be guessed.
 * @throws {OptionError} for a token that is invalid in a header.
 */
export function chooseToken(
  given: string | undefined,
  host: string,
  generate: () => string,
): string | undefined {
  if (given === undefined) return isLoopback(host) ? undefined : generate();
  if (/^[\x21-\x7e]{8,200}$/.test(given)) return given;
  throw new OptionError(
    'controlToken',
    '(not shown)',
    '8 to 200 printable ASCII characters without spaces',
  );
}
