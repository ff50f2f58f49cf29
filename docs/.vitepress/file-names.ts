import type { MarkdownOptions } from 'vitepress';

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/** A markdown-it plugin: the label of a code block with the word `file=NAME` is the file's name. */
export function fileNames(md: MarkdownIt): void {
  const { fence } = md.renderer.rules;
  if (!fence) return;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const html = fence(tokens, index, ...rest);
    const [, name] = /\sfile=(\S+)/.exec(tokens[index]?.info ?? '') ?? [];
    if (name === undefined) return html;
    const label = `<span class="lang">${md.utils.escapeHtml(name)}</span>`;
    return html.replace(/<span class="lang">.*?<\/span>/, () => label);
  };
}
