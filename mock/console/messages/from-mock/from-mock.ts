import { language } from '../translate.js';
import { COVERAGE } from './coverage.js';
import { DECISIONS } from './decisions.js';
import { EXPECTED } from './expected.js';
import { createTranslator } from './match-text.js';
import { RELEASES } from './releases.js';
import { SCENARIOS } from './scenarios.js';

/**
 * Texts that the mock writes, in Chinese: by the English text, so that one that the mock has changed
 * is shown in English rather than in words that are no longer true.
 */
const toChinese = createTranslator({
  ...SCENARIOS,
  ...DECISIONS,
  ...RELEASES,
  ...COVERAGE,
  ...EXPECTED,
});

/** A text of the mock in the language of the page; `undefined`: it is only known in English. */
export const translated = (text: string): string | undefined =>
  language.value === 'en' ? text : toChinese(text);

/** A text of the mock in the language of the page, or in English. */
export const fromMock = (text: string): string => translated(text) ?? text;
