import { UsageError } from '../shared/errors.js';

/** What a user may choose; the rest of the prefix is random. */
const CHOICE = /^[A-Za-z0-9]{1,12}$/;
const DEFAULT = 'ck';

/**
 * What every client id of a run starts with, e.g. `ck-5f0c1a-`. The random part is always there:
 * whatever a user chooses, no client that was there before can have it. Unreserved characters
 * only, so that it reads the same in any encoding and in any regular expression.
 * @param random from 0 to 1, as `Math.random`
 */
export function choosePrefix(choice: string | undefined, random: () => number): string {
  const start = choice ?? DEFAULT;
  if (!CHOICE.test(start)) {
    throw new UsageError(
      `Failed to read the prefix: expected 1 to 12 letters or digits but got "${start}".`,
    );
  }
  const token = Math.floor(random() * 0x1000000)
    .toString(16)
    .padStart(6, '0');
  return `${start}-${token}-`;
}
