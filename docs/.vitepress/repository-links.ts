/**
 * Pages link to files of the repository by relative paths, which work on GitHub and in editors. The
 * site does not have these files, so their links lead to the repository.
 */
import { posix } from 'node:path';
import type { MarkdownOptions } from 'vitepress';

type MarkdownIt = Parameters<NonNullable<MarkdownOptions['config']>>[0];

/**
 * The link as the site has it.
 * @param page the page's path from docs, such as `zh/ci.md`
 * @param repository such as `https://github.com/NAME/emqx-clients-kit`
 */
export function repositoryLink(link: string, page: string, repository: string): string {
  if (/^([a-z][a-z0-9+.-]*:|\/|#)/i.test(link)) return link;
  const path = posix.join('docs', posix.dirname(page), link);
  return path.startsWith('docs/') ? link : `${repository}/blob/main/${path}`;
}

/** A markdown-it plugin that applies `repositoryLink` to every link of a page. */
export function repositoryLinks(md: MarkdownIt, repository: string): void {
  md.core.ruler.push('repository-links', ({ tokens, env }) => {
    const { relativePath: page = '' } = env as { relativePath?: string };
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? token.attrGet('href') : null;
      if (href !== null) token.attrSet('href', repositoryLink(href, page, repository));
    }
  });
}
