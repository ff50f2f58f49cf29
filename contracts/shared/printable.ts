/** Steers a terminal, ends a line, or turns the direction of text. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * A broker's text for a terminal or a log, on one line: a client id may hold escape sequences, or a
 * line break and a command to the CI behind it.
 */
export function printable(text: string): string {
  return text.replace(STEERING, (character) => {
    if (character === '\n') return '\\n';
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
