/** Pieces of Markdown for the generated parts of the documents. */

/** A table without padding: Prettier adds it. */
export const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Inline code for a cell: a pipe would end it. */
export const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;
