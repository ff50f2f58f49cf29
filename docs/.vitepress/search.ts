import type { DefaultTheme } from 'vitepress';

const CHINESE_SEARCH: Partial<DefaultTheme.LocalSearchOptions> = {
  translations: {
    button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
    modal: {
      displayDetails: '显示详细列表',
      resetButtonTitle: '清除搜索词',
      backButtonTitle: '关闭搜索',
      noResultsText: '没有找到结果：',
      footer: {
        selectText: '选择',
        selectKeyAriaLabel: '回车键',
        navigateText: '切换',
        navigateUpKeyAriaLabel: '上箭头',
        navigateDownKeyAriaLabel: '下箭头',
        closeText: '关闭',
        closeKeyAriaLabel: 'Esc 键',
      },
    },
  },
};

/** A search in the browser: the index is a file of the site, and no request leaves it. */
export const search: NonNullable<DefaultTheme.Config['search']> = {
  provider: 'local',
  options: {
    miniSearch: {
      options: {
        // Chinese has no spaces between words: each character is a term. VitePress sends the text of
        // this function to the browser, so it uses nothing from outside of itself.
        tokenize: (text) =>
          text
            .split(/[\s\p{P}]+/u)
            .flatMap((word) => word.match(/\p{Script=Han}|[^\p{Script=Han}]+/gu) ?? []),
      },
      searchOptions: { combineWith: 'AND', prefix: true, fuzzy: 0.1 },
    },
    locales: { zh: CHINESE_SEARCH },
  },
};
