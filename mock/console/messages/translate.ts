import { effect } from '@preact/signals';
import { remembered } from '../shell/preferences.js';
import { CLIENTS } from './clients.js';
import { CLOCK } from './clock.js';
import { FAULTS } from './faults.js';
import { REPORTS } from './reports.js';
import { REQUESTS } from './requests.js';
import { SANDBOXES } from './sandboxes.js';
import { SCENARIOS } from './scenarios.js';
import { SHELL } from './shell.js';
import { WHY } from './why.js';

export type Language = 'en' | 'zh';

/** Each message in English and in Simplified Chinese; `{name}` is replaced by a value. */
const MESSAGES = {
  ...SHELL,
  ...CLIENTS,
  ...CLOCK,
  ...FAULTS,
  ...REPORTS,
  ...REQUESTS,
  ...SANDBOXES,
  ...SCENARIOS,
  ...WHY,
};

export type MessageKey = keyof typeof MESSAGES;
export type Values = Readonly<Record<string, string | number>>;

const preferred = (): Language =>
  (navigator.languages.find((each) => /^(en|zh)\b/i.test(each)) ?? 'en')
    .toLowerCase()
    .startsWith('zh')
    ? 'zh'
    : 'en';

/** The language of the page; default: the first of the browser's that it has. */
export const language = remembered<Language>('language', (text) =>
  text === 'en' || text === 'zh' ? text : preferred(),
);

effect(() => {
  document.documentElement.lang = language.value === 'zh' ? 'zh-CN' : 'en';
});

/** The message in the current language. Values are inserted as text. */
export function t(key: MessageKey, values: Values = {}): string {
  const [en, zh] = MESSAGES[key];
  const text = language.value === 'zh' ? zh : en;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? formatted(values[name] ?? '') : whole,
  );
}

const formatted = (value: string | number): string =>
  typeof value === 'number' ? formatNumber(value) : value;

/** A number with the separators of the language: `1,000,000`. */
export const formatNumber = (value: number): string => value.toLocaleString(language.value);
