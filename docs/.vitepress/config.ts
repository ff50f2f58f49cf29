/**
 * The site: `npm run docs:dev`, `npm run docs:build`. A dead link fails the build.
 *
 * `DOCS_BASE` is the path that the site is served under, with a slash at both ends. Default: `/`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitepress';
import { fileNames } from './file-names.js';
import { CHINESE, ENGLISH } from './navigation.js';
import { repositoryLinks } from './repository-links.js';
import { search } from './search.js';

const manifest = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'),
) as { version: string; repository: { url: string } };
const repository = manifest.repository.url.replace(/^git\+|\.git$/g, '');
const editLink = `${repository}/edit/main/docs/:path`;

export default defineConfig({
  title: 'emqx-clients-kit',
  base: process.env['DOCS_BASE'] ?? '/',
  outDir: '../reports/site',
  cacheDir: '../node_modules/.cache/vitepress',
  cleanUrls: false, // any static server can serve it
  metaChunk: true,
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  markdown: {
    config: (md) => {
      repositoryLinks(md, repository);
      fileNames(md);
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    search,
    externalLinkIcon: true,
  },
  locales: {
    root: {
      label: 'English',
      lang: 'en',
      description: 'A mock server and a contract check for the EMQX 4.x clients HTTP API.',
      themeConfig: {
        nav: [
          { text: 'Front end', link: '/front-end' },
          { text: 'QA', link: '/qa' },
          { text: 'CI', link: '/ci' },
          { text: 'GitHub', link: repository },
          { text: manifest.version, link: `${repository}/blob/main/CHANGELOG.md` },
        ],
        sidebar: ENGLISH,
        outline: { level: [2, 3], label: 'On this page' },
        editLink: { pattern: editLink, text: 'Edit this page on GitHub' },
      },
    },
    zh: {
      label: '简体中文',
      lang: 'zh-CN',
      description: 'EMQX 4.x 客户端 HTTP API 的模拟服务器与契约检查工具。',
      themeConfig: {
        nav: [
          { text: '前端开发', link: '/zh/front-end' },
          { text: 'QA', link: '/zh/qa' },
          { text: 'CI', link: '/zh/ci' },
          { text: 'GitHub', link: repository },
          { text: manifest.version, link: `${repository}/blob/main/CHANGELOG.md` },
        ],
        sidebar: CHINESE,
        outline: { level: [2, 3], label: '本页目录' },
        editLink: { pattern: editLink, text: '在 GitHub 上编辑此页' },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色主题',
        darkModeSwitchTitle: '切换到深色主题',
        sidebarMenuLabel: '菜单',
        returnToTopLabel: '返回顶部',
        langMenuLabel: '切换语言',
        skipToContentLabel: '跳转到内容',
        notFound: {
          title: '页面不存在',
          quote: '请检查网址，或使用搜索。',
          linkLabel: '返回首页',
          linkText: '返回首页',
        },
      },
    },
  },
});
