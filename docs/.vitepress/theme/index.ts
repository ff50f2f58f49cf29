import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import { CHINESE_PAGES } from '../navigation.js';
import './style.css';

export default {
  extends: DefaultTheme,
  enhanceApp({ router, siteData }) {
    // The menu of languages leads from /tests.html to /zh/tests.html, which may not exist.
    router.onBeforeRouteChange = (to) => {
      const { base } = siteData.value;
      const path = `/${to.slice(base.length)}`.replace(/(index)?(\.html)?([?#].*)?$/, '');
      if (!path.startsWith('/zh/') || CHINESE_PAGES.includes(path)) return true;
      void router.go(`${base}zh/`);
      return false;
    };
  },
} satisfies Theme;
