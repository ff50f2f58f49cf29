/** Controls of C0 and C1, of the direction of text, and separators of lines and paragraphs. */
const CONTROLS = /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Escapes a broker's text for a terminal or a log, on one line: a client id may contain escape
 * sequences, or a line break and a CI command.
 */
export function printable(text: string): string {
  return text.replace(CONTROLS, (character) => {
    if (character === '\n') return '\\n';
    return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}
