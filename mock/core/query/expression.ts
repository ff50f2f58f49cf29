import { RE2JS } from 're2js';
import { BrokerCrash, MockLimit } from './query-types.js';

/** The longest expression that is compiled, in bytes; a request line holds more. */
const MAX_BYTES = 1024;
/** The largest program that is run: `.{0,999}` makes 2,000 instructions of eight bytes. */
const MAX_PROGRAM = 4000;

/**
 * What a broker's expressions (PCRE) have and those that run in linear time (RE2) lack: lookaround,
 * atomic and possessive groups, recursion, conditions, back references, some escapes.
 */
const BEYOND_RE2 =
  /\(\?(?:[=!>|&#R(+-]|<[=!]|\d|P[=>])|\(\*|[*+?}]\+|\\(?:[1-9]|[gkGKRXhHNVZe]|x(?![0-9a-fA-F]{2}|\{))/;

/** Whether a text, one character a byte, matches somewhere. */
export type ByteTest = (bytes: string) => boolean;

/**
 * Compiles an untrusted regular expression. RE2 runs in time linear to the text; length and size
 * are limited as well.
 * @throws {BrokerCrash} if a broker cannot compile it either.
 * @throws {MockLimit} if a broker would run it and the mock does not.
 */
export function compileExpression(expression: string): ByteTest {
  if (expression.length > MAX_BYTES) {
    throw new MockLimit(
      `a regular expression of ${expression.length} bytes: expected at most ${MAX_BYTES}`,
    );
  }
  const compiled = compile(expression);
  const size = compiled.programSize();
  if (size > MAX_PROGRAM) {
    throw new MockLimit(
      `a regular expression of ${size} steps: expected at most ${MAX_PROGRAM}, so fewer or smaller repetitions`,
    );
  }
  return (bytes) => compiled.test(bytes);
}

function compile(expression: string): RE2JS {
  try {
    return RE2JS.compile(expression);
  } catch (cause) {
    const shown = JSON.stringify(expression);
    if (isBeyondRe2(expression)) {
      throw new MockLimit(
        `the regular expression ${shown}: expected one without lookaround, back references, ` +
          'possessive or atomic groups, and with at most 1000 repetitions',
        { cause },
      );
    }
    throw new BrokerCrash(`Failed to compile the expression ${shown}.`, { cause });
  }
}

/** RE2 repeats up to 1000 times, PCRE up to 65535. */
function isBeyondRe2(expression: string): boolean {
  if (BEYOND_RE2.test(expression)) return true;
  for (const [, from = '', to = ''] of expression.matchAll(/\{(\d{1,5})(?:,(\d{0,5}))?\}/g)) {
    const [low, high] = [Number(from), to === '' ? Number(from) : Number(to)];
    if (high > 1000 && low <= high && high <= 65_535) return true;
  }
  return false;
}
