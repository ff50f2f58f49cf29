/** What Markdown shows as it stands, but for `_`. Names, addresses and numbers do not become links. */
const HARMLESS = /^[\p{L}\p{M}\p{N} .,:;()'"%/=?+_-]*$/u;
const LINK = /:\/\/|www\.|\bGH-\d/i;

/**
 * A printable text on one line, also in a cell of a table. What Markdown or GitHub would interpret
 * (links, mentions, issues, HTML) stands as code: escaping alone does not stop a mention.
 */
export function inlineText(text: string): string {
  return HARMLESS.test(text) && !LINK.test(text) ? text.replaceAll('_', '\\_') : inlineCode(text);
}

/** The text as code, in a fence longer than any in the text. */
export function inlineCode(text: string): string {
  if (text.trim() === '') return '` `';
  const fence = '`'.repeat(longestRun(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  // In a table, a pipe ends the cell, also within code.
  const cell = text.replace(/\\*\|/g, (pipe) =>
    pipe === '|' ? '\\|' : `${pipe.slice(0, -1)}\\u007c`,
  );
  return fence + pad + cell + pad + fence;
}

/** Lines as a block of code, in a fence longer than any in the text. */
export function codeBlock(text: string): string[] {
  const fence = '`'.repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}text`, text, fence];
}

export function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

const longestRun = (text: string): number =>
  Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
