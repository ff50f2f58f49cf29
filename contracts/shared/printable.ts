/**
 * Characters that a terminal, a log or a reader's eye would obey rather than show: controls, the
 * direction of text, separators of lines, invisible format characters and lone surrogates. The two
 * joiners are part of words and emoji.
 */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** `##[error]`, `##vso[…]`, `##teamcity[…]`: Azure, TeamCity and older runners of GitHub obey them anywhere. */
const OLD_COMMAND = /##(?=\w*\[)/g;

/** `::error::…`, `::set-output name=x::…`: commands of GitHub Actions. */
const COMMAND = /::(?=\s*[a-z][\w-]*(?:\s(?:(?!::).)*)?::)/gi;

/**
 * Escapes a broker's text for a terminal or a log, on one line: a client id may contain escape
 * sequences, or a line break and a CI command.
 */
export function printable(text: string): string {
  return text
    .replace(UNSEEN, escaped)
    .replace(OLD_COMMAND, '#\\u0023')
    .replace(COMMAND, ':\\u003a');
}

function escaped(character: string): string {
  if (character === '\n') return '\\n';
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`;
}
