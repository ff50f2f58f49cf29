import type {
  ExplainedCondition,
  ExplainedMeaning,
  ExplainedReason,
  Explanation,
} from '../../../explain/explanation.js';
import { language, type MessageKey, t } from '../../messages/translate.js';

/*
 * An explanation in the language of the page, from the data that it holds beside its sentences. In
 * English, the sentences of the mock are shown: curl shows the same ones.
 */

const isEnglish = (): boolean => language.value === 'en';

/** What the API answers; `undefined`: it is only known in English. */
export function answerInWords({ answer, outcome, page, filters }: Explanation): string | undefined {
  if (isEnglish()) return answer;
  if (outcome === 'refused') return t('why.answer.refused');
  if (outcome !== 'page' || !page) return undefined;
  const { first, last, of } = page;
  const isFiltered = (filters?.length ?? 0) > 1;
  if (first !== null && last !== null) {
    return t(isFiltered ? 'why.answer.matching' : 'why.answer.rows', { first, last, of });
  }
  if (of > 0) return t('why.answer.past', { page: page.page, of });
  return t(isFiltered ? 'why.answer.noMatch' : 'why.answer.none');
}

const COMPARES: Readonly<Record<ExplainedCondition['compares'], MessageKey>> = {
  is: 'why.is',
  contains: 'why.contains',
  matches: 'why.matches',
  'at least': 'why.atLeast',
  'at most': 'why.atMost',
  anything: 'why.anything',
  nothing: 'why.nothing',
};

function conditionText({ field, compares, value = '', utc }: ExplainedCondition): string {
  const shown = utc === undefined ? String(value) : `${value} (${utc} UTC)`;
  return t(COMPARES[compares], { field, value: shown });
}

/** @param sentence the same in English. */
export const conditionInWords = (
  condition: ExplainedCondition | undefined,
  sentence: string,
): string => (isEnglish() || !condition ? sentence : conditionText(condition));

const IGNORED = {
  unknown: 'why.ignored.unknown',
  'first counts': 'why.ignored.first',
  'last counts': 'why.ignored.last',
} as const;

/** How a parameter was read. @param sentence the same in English. */
export function meaningInWords(
  meaning: ExplainedMeaning,
  sentence: string,
  value: string | null,
): string {
  if (isEnglish()) return sentence;
  switch (meaning.kind) {
    case 'filter':
      return t('why.keeps', { condition: conditionText(meaning.condition) });
    case 'page':
      return t('why.asksPage', { page: value ?? '' });
    case 'limit':
      return t('why.asksLimit', { limit: value ?? '' });
    case 'refused':
      return t('why.refused');
    case 'ignored':
      if (meaning.why === 'disabled') return t('why.ignored.disabled', { by: meaning.by });
      return t(IGNORED[meaning.why]);
  }
}

/** Why a client is, or is not, in the list. @param sentence the same in English. */
export function reasonInWords(reason: ExplainedReason, sentence: string): string {
  if (isEnglish()) return sentence;
  switch (reason.reason) {
    case 'sent':
      return t('why.reason.sent', { ...reason });
    case 'other page':
      return t('why.reason.otherPage', { ...reason });
    case 'no rows requested':
      return t('why.reason.noRows', { ...reason });
    case 'filter': {
      const { node, condition, own } = reason;
      const value = own === null ? t('why.reason.empty') : JSON.stringify(own);
      const { field } = condition;
      return t('why.reason.filter', { node, condition: conditionText(condition), field, value });
    }
    case 'found':
      return t('why.reason.found', { node: reason.node });
    case 'unknown': {
      const similar = reason.similar.map((id) => JSON.stringify(id)).join(', ');
      const text = t('why.reason.unknown');
      return similar === '' ? text : `${text}${t('why.reason.similar', { similar })}`;
    }
  }
}
