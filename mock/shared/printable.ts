/** Controls a terminal (C0, DEL, C1), sets the direction of text, or separates lines. */
const UNSAFE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * Escapes text for a terminal or a log, on one line: `\n`, or `\u202e` and the like. A client id, a
 * path or a header may hold any character. JSON keeps its meaning.
 */
export function printable(text: string): string {
  return text.replace(UNSAFE, (character) => {
    if (character === '\n') return '\\n';
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
