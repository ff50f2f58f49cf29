import { ControlError, type Problem } from '../../api/control.js';
import { language, t } from '../translate.js';
import { fromMock, translated } from './from-mock.js';

/** What is wrong with a member, in the language of the page; in English if the mock's words are new. */
export function problemText({ field, expected, message }: Problem): string {
  const inWords = translated(expected);
  if (language.value === 'en' || inWords === undefined) return message;
  const [, value] = /, but got (.*)\.$/s.exec(message) ?? [];
  return value === undefined
    ? t('common.problem', { field, expected: inWords })
    : t('common.problemOf', { field, expected: inWords, value });
}

/** Why something failed, in the language of the page if its text is known. */
export function errorText(error: unknown): string {
  if (error instanceof ControlError && error.problems.length > 0) {
    return error.problems.map(problemText).join(' ');
  }
  return fromMock((error as Error).message);
}
