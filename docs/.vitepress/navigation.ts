/** The pages of the site by language: what the sidebar shows, and in which order. */
import type { DefaultTheme } from 'vitepress';

type Entry = readonly [text: string, page: string];

const section = (text: string, entries: readonly Entry[]): DefaultTheme.SidebarItem => ({
  text,
  items: entries.map(([title, page]) => ({ text: title, link: `/${page}` })),
});

export const ENGLISH: DefaultTheme.SidebarItem[] = [
  section('Tasks', [
    ['Front end', 'front-end'],
    ['Tests', 'tests'],
    ['Other languages', 'languages'],
    ['QA and scenarios', 'qa'],
    ['Check a broker in CI', 'ci'],
    ['Production', 'production'],
    ['Profiles and releases', 'profiles'],
    ['Compare and upgrade', 'upgrade'],
  ]),
  section('Reference', [
    ['Options', 'options'],
    ['Control API', 'control-api'],
    ['State files', 'state-files'],
    ['MQTT', 'mqtt'],
    ['Differences by release', 'differences'],
  ]),
  section('Background', [
    ['Decisions', 'decisions'],
    ['Architecture', 'architecture'],
  ]),
];

export const CHINESE: DefaultTheme.SidebarItem[] = [
  section('任务', [
    ['前端开发', 'zh/front-end'],
    ['QA 与场景', 'zh/qa'],
    ['在 CI 中检查 Broker', 'zh/ci'],
  ]),
  section('英文页面', [
    ['测试（英文）', 'tests'],
    ['其他语言（英文）', 'languages'],
    ['生产环境（英文）', 'production'],
    ['Profile 与版本（英文）', 'profiles'],
    ['对比与升级（英文）', 'upgrade'],
    ['选项（英文）', 'options'],
    ['控制 API（英文）', 'control-api'],
    ['状态文件（英文）', 'state-files'],
    ['MQTT（英文）', 'mqtt'],
    ['各版本的差异（英文）', 'differences'],
    ['决策（英文）', 'decisions'],
    ['架构（英文）', 'architecture'],
  ]),
];

/** The paths of the pages that exist in Chinese, as the site has them. */
export const CHINESE_PAGES: readonly string[] = [
  '/zh/',
  ...CHINESE.flatMap(({ items = [] }) => items.map(({ link = '' }) => link)),
].filter((link) => link.startsWith('/zh/'));
