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
    ['Faults', 'faults'],
    ['Stubs and proxy', 'stubs'],
    ['MQTT', 'mqtt'],
    ['State files', 'state-files'],
    ['Check a broker in CI', 'ci'],
    ['Production', 'production'],
    ['Profiles and releases', 'profiles'],
    ['Usage of an application', 'usage'],
    ['Compare and upgrade', 'upgrade'],
  ]),
  section('Reference', [
    ['Options', 'options'],
    ['Control API', 'control-api'],
    ['Differences by release', 'differences'],
    ['Decisions', 'decisions'],
  ]),
  section('Background', [
    ['Architecture', 'architecture'],
    ['Evidence', 'evidence'],
  ]),
];

export const CHINESE: DefaultTheme.SidebarItem[] = [
  section('任务', [
    ['前端开发', 'zh/front-end'],
    ['QA 与场景', 'zh/qa'],
    ['在 CI 中检查 broker', 'zh/ci'],
  ]),
  section('英文页面', [
    ['测试（英文）', 'tests'],
    ['其他语言（英文）', 'languages'],
    ['故障（英文）', 'faults'],
    ['Stub 与代理（英文）', 'stubs'],
    ['MQTT（英文）', 'mqtt'],
    ['状态文件（英文）', 'state-files'],
    ['生产环境（英文）', 'production'],
    ['Profile 与版本（英文）', 'profiles'],
    ['应用的用法（英文）', 'usage'],
    ['对比与升级（英文）', 'upgrade'],
    ['选项（英文）', 'options'],
    ['控制 API（英文）', 'control-api'],
    ['各版本的差异（英文）', 'differences'],
    ['决策（英文）', 'decisions'],
    ['架构（英文）', 'architecture'],
    ['证据（英文）', 'evidence'],
  ]),
];

/** The paths of the pages that exist in Chinese, as the site has them. */
export const CHINESE_PAGES: readonly string[] = [
  '/zh/',
  ...CHINESE.flatMap(({ items = [] }) => items.map(({ link = '' }) => link)),
].filter((link) => link.startsWith('/zh/'));
