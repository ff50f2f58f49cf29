import { OptionError } from '../options.js';

/** Whether only this machine can reach what listens there. */
export function isLoopback(host: string): boolean {
  return (
    /^(?:[^.]+\.)*localhost$/.test(host) || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host)
  );
}

/**
 * The token that the control API asks for: the given one; beyond loopback one that is made up, so
 * that nobody else on the network can change the mock; else none.
 * @param makeUp draws a token that can not be guessed.
 * @throws {OptionError} for a token that no header can carry.
 */
export function chooseToken(
  given: string | undefined,
  host: string,
  makeUp: () => string,
): string | undefined {
  if (given === undefined) return isLoopback(host) ? undefined : makeUp();
  if (/^[\x21-\x7e]{8,200}$/.test(given)) return given;
  throw new OptionError(
    'controlToken',
    '(not shown)',
    '8 to 200 printable ASCII characters without spaces',
  );
}
